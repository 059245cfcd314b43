#pragma once
// The header of an age file: who can open it, and its authentication code.
// https://github.com/C2SP/C2SP/blob/main/age.md#encrypted-file-format

#include <cstddef>
#include <string>
#include <vector>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::age {

// A longer header is refused: room for some ten thousand recipients.
inline constexpr std::size_t max_header_size = 1U << 20U;

struct Stanza {
  std::string type;
  std::vector<std::string> arguments;
  Bytes body;
};

struct Header {
  std::vector<Stanza> stanzas;
  crypto::Sha256 mac{};
  std::size_t size = 0;           // bytes of the header in the file, with its last line feed
  std::size_t authenticated = 0;  // bytes of it that `mac` covers: through "---"
};

// Reads the header at the start of `file`, which may hold more or less than all of it.
// Errors, with `where` "header": truncated (more bytes are needed), malformed, unsupported (not age v1), too_large.
[[nodiscard]] Result<Header> read_header(ByteView file);

// The bytes that the code covers: version line, stanzas and "---".
[[nodiscard]] std::string write_unsigned_header(std::vector<Stanza> const& stanzas);

}  // namespace hallpass::age
