#pragma once
// The text form of an age file, for places that carry only text. Strict, as RFC 7468's strict PEM.
// https://github.com/C2SP/C2SP/blob/main/age.md#ascii-armor

#include <string>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::age {

[[nodiscard]] std::string armor(ByteView file);
// Whether the text (after white space) begins as an armored file does, or tries to. `text` may be just the file's
// beginning.
[[nodiscard]] bool looks_armored(ByteView text) noexcept;
// White space around the whole, and CR LF line ends, are allowed. Errors: malformed, with `where` "armor".
[[nodiscard]] Result<Bytes> dearmor(ByteView text);

}  // namespace hallpass::age
