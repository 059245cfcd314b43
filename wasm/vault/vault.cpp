#include "wasm/vault/vault.h"

#include <algorithm>
#include <new>
#include <string>

#include "sdk/age/age.hpp"
#include "sdk/age/armor.hpp"

using namespace hallpass;

__attribute__((import_module("vault"), import_name("random"))) extern "C" std::int32_t vault_random(std::uint8_t* to,
                                                                                                    std::uint32_t size);

struct VaultSession {
  Bytes prefix;
  std::uint32_t prefix_size;
  age::PayloadKey key;
};

namespace {

// A page of one thread has one last error.
std::string last_error_where;

std::int32_t failed(Error const& error) {
  last_error_where = error.where;
  return static_cast<std::int32_t>(error.code) + 1;
}

class PageRandom final : public crypto::RandomSource {
 public:
  Result<void> fill(std::span<std::uint8_t> out) override {
    if (vault_random(out.data(), static_cast<std::uint32_t>(out.size())) == 0) return {};
    return fail(ErrorCode::unavailable, "random");
  }
};

// Calls `take` with every line that is not empty; stops at its first error.
template <class Take>
Result<void> for_each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    if (end > 0) HALLPASS_CHECK(take(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

Result<age::Sealer> begin_encrypt(std::string_view keys) {
  std::vector<age::Recipient> recipients;
  HALLPASS_CHECK(for_each_line(keys, [&](std::string_view line) -> Result<void> {
    HALLPASS_TRY(recipient, age::parse_recipient(line));
    recipients.push_back(recipient);
    return {};
  }));
  PageRandom random;
  return age::begin_encrypt(recipients, random);
}

Result<age::Keyring> read_keyring(std::string_view keys, bool is_passphrase) {
  age::Keyring keyring;
  keyring.max_work_factor = 18;  // 256 MiB: what the standard tool writes, and all that a page should take
  if (is_passphrase) {
    keyring.passphrases.emplace_back(keys.begin(), keys.end());
    return keyring;
  }
  HALLPASS_CHECK(for_each_line(keys, [&](std::string_view line) -> Result<void> {
    HALLPASS_TRY(identity, age::parse_identity(line));
    keyring.identities.push_back(std::move(identity));
    return {};
  }));
  return keyring;
}

std::int32_t hand_out(Result<age::Sealer>&& sealer, VaultSession** session) {
  if (!sealer) return failed(sealer.error());
  auto const size = static_cast<std::uint32_t>(sealer->prefix.size());
  *session = new VaultSession{std::move(sealer->prefix), size, std::move(sealer->key)};
  return 0;
}

age::Position position(std::int32_t is_last) {
  return is_last != 0 ? age::Position::last : age::Position::inner;
}

}  // namespace

std::uint8_t* vault_allocate(std::uint32_t size) {
  return new (std::nothrow) std::uint8_t[size];
}

void vault_free(std::uint8_t* memory, std::uint32_t size) {
  crypto::wipe({memory, size});
  delete[] memory;
}

char const* vault_error_where() {
  return last_error_where.data();
}
std::uint32_t vault_error_where_size() {
  return static_cast<std::uint32_t>(last_error_where.size());
}

std::int32_t vault_encrypt_begin(char const* keys, std::uint32_t size, VaultSession** session) {
  return hand_out(begin_encrypt({keys, size}), session);
}

std::int32_t vault_encrypt_begin_passphrase(std::uint8_t const* passphrase, std::uint32_t size,
                                            std::uint32_t work_factor, VaultSession** session) {
  PageRandom random;
  return hand_out(age::begin_encrypt(ByteView{passphrase, size}, work_factor, random), session);
}

std::int32_t vault_decrypt_begin(char const* keys, std::uint32_t keys_size, std::int32_t is_passphrase,
                                 std::uint8_t const* start, std::uint32_t start_size, VaultSession** session) {
  auto const keyring = read_keyring({keys, keys_size}, is_passphrase != 0);
  if (!keyring) return failed(keyring.error());
  auto opener = age::begin_decrypt(*keyring, {start, start_size});
  if (!opener) return failed(opener.error());
  *session = new VaultSession{{}, static_cast<std::uint32_t>(opener->prefix_size), std::move(opener->key)};
  return 0;
}

std::uint8_t const* vault_prefix(VaultSession const* session) {
  return session->prefix.data();
}
std::uint32_t vault_prefix_size(VaultSession const* session) {
  return session->prefix_size;
}

std::uint8_t const* vault_key(VaultSession const* session) {
  return session->key.view().data();
}

VaultSession* vault_adopt(std::uint8_t const* key) {
  age::PayloadKey::KeyBytes bytes;
  std::ranges::copy(ByteView{key, HALLPASS_VAULT_KEY}, bytes.bytes().begin());
  return new VaultSession{{}, 0, age::PayloadKey{std::move(bytes)}};
}

std::int32_t vault_seal(VaultSession const* session, std::uint32_t index, std::int32_t is_last, std::uint8_t* chunk,
                        std::uint32_t size) {
  auto const sealed = session->key.seal(index, position(is_last), {chunk, size}, {chunk, size + crypto::aead_tag_size});
  return sealed ? 0 : failed(sealed.error());
}

std::int32_t vault_open(VaultSession const* session, std::uint32_t index, std::int32_t is_last, std::uint8_t* chunk,
                        std::uint32_t size) {
  auto const plain_size = size - std::min<std::uint32_t>(size, crypto::aead_tag_size);
  auto const opened = session->key.open(index, position(is_last), {chunk, size}, {chunk, plain_size});
  return opened ? 0 : failed(opened.error());
}

void vault_end(VaultSession* session) {
  delete session;
}

std::int32_t vault_generate(char* identity, char* recipient) {
  PageRandom random;
  auto const made = age::generate_identity(random);
  if (!made) return failed(made.error());
  std::ranges::copy(as_text(age::format_identity(*made)), identity);
  std::ranges::copy(age::format_recipient(age::recipient_of(*made)), recipient);
  return 0;
}

std::int32_t vault_dearmor(std::uint8_t* text, std::uint32_t* size) {
  auto const file = age::dearmor({text, *size});
  if (!file) return failed(file.error());
  std::ranges::copy(*file, text);
  *size = static_cast<std::uint32_t>(file->size());
  return 0;
}
