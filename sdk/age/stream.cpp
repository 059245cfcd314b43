#include "sdk/age/stream.hpp"

#include <array>

#include "sdk/age/decimal.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::age {
namespace {

Error chunk_error(ErrorCode code, std::uint64_t index) {
  return fail(code, "payload/chunk/" + decimal(index));
}

// The index in 11 bytes, big-endian, then whether it is the last.
std::array<std::uint8_t, crypto::aead_nonce_size> nonce_of(std::uint64_t index, Position position) {
  std::array<std::uint8_t, crypto::aead_nonce_size> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(index >> (8 * i));
  nonce[11] = position == Position::last ? 1 : 0;
  return nonce;
}

bool size_is_possible(std::uint64_t index, Position position, std::size_t size) {
  if (position == Position::inner) return size == chunk_size;
  return size <= chunk_size && (size > 0 || index == 0);
}

}  // namespace

Result<PayloadKey> PayloadKey::derive(FileKey const& file_key, ByteView nonce) {
  if (nonce.size() != payload_nonce_size) return fail(ErrorCode::invalid_argument, "nonce");
  KeyBytes key;
  HALLPASS_CHECK(crypto::hkdf_sha256(file_key.view(), nonce, as_bytes("payload"), key.bytes()));
  return PayloadKey{std::move(key)};
}

Result<void> PayloadKey::seal(std::uint64_t index, Position position, ByteView plaintext,
                              std::span<std::uint8_t> out) const {
  if (!size_is_possible(index, position, plaintext.size()) ||
      !crypto::aead_seal(key_.view(), nonce_of(index, position), {}, plaintext, out)) {
    return chunk_error(ErrorCode::invalid_argument, index);
  }
  return {};
}

Result<void> PayloadKey::open(std::uint64_t index, Position position, ByteView sealed,
                              std::span<std::uint8_t> out) const {
  if (sealed.size() < crypto::aead_tag_size) return chunk_error(ErrorCode::truncated, index);
  if (!size_is_possible(index, position, sealed.size() - crypto::aead_tag_size)) {
    return chunk_error(ErrorCode::malformed, index);
  }
  // A file cut between two chunks ends with an authentic inner chunk: say what happened.
  if (position == Position::last && sealed.size() == sealed_chunk_size &&
      crypto::aead_verify(key_.view(), nonce_of(index, Position::inner), {}, sealed)) {
    return chunk_error(ErrorCode::truncated, index);
  }
  auto const opened = crypto::aead_open(key_.view(), nonce_of(index, position), {}, sealed, out);
  return opened ? opened : chunk_error(opened.error().code, index);
}

}  // namespace hallpass::age
