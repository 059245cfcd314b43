#pragma once
// SHA-256, and HMAC and HKDF over it. https://www.rfc-editor.org/rfc/rfc6234 rfc2104 rfc5869

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::crypto {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(ByteView message) noexcept;

// A key of any length, as the RFC allows.
[[nodiscard]] Sha256 hmac_sha256(ByteView key, ByteView message) noexcept;

// Fills `out` (1 to 255 * 32 bytes) with key material.
// Errors: invalid_argument with `where` "out", for another length.
[[nodiscard]] Result<void> hkdf_sha256(ByteView input_key, ByteView salt, ByteView info, std::span<std::uint8_t> out);

}  // namespace hallpass::crypto
