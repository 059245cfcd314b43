#include "sdk/crypto/aead_engine.hpp"

#include <sodium/crypto_aead_chacha20poly1305.h>

#include "sdk/crypto/library.hpp"

namespace hallpass::crypto {

void engine_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext, std::uint8_t* out,
                 std::uint8_t* tag) noexcept {
  use_library();
  crypto_aead_chacha20poly1305_ietf_encrypt_detached(out, tag, nullptr, address(plaintext), plaintext.size(),
                                                     address(associated), associated.size(), nullptr, nonce.data(),
                                                     key.data());
}

bool engine_open(ByteView key, ByteView nonce, ByteView associated, ByteView ciphertext, std::uint8_t const* tag,
                 std::uint8_t* out) noexcept {
  use_library();
  return crypto_aead_chacha20poly1305_ietf_decrypt_detached(out, nullptr, address(ciphertext), ciphertext.size(), tag,
                                                            address(associated), associated.size(), nonce.data(),
                                                            key.data()) == 0;
}

}  // namespace hallpass::crypto
