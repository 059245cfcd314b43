#pragma once
// What does the work behind aead.hpp: libsodium (aead_engine.cpp), or wasm SIMD (wasm/aead_engine.cpp). Private to the
// room; lengths are checked by its caller.

#include <cstddef>
#include <cstdint>

#include "sdk/base/bytes.hpp"

namespace hallpass::crypto {

// Encrypts `plaintext` to `out` (as long; may be the same memory) and writes 16 bytes to `tag`.
// REQUIRES: a key of 32 bytes, a nonce of 12.
void engine_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext, std::uint8_t* out,
                 std::uint8_t* tag) noexcept;

// Whether `tag` (16 bytes) is right; only then decrypts to `out`, unless that is null.
[[nodiscard]] bool engine_open(ByteView key, ByteView nonce, ByteView associated, ByteView ciphertext,
                               std::uint8_t const* tag, std::uint8_t* out) noexcept;

}  // namespace hallpass::crypto
