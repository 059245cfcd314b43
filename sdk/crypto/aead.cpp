#include "sdk/crypto/aead.hpp"

#include <sodium/crypto_aead_chacha20poly1305.h>

#include "sdk/crypto/library.hpp"

namespace hallpass::crypto {
namespace {

Result<void> check_lengths(ByteView key, ByteView nonce) {
  if (key.size() != aead_key_size) return fail(ErrorCode::invalid_argument, "key");
  if (nonce.size() != aead_nonce_size) return fail(ErrorCode::invalid_argument, "nonce");
  return {};
}

// Into `out`, or nowhere where `out` is null.
Result<void> open_into(ByteView key, ByteView nonce, ByteView associated, ByteView sealed, std::uint8_t* out) {
  auto const ciphertext = sealed.first(sealed.size() - aead_tag_size);
  auto const tag = sealed.last(aead_tag_size);
  use_library();
  if (crypto_aead_chacha20poly1305_ietf_decrypt_detached(out, nullptr, address(ciphertext), ciphertext.size(),
                                                         tag.data(), address(associated), associated.size(),
                                                         nonce.data(), key.data()) != 0) {
    return fail(ErrorCode::not_authentic, "tag");
  }
  return {};
}

}  // namespace

Result<void> aead_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext,
                       std::span<std::uint8_t> out) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (out.size() != plaintext.size() + aead_tag_size) return fail(ErrorCode::invalid_argument, "out");
  use_library();
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, address(plaintext), plaintext.size(),
                                            address(associated), associated.size(), nullptr, nonce.data(), key.data());
  return {};
}

Result<void> aead_open(ByteView key, ByteView nonce, ByteView associated, ByteView sealed,
                       std::span<std::uint8_t> out) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (sealed.size() < aead_tag_size) return fail(ErrorCode::truncated, "tag");
  if (out.size() != sealed.size() - aead_tag_size) return fail(ErrorCode::invalid_argument, "out");
  // libsodium takes a null output as "verify only": an empty plaintext needs no other.
  return open_into(key, nonce, associated, sealed, out.data());
}

Result<void> aead_verify(ByteView key, ByteView nonce, ByteView associated, ByteView sealed) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (sealed.size() < aead_tag_size) return fail(ErrorCode::truncated, "tag");
  return open_into(key, nonce, associated, sealed, nullptr);
}

}  // namespace hallpass::crypto
