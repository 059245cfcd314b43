#include "sdk/base/hex.hpp"

#include <string_view>

namespace hallpass {

std::string hex_encode(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (auto const byte : bytes) (text += digits[byte >> 4U]) += digits[byte & 0xfU];
  return text;
}

}  // namespace hallpass
