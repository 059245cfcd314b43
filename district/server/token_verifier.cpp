#include "district/server/token_verifier.hpp"

#include <cjose/cjose.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cctype>
#include <optional>

#include "sdk/base/base64.hpp"
#include "sdk/base/bytes.hpp"

namespace hallpass::server {
namespace {

namespace json = boost::json;

// Longer than any access token of a provider; keeps the work bounded before anything is trusted.
constexpr std::size_t token_limit_bytes = 8192;
constexpr std::size_t subject_limit_bytes = 255;
constexpr std::size_t rsa_minimum_bits = 2048;

Error refused() {
  return fail(ErrorCode::unauthenticated, "Authorization");
}

// The member's text; none when it is absent or no string.
std::optional<std::string> text_of(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right,
                            [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

// The header is read through cjose only, so that what is checked here is what cjose verifies by.
std::string header_text(cjose_header_t* header, char const* name) {
  cjose_err error{};
  char const* const value = cjose_header_get(header, name, &error);
  return value == nullptr ? std::string() : std::string(value);
}

std::optional<double> number_of(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

bool names_audience(json::object const& claims, std::string_view audience) {
  auto const* const value = claims.if_contains("aud");
  if (value == nullptr) return false;
  if (value->is_string()) return value->get_string() == audience;
  if (!value->is_array()) return false;
  return std::ranges::any_of(value->get_array(),
                             [&](json::value const& one) { return one.is_string() && one.get_string() == audience; });
}

// `exp` must be there; a missing `nbf` does not limit (RFC 9068, 2.2). Both count seconds, maybe with a fraction.
bool holds_now(json::object const& claims, InstantMs now, InstantMs leeway_ms) {
  auto const expires = number_of(claims, "exp");
  if (!expires || static_cast<double>(now - leeway_ms) >= *expires * 1000.0) return false;
  if (!claims.contains("nbf")) return true;
  auto const not_before = number_of(claims, "nbf");
  return not_before && static_cast<double>(now + leeway_ms) >= *not_before * 1000.0;
}

}  // namespace

Result<KeySet> KeySet::parse(std::string_view text) {
  auto const document = parse_object(text);
  auto const* const keys = document ? document->if_contains("keys") : nullptr;
  if (keys == nullptr || !keys->is_array()) return fail(ErrorCode::malformed, "jwks");
  KeySet set;
  for (auto const& entry : keys->get_array()) {
    if (!entry.is_object()) continue;
    auto const& object = entry.get_object();
    auto const id = text_of(object, "kid");
    if (!id || id->empty() || text_of(object, "use").value_or("sig") != "sig") continue;
    auto const serialized = json::serialize(object);
    cjose_err error{};
    std::shared_ptr<cjose_jwk_t> const handle(cjose_jwk_import(serialized.data(), serialized.size(), &error),
                                              [](cjose_jwk_t* jwk) {
                                                if (jwk != nullptr) cjose_jwk_release(jwk);
                                              });
    if (!handle) continue;
    auto const algorithm = text_of(object, "alg");
    auto const kind = cjose_jwk_get_kty(handle.get(), &error);
    if (kind == CJOSE_JWK_KTY_RSA && algorithm.value_or("RS256") == "RS256" &&
        cjose_jwk_get_keysize(handle.get(), &error) >= rsa_minimum_bits) {
      set.keys_.push_back({*id, KeyType::rsa, handle});
    } else if (kind == CJOSE_JWK_KTY_EC && algorithm.value_or("ES256") == "ES256" &&
               cjose_jwk_EC_get_curve(handle.get(), &error) == CJOSE_JWK_EC_P_256) {
      set.keys_.push_back({*id, KeyType::p256, handle});
    }
  }
  return set;
}

KeySet::Key const* KeySet::find(std::string_view key_id) const noexcept {
  auto const found = std::ranges::find(keys_, key_id, &Key::id);
  return found == keys_.end() ? nullptr : &*found;
}

bool KeySet::contains(std::string_view key_id) const noexcept {
  return find(key_id) != nullptr;
}

Result<AccessToken> AccessToken::parse(std::string_view text) {
  if (text.size() > token_limit_bytes) return refused();
  cjose_err error{};
  std::shared_ptr<cjose_jws_t> const jws(cjose_jws_import(text.data(), text.size(), &error), [](cjose_jws_t* one) {
    if (one != nullptr) cjose_jws_release(one);
  });
  if (!jws) return refused();
  auto* const header = cjose_jws_get_protected(jws.get());
  auto algorithm = header_text(header, "alg");
  auto key_id = header_text(header, "kid");
  if (algorithm != "RS256" && algorithm != "ES256") return refused();
  auto const type = header_text(header, "typ");
  if (!equal_ignoring_case(type, "at+jwt") && !equal_ignoring_case(type, "application/at+jwt")) return refused();
  // We understand no critical extension, so a token that has any does not hold (RFC 7515, 4.1.11). cjose tells a
  // member that is absent from one of another type only by our own look.
  auto const decoded = base64_decode(text.substr(0, text.find('.')), Base64Alphabet::url, Base64Padding::forbidden);
  auto const members = decoded ? parse_object(as_text(*decoded)) : std::nullopt;
  if (!members || members->contains("crit")) return refused();
  return AccessToken(jws, std::move(algorithm), std::move(key_id));
}

Result<std::string> TokenVerifier::subject(AccessToken const& token, KeySet const& keys, InstantMs now) const {
  auto const* const key = keys.find(token.key_id_);
  if (key == nullptr) return refused();
  // The key's kind decides which algorithm may be used with it, never the token alone.
  if (token.algorithm_ != (key->type == KeySet::KeyType::rsa ? "RS256" : "ES256")) return refused();
  auto* const jws = static_cast<cjose_jws_t*>(token.handle_.get());
  cjose_err error{};
  if (!cjose_jws_verify(jws, static_cast<cjose_jwk_t const*>(key->handle.get()), &error)) return refused();

  std::uint8_t* payload = nullptr;
  std::size_t payload_size = 0;
  if (!cjose_jws_get_plaintext(jws, &payload, &payload_size, &error)) return refused();
  auto const claims = parse_object(as_text({payload, payload_size}));
  if (!claims || text_of(*claims, "iss") != expectations_.issuer || !names_audience(*claims, expectations_.audience) ||
      !holds_now(*claims, now, expectations_.leeway_ms)) {
    return refused();
  }
  auto subject = text_of(*claims, "sub");
  if (!subject || subject->empty() || subject->size() > subject_limit_bytes) return refused();
  return std::move(*subject);
}

}  // namespace hallpass::server
