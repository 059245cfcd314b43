#pragma once
// Base64 and base64url, strict. https://www.rfc-editor.org/rfc/rfc4648

#include <string>
#include <string_view>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass {

enum class Base64Alphabet : std::uint8_t { standard, url };
enum class Base64Padding : std::uint8_t { required, forbidden };

[[nodiscard]] std::string base64_encode(ByteView bytes, Base64Alphabet alphabet, Base64Padding padding);

// Accepts only the one canonical spelling: no white space, right padding, unused bits zero.
// Errors: malformed, with `where` "base64".
[[nodiscard]] Result<Bytes> base64_decode(std::string_view text, Base64Alphabet alphabet, Base64Padding padding);

}  // namespace hallpass
