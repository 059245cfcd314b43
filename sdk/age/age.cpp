#include "sdk/age/age.hpp"

#include <algorithm>

#include "sdk/age/armor.hpp"
#include "sdk/age/file_key.hpp"
#include "sdk/age/header.hpp"
#include "sdk/base/base64.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::age {
namespace {

Result<crypto::Sha256> header_mac(FileKey const& file_key, ByteView authenticated) {
  crypto::Secret<32> key;
  HALLPASS_CHECK(crypto::hkdf_sha256(file_key.view(), {}, as_bytes("header"), key.bytes()));
  return crypto::hmac_sha256(key.view(), authenticated);
}

Result<Sealer> finish_prefix(FileKey const& file_key, std::string header, crypto::RandomSource& random) {
  end_stanzas(header);
  HALLPASS_TRY(mac, header_mac(file_key, as_bytes(header)));
  header += ' ';
  header += base64_encode(mac, Base64Alphabet::standard, Base64Padding::forbidden);
  header += '\n';
  std::array<std::uint8_t, payload_nonce_size> nonce{};
  HALLPASS_CHECK(random.fill(nonce));
  HALLPASS_TRY(key, PayloadKey::derive(file_key, nonce));
  Sealer sealer{{header.begin(), header.end()}, std::move(key)};
  sealer.prefix.insert(sealer.prefix.end(), nonce.begin(), nonce.end());
  return sealer;
}

// Where chunk `index` of a payload begins and ends, and whether it is the last.
struct Chunk {
  std::size_t from;
  std::size_t size;
  Position position;
};

Chunk chunk_at(std::size_t from, std::size_t payload_size, std::size_t full_size) {
  auto const left = payload_size - from;
  return left > full_size ? Chunk{from, full_size, Position::inner} : Chunk{from, left, Position::last};
}

}  // namespace

Result<Sealer> begin_encrypt(std::span<Recipient const> recipients, crypto::RandomSource& random) {
  if (recipients.empty()) return fail(ErrorCode::invalid_argument, "recipients");
  FileKey file_key;
  HALLPASS_CHECK(random.fill(file_key.bytes()));
  auto header = begin_header();
  for (auto const& recipient : recipients) HALLPASS_CHECK(wrap_for_recipient(file_key, recipient, random, header));
  return finish_prefix(file_key, std::move(header), random);
}

Result<Sealer> begin_encrypt(ByteView passphrase, unsigned work_factor, crypto::RandomSource& random) {
  FileKey file_key;
  HALLPASS_CHECK(random.fill(file_key.bytes()));
  auto header = begin_header();
  HALLPASS_CHECK(wrap_for_passphrase(file_key, passphrase, work_factor, random, header));
  return finish_prefix(file_key, std::move(header), random);
}

Result<Opener> begin_decrypt(Keyring const& keyring, ByteView start) {
  HALLPASS_TRY(header, read_header(start));
  HALLPASS_TRY(file_key, unwrap(header, keyring));
  HALLPASS_TRY(mac, header_mac(file_key, start.first(header.authenticated)));
  if (!crypto::equal(mac, header.mac)) return fail(ErrorCode::not_authentic, "header/mac");
  if (start.size() < header.size + payload_nonce_size) return fail(ErrorCode::truncated, "payload/nonce");
  HALLPASS_TRY(key, PayloadKey::derive(file_key, start.subspan(header.size, payload_nonce_size)));
  return Opener{header.size + payload_nonce_size, std::move(key)};
}

Result<Bytes> encrypt(std::span<Recipient const> recipients, ByteView plaintext, crypto::RandomSource& random) {
  HALLPASS_TRY(sealer, begin_encrypt(recipients, random));
  auto const chunk_count = std::max<std::size_t>(1, (plaintext.size() + chunk_size - 1) / chunk_size);
  Bytes file = std::move(sealer.prefix);
  auto out = file.size();
  file.resize(file.size() + plaintext.size() + chunk_count * crypto::aead_tag_size);
  for (std::size_t index = 0; index < chunk_count; ++index) {
    auto const chunk = chunk_at(index * chunk_size, plaintext.size(), chunk_size);
    auto const sealed_size = chunk.size + crypto::aead_tag_size;
    HALLPASS_CHECK(sealer.key.seal(index, chunk.position, plaintext.subspan(chunk.from, chunk.size),
                                   std::span{file}.subspan(out, sealed_size)));
    out += sealed_size;
  }
  return file;
}

Result<Bytes> decrypt(Keyring const& keyring, ByteView file) {
  Bytes binary;
  if (looks_armored(file)) {
    HALLPASS_TRY(decoded, dearmor(file));
    binary = std::move(decoded);
    file = binary;
  }
  HALLPASS_TRY(opener, begin_decrypt(keyring, file));
  auto const payload = file.subspan(opener.prefix_size);
  Bytes plaintext(payload.size());
  std::size_t out = 0;
  for (std::size_t index = 0, from = 0; index == 0 || from < payload.size(); ++index) {
    auto const chunk = chunk_at(from, payload.size(), sealed_chunk_size);
    auto const plain_size = chunk.size - std::min(chunk.size, crypto::aead_tag_size);
    if (auto const opened = opener.key.open(index, chunk.position, payload.subspan(from, chunk.size),
                                            std::span{plaintext}.subspan(out, plain_size));
        !opened) {
      crypto::wipe(plaintext);
      return opened.error();
    }
    out += plain_size;
    from += chunk.size;
  }
  plaintext.resize(out);
  return plaintext;
}

}  // namespace hallpass::age
