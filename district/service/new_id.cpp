#include "district/service/new_id.hpp"

#include <unistd.h>

#include <array>
#include <exception>

#include "sdk/base/hex.hpp"

namespace hallpass::district {

std::string new_id() {
  std::array<unsigned char, 16> random{};
  // It cannot fail for so few bytes on a system that is up; without randomness nothing may go on.
  if (getentropy(random.data(), random.size()) != 0) std::terminate();
  return hex_encode(random);
}

}  // namespace hallpass::district
