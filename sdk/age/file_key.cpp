#include "sdk/age/file_key.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "sdk/age/decimal.hpp"
#include "sdk/base/base64.hpp"
#include "sdk/crypto/aead.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/crypto/scrypt.hpp"

namespace hallpass::age {
namespace {

constexpr std::string_view x25519_type = "X25519";
constexpr std::string_view x25519_info = "age-encryption.org/v1/X25519";
constexpr std::string_view scrypt_type = "scrypt";
constexpr std::string_view scrypt_label = "age-encryption.org/v1/scrypt";
constexpr std::size_t scrypt_salt_size = 16;
// A wrapping key is used once, so its nonce is fixed.
constexpr std::array<std::uint8_t, crypto::aead_nonce_size> zero_nonce{};
constexpr std::size_t wrapped_size = file_key_size + crypto::aead_tag_size;

using WrappingKey = crypto::Secret<crypto::aead_key_size>;

Error malformed() {
  return fail(ErrorCode::malformed, "header");
}

std::string encode(ByteView bytes) {
  return base64_encode(bytes, Base64Alphabet::standard, Base64Padding::forbidden);
}

Bytes join(ByteView first, ByteView second) {
  Bytes joined{first.begin(), first.end()};
  joined.insert(joined.end(), second.begin(), second.end());
  return joined;
}

Result<void> wrap(WrappingKey const& key, FileKey const& file_key, std::string_view type, std::string_view arguments,
                  std::string& header) {
  std::array<std::uint8_t, wrapped_size> body{};
  HALLPASS_CHECK(crypto::aead_seal(key.view(), zero_nonce, {}, file_key.view(), body));
  append_stanza(header, type, arguments, body);
  return {};
}

std::optional<FileKey> try_key(WrappingKey const& key, ByteView body) {
  FileKey file_key;
  if (!crypto::aead_open(key.view(), zero_nonce, {}, body, file_key.bytes())) return std::nullopt;
  return file_key;
}

// `scalar`: the ephemeral secret when writing, the identity's when reading; `point`: the other side's.
Result<WrappingKey> x25519_wrapping_key(ByteView scalar, ByteView point, ByteView share, ByteView recipient) {
  HALLPASS_TRY(shared, crypto::x25519(scalar, point));
  WrappingKey key;
  HALLPASS_CHECK(crypto::hkdf_sha256(shared.view(), join(share, recipient), as_bytes(x25519_info), key.bytes()));
  return key;
}

Result<WrappingKey> scrypt_wrapping_key(ByteView passphrase, ByteView salt, unsigned work_factor) {
  WrappingKey key;
  HALLPASS_CHECK(crypto::scrypt(passphrase, join(as_bytes(scrypt_label), salt), work_factor, key.bytes()));
  return key;
}

Result<std::optional<FileKey>> unwrap_x25519(Stanza const& stanza, Keyring const& keyring) {
  if (stanza.body.size() != wrapped_size) return malformed();
  // Its only argument: a space is no digit.
  auto const share = base64_decode(stanza.arguments, Base64Alphabet::standard, Base64Padding::forbidden);
  if (!share || share->size() != crypto::x25519_size) return malformed();
  for (auto const& identity : keyring.identities) {
    auto const key = x25519_wrapping_key(identity.scalar.view(), *share, *share, recipient_of(identity).point);
    if (!key) return malformed();  // a point of low order
    if (auto file_key = try_key(*key, stanza.body)) return file_key;
  }
  return std::optional<FileKey>{};
}

// A decimal number without sign or leading zeros.
std::optional<unsigned> read_work_factor(std::string_view text) {
  unsigned value = 0;
  if (text.empty() || text[0] < '1' || text[0] > '9') return std::nullopt;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Result<std::optional<FileKey>> unwrap_scrypt(Stanza const& stanza, Keyring const& keyring) {
  auto const space = stanza.arguments.find(' ');
  if (space == std::string_view::npos || stanza.body.size() != wrapped_size) return malformed();
  auto const salt =
      base64_decode(stanza.arguments.substr(0, space), Base64Alphabet::standard, Base64Padding::forbidden);
  auto const work_factor = read_work_factor(stanza.arguments.substr(space + 1));
  if (!salt || salt->size() != scrypt_salt_size || !work_factor) return malformed();
  if (*work_factor > keyring.max_work_factor) {
    return fail(ErrorCode::unsupported, "header", "The passphrase's work factor is too high to try.");
  }
  for (auto const& passphrase : keyring.passphrases) {
    HALLPASS_TRY(key, scrypt_wrapping_key(passphrase, *salt, *work_factor));
    if (auto file_key = try_key(key, stanza.body)) return file_key;
  }
  return std::optional<FileKey>{};
}

}  // namespace

Result<void> wrap_for_recipient(FileKey const& file_key, Recipient const& recipient, crypto::RandomSource& random,
                                std::string& header) {
  crypto::X25519Secret ephemeral;
  HALLPASS_CHECK(random.fill(ephemeral.bytes()));
  HALLPASS_TRY(share, crypto::x25519_public(ephemeral.view()));
  auto const key = x25519_wrapping_key(ephemeral.view(), recipient.point, share, recipient.point);
  if (!key) return fail(ErrorCode::invalid_argument, "recipients");
  return wrap(*key, file_key, x25519_type, encode(share), header);
}

Result<void> wrap_for_passphrase(FileKey const& file_key, ByteView passphrase, unsigned work_factor,
                                 crypto::RandomSource& random, std::string& header) {
  std::array<std::uint8_t, scrypt_salt_size> salt{};
  HALLPASS_CHECK(random.fill(salt));
  HALLPASS_TRY(key, scrypt_wrapping_key(passphrase, salt, work_factor));
  return wrap(key, file_key, scrypt_type, encode(salt) + ' ' + decimal(work_factor), header);
}

Result<FileKey> unwrap(Header const& header, Keyring const& keyring) {
  std::optional<FileKey> found;
  for (auto const& stanza : header.stanzas) {
    auto const is_scrypt = stanza.type == scrypt_type;
    // A passphrase stands alone: whoever knows it must be the only one who can have written the file.
    if (is_scrypt && header.stanzas.size() != 1) return malformed();
    if (!is_scrypt && stanza.type != x25519_type) continue;
    auto file_key = is_scrypt ? unwrap_scrypt(stanza, keyring) : unwrap_x25519(stanza, keyring);
    if (!file_key) return std::move(file_key).error();
    if (!found && *file_key) found = std::move(**file_key);
  }
  if (!found) return fail(ErrorCode::not_found, "identity", "None of the given keys opens this file.");
  return std::move(*found);
}

}  // namespace hallpass::age
