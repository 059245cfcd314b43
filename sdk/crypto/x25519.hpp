#pragma once
// X25519 key agreement. https://www.rfc-editor.org/rfc/rfc7748

#include <array>
#include <cstddef>
#include <cstdint>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::crypto {

inline constexpr std::size_t x25519_size = 32;
using X25519Public = std::array<std::uint8_t, x25519_size>;
using X25519Secret = Secret<x25519_size>;

// The public point of a secret: the ladder over the base point 9.
// Errors: invalid_argument with `where` "secret", for a wrong length.
[[nodiscard]] Result<X25519Public> x25519_public(ByteView secret);

// The shared secret of both. Points of low order are refused, so an all-zero result is impossible.
// Errors: invalid_argument with `where` "secret" or "public" (wrong length, or a point of low order).
[[nodiscard]] Result<X25519Secret> x25519(ByteView secret, ByteView public_point);

}  // namespace hallpass::crypto
