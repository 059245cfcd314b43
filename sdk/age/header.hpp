#pragma once
// The header of an age file: who can open it, and its authentication code.
// https://github.com/C2SP/C2SP/blob/main/age.md#encrypted-file-format

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::age {

// A longer header is refused: room for some ten thousand recipients.
inline constexpr std::size_t max_header_size = 1U << 20U;

// What one recipient needs to get at the file's key, as it stands in a header that is being read.
struct Stanza {
  std::string_view type;
  std::string_view arguments;  // as written, a space between two; points into the file, as `type` does
  Bytes body;
};

struct Header {
  std::vector<Stanza> stanzas;
  crypto::Sha256 mac{};
  std::size_t size = 0;           // bytes of the header in the file, with its last line feed
  std::size_t authenticated = 0;  // bytes of it that `mac` covers: through "---"
};

// Reads the header at the start of `file`, which may hold more or less than all of it and outlives the result.
// Errors, with `where` "header": truncated (more bytes are needed), malformed, unsupported (not age v1), too_large.
[[nodiscard]] Result<Header> read_header(ByteView file);

// Writing: begin, a stanza for each recipient, end. What then stands in `header` is what the code covers.
[[nodiscard]] std::string begin_header();
void append_stanza(std::string& header, std::string_view type, std::string_view arguments, ByteView body);
void end_stanzas(std::string& header);

}  // namespace hallpass::age
