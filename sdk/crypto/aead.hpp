#pragma once
// ChaCha20-Poly1305 with a 12-byte nonce. https://www.rfc-editor.org/rfc/rfc8439

#include <cstddef>
#include <cstdint>
#include <span>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::crypto {

inline constexpr std::size_t aead_key_size = 32;
inline constexpr std::size_t aead_nonce_size = 12;
inline constexpr std::size_t aead_tag_size = 16;

// Encrypts `plaintext` into `out` (plaintext.size() + 16 bytes: ciphertext, then tag). `out` may start where
// `plaintext` does. One nonce is used only once with one key.
// Errors: invalid_argument with `where` "key", "nonce" or "out", for a wrong length.
[[nodiscard]] Result<void> aead_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext,
                                     std::span<std::uint8_t> out);

// Decrypts `sealed` (ciphertext, then tag) into `out` (sealed.size() - 16 bytes), only after the tag is verified:
// on an error `out` holds nothing of the plaintext. `out` may start where `sealed` does.
// Errors: invalid_argument for a wrong length of "key", "nonce" or "out"; truncated, with `where` "tag", for fewer than
// 16 bytes; not_authentic, with `where` "tag".
[[nodiscard]] Result<void> aead_open(ByteView key, ByteView nonce, ByteView associated, ByteView sealed,
                                     std::span<std::uint8_t> out);

// Checks the tag without decrypting. Errors: as aead_open().
[[nodiscard]] Result<void> aead_verify(ByteView key, ByteView nonce, ByteView associated, ByteView sealed);

}  // namespace hallpass::crypto
