#include "sdk/crypto/aead.hpp"

#include "sdk/crypto/aead_engine.hpp"

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
  if (!engine_open(key, nonce, associated, ciphertext, sealed.last(aead_tag_size).data(), out)) {
    return fail(ErrorCode::not_authentic, "tag");
  }
  return {};
}

}  // namespace

Result<void> aead_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plaintext,
                       std::span<std::uint8_t> out) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (out.size() != plaintext.size() + aead_tag_size) return fail(ErrorCode::invalid_argument, "out");
  engine_seal(key, nonce, associated, plaintext, out.data(), out.data() + plaintext.size());
  return {};
}

Result<void> aead_open(ByteView key, ByteView nonce, ByteView associated, ByteView sealed,
                       std::span<std::uint8_t> out) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (sealed.size() < aead_tag_size) return fail(ErrorCode::truncated, "tag");
  if (out.size() != sealed.size() - aead_tag_size) return fail(ErrorCode::invalid_argument, "out");
  // A null output means "verify only": an empty plaintext needs no other.
  return open_into(key, nonce, associated, sealed, out.data());
}

Result<void> aead_verify(ByteView key, ByteView nonce, ByteView associated, ByteView sealed) {
  HALLPASS_CHECK(check_lengths(key, nonce));
  if (sealed.size() < aead_tag_size) return fail(ErrorCode::truncated, "tag");
  return open_into(key, nonce, associated, sealed, nullptr);
}

}  // namespace hallpass::crypto
