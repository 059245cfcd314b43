#include "district/service/new_id.hpp"

#include <unistd.h>

#include <array>
#include <exception>

namespace hallpass::district {

std::string new_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, 16> random{};
  // It cannot fail for so few bytes on a system that is up; without randomness nothing may go on.
  if (getentropy(random.data(), random.size()) != 0) std::terminate();
  std::string id;
  for (auto const byte : random) {
    id += digits[byte >> 4U];
    id += digits[byte & 0xfU];
  }
  return id;
}

}  // namespace hallpass::district
