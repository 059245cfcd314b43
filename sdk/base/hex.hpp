#pragma once
// Bytes as lower-case hexadecimal digits.

#include <string>

#include "sdk/base/bytes.hpp"

namespace hallpass {

[[nodiscard]] std::string hex_encode(ByteView bytes);

}  // namespace hallpass
