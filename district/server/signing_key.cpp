#include "district/server/signing_key.hpp"

#include <algorithm>
#include <fstream>

#include "district/server/published_keys.hpp"
#include "sdk/proof/key_list.hpp"

namespace hallpass::server {
namespace {

constexpr std::size_t max_key_bytes = 4096;

}  // namespace

Result<proof::SigningKey> read_signing_key(std::string const& path, std::string_view flag) {
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);  // no copy of the key in a buffer that nobody wipes
  file.open(path, std::ios::binary);
  if (!file) return fail(ErrorCode::not_found, flag, "This file cannot be read.");
  crypto::SecretBytes text(max_key_bytes);
  file.read(reinterpret_cast<char*>(text.data()), static_cast<std::streamsize>(text.size()));
  auto key = proof::read_signing_key(as_text(ByteView{text}.first(static_cast<std::size_t>(file.gcount()))));
  if (!key) return fail(key.error().code, flag, "This must be a private key of `hallpass keys --new-key`.");
  return key;
}

Result<std::shared_ptr<district::ReceiptSigner const>> read_receipt_signer(std::string const& key_path,
                                                                           std::string const& key_list_path,
                                                                           std::string_view age_recipient) {
  constexpr std::string_view flag = "--receipt-key";
  HALLPASS_TRY(key, read_signing_key(key_path, flag));
  HALLPASS_TRY(published, read_published_keys(key_list_path, age_recipient));
  HALLPASS_TRY(keys, proof::read_keys(published));
  if (std::ranges::find(keys, key.point, &proof::VerifyingKey::point) == keys.end()) {
    return fail(ErrorCode::conflict, flag,
                "Its public half is not in the --key-list, so nobody could check a receipt: publish it with `hallpass "
                "keys --also " +
                    proof::public_text(key.point) + "`.");
  }
  HALLPASS_TRY(list, read_key_list(published));
  return std::make_shared<district::ReceiptSigner const>(list.issuer, std::move(key));
}

}  // namespace hallpass::server
