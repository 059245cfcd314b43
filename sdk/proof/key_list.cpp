#include "sdk/proof/key_list.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/base/bech32.hpp"
#include "sdk/base/hex.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/canonical_json.hpp"
#include "sdk/proof/school_authorisation.hpp"
#include "sdk/proof/signing_key.hpp"

namespace hallpass::proof {

namespace {

constexpr std::int64_t largest_sequence = (1LL << 53U) - 1;

Result<ListedKey> read_listed_key(json::Value const& value, std::string const& where, KeyList const& list) {
  if (value.kind != json::Value::Kind::object) return fail(ErrorCode::malformed, where, "This must be an object.");
  ListedKey key{{}, {}, list.issued_at, list.expires_at};
  HALLPASS_TRY(id, json::text_of(value, "id", where));
  HALLPASS_TRY(recipient, json::text_of(value, "recipient", where));
  if (id.empty()) return fail(ErrorCode::malformed, where + "/id", "A key needs a name.");
  if (!has_recipient_shape(recipient)) {
    return fail(ErrorCode::malformed, where + "/recipient",
                "This must be an age recipient: \"age1\" and 58 characters.");
  }
  key.id = id;
  key.recipient = recipient;
  if (json::has(value, "nbf")) {
    HALLPASS_TRY(not_before, json::time_of(value, "nbf", where));
    key.not_before = not_before;
  }
  if (json::has(value, "exp")) {
    HALLPASS_TRY(expires_at, json::time_of(value, "exp", where));
    key.expires_at = expires_at;
  }
  return key;
}

Result<void> read_listed_keys(json::Value const& payload, KeyList& list) {
  HALLPASS_TRY(items, json::items_of(payload, "keys", ""));
  if (items->empty() || items->size() > most_listed_keys) {
    return fail(ErrorCode::malformed, "/keys", "There must be 1 to 32 keys.");
  }
  for (std::size_t index = 0; index < items->size(); ++index) {
    auto const where = "/keys/" + std::to_string(index);
    HALLPASS_TRY(key, read_listed_key((*items)[index], where, list));
    if (std::ranges::find(list.keys, key.id, &ListedKey::id) != list.keys.end()) {
      return fail(ErrorCode::malformed, where + "/id", "Two keys have the same name.");
    }
    list.keys.push_back(std::move(key));
  }
  return {};
}

bool is_in_force(ListedKey const& key, InstantMs now) {
  return key.not_before - clock_leeway_ms <= now && now < key.expires_at;
}

json::Value public_jwk(crypto::Ed25519Public const& point) {
  return json::object({{"alg", json::text("EdDSA")},
                       {"crv", json::text("Ed25519")},
                       {"kid", json::text(thumbprint(point))},
                       {"kty", json::text("OKP")},
                       {"use", json::text("sig")},
                       {"x", json::text(public_text(point))}});
}

}  // namespace

std::string_view to_string(KeyListProblem problem) noexcept {
  switch (problem) {
    case KeyListProblem::issuer:
      return "issuer";
    case KeyListProblem::older:
      return "older";
    case KeyListProblem::conflict:
      return "conflict";
    case KeyListProblem::not_yet:
      return "not_yet";
    case KeyListProblem::expired:
      return "expired";
    case KeyListProblem::no_key:
      return "no_key";
  }
  return "";
}

Result<std::string> find_key_list(std::string_view published) {
  if (published.size() > max_keys_size) return fail(ErrorCode::too_large, "", "This is too large for a key set.");
  HALLPASS_TRY(set, json::parse_object(published, ""));
  auto list = json::find_text(set, key_list_member);
  if (!list) {
    return fail(ErrorCode::not_found, "/" + std::string{key_list_member},
                "There is no signed list of keys in this file.");
  }
  if (list->size() > max_key_list_size) {
    return fail(ErrorCode::too_large, "/" + std::string{key_list_member}, "Browsers read 8,192 characters at most.");
  }
  return *std::move(list);
}

Result<KeyList> read_key_list(Verified const& verified) {
  if (verified.type != key_list_type) {
    return fail(ErrorCode::unsupported, "typ", "This is signed, but it is not a list of keys.");
  }
  HALLPASS_TRY(payload, json::parse_object(verified.payload, ""));
  KeyList list;
  HALLPASS_TRY(issuer, json::text_of(payload, "iss", ""));
  HALLPASS_TRY(issued_at, json::time_of(payload, "iat", ""));
  HALLPASS_TRY(expires_at, json::time_of(payload, "exp", ""));
  if (issuer.empty()) return fail(ErrorCode::malformed, "/iss", "This must say whose keys they are.");
  if (expires_at - issued_at > longest_key_list_ms) {
    return fail(ErrorCode::malformed, "/exp", "A list lasts 400 days at most.");
  }
  list.issuer = issuer;
  list.issued_at = issued_at;
  list.expires_at = expires_at;
  auto const* sequence = json::find(payload, "sequence");
  if (sequence == nullptr || !sequence->integer || *sequence->integer < 1 || *sequence->integer > largest_sequence) {
    return fail(ErrorCode::malformed, "/sequence", "This must be a whole number from 1.");
  }
  list.sequence = *sequence->integer;
  HALLPASS_CHECK(read_listed_keys(payload, list));
  return list;
}

std::string key_list_digest(Verified const& verified) {
  return hex_encode(crypto::sha256(as_bytes(verified.payload)));
}

std::vector<std::string> recipients_at(KeyList const& list, InstantMs now) {
  std::vector<std::string> recipients;
  for (auto const& key : list.keys) {
    if (is_in_force(key, now)) recipients.push_back(key.recipient);
  }
  return recipients;
}

std::optional<KeyListProblem> judge_key_list(KeyList const& list, std::string_view digest, std::string_view issuer,
                                             std::optional<SeenKeyList> const& seen, InstantMs now) {
  if (list.issuer != issuer) return KeyListProblem::issuer;
  if (seen && list.sequence < seen->sequence) return KeyListProblem::older;
  if (seen && list.sequence == seen->sequence && digest != seen->digest) return KeyListProblem::conflict;
  if (now < list.issued_at - clock_leeway_ms) return KeyListProblem::not_yet;
  if (now >= list.expires_at) return KeyListProblem::expired;
  if (recipients_at(list, now).empty()) return KeyListProblem::no_key;
  return std::nullopt;
}

std::string format_key_list(KeyList const& list) {
  std::vector<json::Value> keys;
  keys.reserve(list.keys.size());
  for (auto const& key : list.keys) {
    keys.push_back(json::object({{"id", json::text(key.id)},
                                 {"recipient", json::text(key.recipient)},
                                 {"nbf", json::seconds(key.not_before)},
                                 {"exp", json::seconds(key.expires_at)}}));
  }
  auto const claims = json::object({{"iss", json::text(list.issuer)},
                                    {"sequence", json::whole(list.sequence)},
                                    {"iat", json::seconds(list.issued_at)},
                                    {"exp", json::seconds(list.expires_at)},
                                    {"keys", json::list(std::move(keys))}});
  return json::canonical(claims).value();
}

Result<std::string> format_published_keys(crypto::Ed25519Public const& signer,
                                          std::span<crypto::Ed25519Public const> also,
                                          std::optional<std::string_view> former, std::string_view signed_list) {
  std::vector<json::Value> keys{public_jwk(signer)};
  auto const is_there = [&](std::string_view x) {
    return std::ranges::any_of(keys, [&](json::Value const& key) { return json::find_text(key, "x") == x; });
  };
  for (auto const& point : also) {
    if (!is_there(public_text(point))) keys.push_back(public_jwk(point));
  }
  if (former) {
    HALLPASS_CHECK(read_keys(*former));
    HALLPASS_TRY(set, json::parse_object(*former, ""));
    for (auto const& key : json::find(set, "keys")->items) {
      if (!is_there(json::find_text(key, "x").value_or(""))) keys.push_back(key);
    }
  }
  auto const file = json::object({{"keys", json::list(std::move(keys))}, {key_list_member, json::text(signed_list)}});
  return json::canonical(file);
}

}  // namespace hallpass::proof
