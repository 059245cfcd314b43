#pragma once
// Ed25519 signatures, for receipts, signed steps and key lists. https://www.rfc-editor.org/rfc/rfc8032

#include <array>
#include <cstddef>
#include <cstdint>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::crypto {

inline constexpr std::size_t ed25519_seed_size = 32;
using Ed25519Public = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

// The public key of a 32-byte secret seed. Errors: invalid_argument with `where` "seed", for a wrong length.
[[nodiscard]] Result<Ed25519Public> ed25519_public(ByteView seed);
// Errors: invalid_argument with `where` "seed", for a wrong length.
[[nodiscard]] Result<Ed25519Signature> ed25519_sign(ByteView seed, ByteView message);
// Errors: invalid_argument for a wrong length of "public" or "signature"; not_authentic with `where` "signature".
[[nodiscard]] Result<void> ed25519_verify(ByteView public_key, ByteView message, ByteView signature);

}  // namespace hallpass::crypto
