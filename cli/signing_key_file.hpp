#pragma once
// A signer's private JWK as a file, and the days that signers name: for `authorise` and `keys`.

#include <optional>
#include <string_view>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/signing_key.hpp"

namespace hallpass::cli {

// Makes a key pair, writes it with mode 0600 and says the public key on the error stream.
// Errors: conflict, with the path: a key is never overwritten; those of files and of the system's randomness.
[[nodiscard]] Result<void> make_signing_key_file(std::string_view path);

// Errors: of the file, and of proof::read_signing_key.
[[nodiscard]] Result<proof::SigningKey> read_signing_key_file(std::string_view path);

// A day ("2027-06-30") or an instant (RFC 3339), in whole seconds. The last day of something is over when it ends.
enum class DayEdge : std::uint8_t { begin, end };
[[nodiscard]] std::optional<InstantMs> read_day(std::string_view text, DayEdge edge);

// By the system's clock, in whole seconds.
[[nodiscard]] InstantMs current_second();

}  // namespace hallpass::cli
