#include "sdk/crypto/aead_engine.hpp"

#include <array>
#include <cstring>

#include "sdk/crypto/secret.hpp"
#include "sdk/crypto/wasm/chacha20.hpp"
#include "sdk/crypto/wasm/poly1305.hpp"

namespace hallpass::crypto {
namespace {

std::array<std::uint8_t, 16> tag_of(std::array<std::uint8_t, 32>& one_time_key, ByteView associated,
                                    ByteView ciphertext) {
  Poly1305 authenticator{one_time_key, associated.size(), ciphertext.size()};
  wipe(one_time_key);
  authenticator.absorb(associated);
  authenticator.absorb(ciphertext);
  return authenticator.finish();
}

}  // namespace

void engine_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext, std::uint8_t* out,
                 std::uint8_t* tag) noexcept {
  ChaCha20 cipher{key, nonce};
  auto one_time_key = cipher.one_time_key();
  cipher.apply(plaintext, out);
  auto const code = tag_of(one_time_key, associated, {out, plaintext.size()});
  std::memcpy(tag, code.data(), code.size());
}

bool engine_open(ByteView key, ByteView nonce, ByteView associated, ByteView ciphertext, std::uint8_t const* tag,
                 std::uint8_t* out) noexcept {
  ChaCha20 cipher{key, nonce};
  auto one_time_key = cipher.one_time_key();
  if (!equal(tag_of(one_time_key, associated, ciphertext), {tag, 16})) return false;
  if (out != nullptr) cipher.apply(ciphertext, out);
  return true;
}

}  // namespace hallpass::crypto
