#include "sdk/crypto/secret.hpp"

#include <sodium/utils.h>

namespace hallpass::crypto {

void wipe(std::span<std::uint8_t> bytes) noexcept {
  if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}

bool equal(ByteView left, ByteView right) noexcept {
  return left.size() == right.size() && (left.empty() || sodium_memcmp(left.data(), right.data(), left.size()) == 0);
}

}  // namespace hallpass::crypto
