#pragma once
// A number in decimal. std::to_string brings a table and half a kilobyte of code into the page's module.

#include <cstdint>
#include <string>

namespace hallpass::age {

[[nodiscard]] inline std::string decimal(std::uint64_t number) {
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + number % 10));
    number /= 10;
  } while (number > 0);
  return text;
}

}  // namespace hallpass::age
