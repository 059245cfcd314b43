#include "sdk/crypto/library.hpp"

#include <sodium/core.h>

#include <exception>

namespace hallpass::crypto {

void use_library() noexcept {
  static bool const ready = sodium_init() >= 0;
  if (!ready) std::terminate();
}

}  // namespace hallpass::crypto
