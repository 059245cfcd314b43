#include "sdk/proof/jws.hpp"

#include <algorithm>
#include <optional>

#include "sdk/base/base64.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/json.hpp"

namespace hallpass::proof {

namespace {

Result<Bytes> decode(std::string_view text, std::string_view where) {
  auto bytes = base64_decode(text, Base64Alphabet::url, Base64Padding::forbidden);
  if (!bytes) return fail(ErrorCode::malformed, where, "This part is not base64url without padding.");
  return bytes;
}

Result<std::optional<VerifyingKey>> read_key(json::Value const& key, std::string const& where) {
  HALLPASS_TRY(kind, json::text_of(key, "kty", where));
  if (kind != "OKP" || json::find_text(key, "crv") != "Ed25519") return std::optional<VerifyingKey>{};
  HALLPASS_TRY(x, json::text_of(key, "x", where));
  HALLPASS_TRY(point, decode(x, where + "/x"));
  VerifyingKey read;
  if (point.size() != read.point.size()) {
    return fail(ErrorCode::malformed, where + "/x", "An Ed25519 public key has 32 bytes.");
  }
  std::ranges::copy(point, read.point.begin());
  read.id = json::find_text(key, "kid").value_or(thumbprint(read.point));
  return std::optional{std::move(read)};
}

struct Header {
  std::optional<std::string> key_id;
  std::string type;
};

Result<Header> read_header(std::string_view part) {
  HALLPASS_TRY(bytes, decode(part, "header"));
  HALLPASS_TRY(header, json::parse_object(as_text(bytes), "header"));
  if (json::find_text(header, "alg") != "EdDSA") {
    return fail(ErrorCode::unsupported, "alg", "Only EdDSA with Ed25519 is accepted.");
  }
  for (auto const* extension : {"crit", "b64"}) {
    if (json::has(header, extension)) return fail(ErrorCode::unsupported, extension, "Extensions are not understood.");
  }
  return Header{json::find_text(header, "kid"), json::find_text(header, "typ").value_or("")};
}

}  // namespace

std::string thumbprint(crypto::Ed25519Public const& point) {
  auto const x = base64_encode(point, Base64Alphabet::url, Base64Padding::forbidden);
  auto const members = R"({"crv":"Ed25519","kty":"OKP","x":")" + x + R"("})";
  return base64_encode(crypto::sha256(as_bytes(members)), Base64Alphabet::url, Base64Padding::forbidden);
}

Result<std::vector<VerifyingKey>> read_keys(std::string_view jwk_set) {
  if (jwk_set.size() > max_keys_size) return fail(ErrorCode::too_large, "", "This is too large for a key set.");
  HALLPASS_TRY(set, json::parse_object(jwk_set, ""));
  HALLPASS_TRY(items, json::items_of(set, "keys", ""));
  std::vector<VerifyingKey> keys;
  for (std::size_t index = 0; index < items->size(); ++index) {
    auto const where = "/keys/" + std::to_string(index);
    HALLPASS_TRY(key, read_key((*items)[index], where));
    if (!key) continue;
    if (std::ranges::find(keys, key->id, &VerifyingKey::id) != keys.end()) {
      return fail(ErrorCode::conflict, where + "/kid", "Two keys have the same id.");
    }
    keys.push_back(std::move(*key));
  }
  if (keys.empty()) return fail(ErrorCode::not_found, "/keys", "There is no Ed25519 key in this set.");
  return keys;
}

Result<Verified> verify_jws(std::string_view compact, std::span<VerifyingKey const> keys) {
  if (compact.size() > max_jws_size) return fail(ErrorCode::too_large, "", "This is too large for a receipt.");
  auto const first = compact.find('.');
  auto const second = compact.find('.', first == compact.npos ? first : first + 1);
  if (second == compact.npos || compact.find('.', second + 1) != compact.npos) {
    return fail(ErrorCode::malformed, "signature", "A compact signature has three parts with full stops between them.");
  }
  HALLPASS_TRY(header, read_header(compact.substr(0, first)));
  HALLPASS_TRY(payload, decode(compact.substr(first + 1, second - first - 1), "payload"));
  HALLPASS_TRY(signature, decode(compact.substr(second + 1), "signature"));
  // A header without a key's id can mean only the one key there is.
  auto const key = header.key_id      ? std::ranges::find(keys, *header.key_id, &VerifyingKey::id)
                   : keys.size() == 1 ? keys.begin()
                                      : keys.end();
  if (key == keys.end()) return fail(ErrorCode::not_found, "kid", "None of the given keys has made this signature.");
  HALLPASS_CHECK(crypto::ed25519_verify(key->point, as_bytes(compact.substr(0, second)), signature));
  return Verified{key->id, key->point, header.type, std::string{as_text(payload)}};
}

}  // namespace hallpass::proof
