#pragma once
// UTF-8, strict: no overlong forms, no surrogates, nothing past U+10FFFF. https://www.rfc-editor.org/rfc/rfc3629

#include <cstddef>
#include <string_view>

namespace hallpass {

// The offset of the first byte that is not valid UTF-8, or npos when all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text) noexcept;

}  // namespace hallpass
