#include "sdk/base/region_key.hpp"

#include "sdk/base/slice.hpp"

namespace hallpass {

namespace {

// 0…9 as 1…10, A…Z as 11…36, anything else 0.
unsigned letter_or_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 1;
  auto const letter = (static_cast<unsigned>(c) | 0x20U) - 'a';
  return letter < 26 ? letter + 11 : 0;
}

}  // namespace

RegionKey region_key(std::string_view text) noexcept {
  if (text.size() != 2 && (text.size() < 4 || text.size() > 6 || text[2] != '-')) return 0;
  auto const first = letter_or_digit(text[0]);
  auto const second = letter_or_digit(text[1]);
  auto const x = letter_or_digit('X');
  auto const z = letter_or_digit('Z');
  if (first < 11 || second < 11) return 0;  // countries are letters: this is also T1, A1 and A2
  if (first == second && (first == x || first == z)) return 0;
  unsigned subdivision = 0;
  for (auto const c : after(text, 3)) {
    auto const digit = letter_or_digit(c);
    if (digit == 0) return 0;
    subdivision = subdivision * 37 + digit;
  }
  return (first << 24U) | (second << 16U) | subdivision;
}

}  // namespace hallpass
