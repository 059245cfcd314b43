#include "sdk/crypto/x25519.hpp"

#include <sodium/crypto_scalarmult_curve25519.h>

#include <algorithm>

#include "sdk/crypto/library.hpp"

namespace hallpass::crypto {

Result<X25519Public> x25519_public(ByteView secret) {
  constexpr X25519Public base_point{9};
  HALLPASS_TRY(shared, x25519(secret, base_point));
  X25519Public point{};
  std::ranges::copy(shared.view(), point.begin());
  return point;
}

Result<X25519Secret> x25519(ByteView secret, ByteView public_point) {
  if (secret.size() != x25519_size) return fail(ErrorCode::invalid_argument, "secret");
  if (public_point.size() != x25519_size) return fail(ErrorCode::invalid_argument, "public");
  use_library();
  X25519Secret shared;
  if (crypto_scalarmult_curve25519(shared.bytes().data(), secret.data(), public_point.data()) != 0) {
    return fail(ErrorCode::invalid_argument, "public");
  }
  return shared;
}

}  // namespace hallpass::crypto
