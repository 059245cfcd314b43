#pragma once
// Hexadecimal text read for tests; the text is part of the test, so it is taken to be right.

#include <charconv>
#include <string_view>

#include "sdk/base/bytes.hpp"

namespace hallpass {

inline Bytes from_hex(std::string_view text) {
  Bytes bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) std::from_chars(&text[2 * i], &text[2 * i] + 2, bytes[i], 16);
  return bytes;
}

}  // namespace hallpass
