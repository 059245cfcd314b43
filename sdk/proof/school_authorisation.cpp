#include "sdk/proof/school_authorisation.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/proof/canonical_json.hpp"

namespace hallpass::proof {

namespace {

// https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3: one text, or a list of them.
Result<std::vector<std::string>> read_audience(json::Value const& payload) {
  if (auto const single = json::find_text(payload, "aud")) return std::vector{*single};
  return json::texts_of(payload, "aud", "");
}

}  // namespace

Result<SchoolAuthorisation> read_school_authorisation(Verified const& verified) {
  if (verified.type != school_authorisation_type) {
    return fail(ErrorCode::unsupported, "typ", "This is signed, but it is not a school's authorisation.");
  }
  HALLPASS_TRY(payload, json::parse_object(verified.payload, ""));
  HALLPASS_TRY(issuer, json::text_of(payload, "iss", ""));
  HALLPASS_TRY(authorised_by, json::text_of(payload, "authorised_by", ""));
  if (authorised_by.empty()) return fail(ErrorCode::malformed, "/authorised_by", "This must say who authorised.");
  HALLPASS_TRY(audience, read_audience(payload));
  HALLPASS_TRY(issued_at, json::time_of(payload, "iat", ""));
  HALLPASS_TRY(expires_at, json::time_of(payload, "exp", ""));
  SchoolAuthorisation statement{issuer, authorised_by, audience, {}, {}, issued_at, issued_at, expires_at};
  if (json::has(payload, "nbf")) {
    HALLPASS_TRY(not_before, json::time_of(payload, "nbf", ""));
    statement.not_before = std::max(not_before, issued_at);
  }
  if (json::has(payload, "agreement")) {
    HALLPASS_TRY(agreement, json::text_of(payload, "agreement", ""));
    statement.agreement = agreement;
  }
  if (json::has(payload, "purposes")) {
    HALLPASS_TRY(purposes, json::texts_of(payload, "purposes", ""));
    statement.purposes = purposes;
  }
  return statement;
}

bool is_in_force(SchoolAuthorisation const& statement, InstantMs now) noexcept {
  return statement.not_before - clock_leeway_ms <= now && now < statement.expires_at;
}

bool is_trusted(policy::Authorisations const& authorisations, SchoolAuthorisation const& statement,
                crypto::Ed25519Public const& key) {
  auto const district = std::ranges::find(authorisations.districts, statement.issuer, &policy::District::issuer);
  if (district == authorisations.districts.end()) return false;
  auto const x = base64_encode(key, Base64Alphabet::url, Base64Padding::forbidden);
  return std::ranges::find(district->keys, x) != district->keys.end();
}

bool covers(SchoolAuthorisation const& statement, policy::Policy const& policy) {
  return statement.purposes.empty() || std::ranges::all_of(policy.purposes, [&](policy::Purpose const& purpose) {
           bool const needed = purpose.children == policy::ChildRule::with_authorisation && !purpose.strictly_necessary;
           return !needed || std::ranges::find(statement.purposes, purpose.id) != statement.purposes.end();
         });
}

std::string format_school_authorisation(SchoolAuthorisation const& statement) {
  auto claims = json::object({{"iss", json::text(statement.issuer)},
                              {"authorised_by", json::text(statement.authorised_by)},
                              {"aud", json::list(statement.audience)},
                              {"iat", json::seconds(statement.issued_at)},
                              {"nbf", json::seconds(statement.not_before)},
                              {"exp", json::seconds(statement.expires_at)}});
  if (!statement.agreement.empty()) json::add(claims, "agreement", json::text(statement.agreement));
  if (!statement.purposes.empty()) json::add(claims, "purposes", json::list(statement.purposes));
  return json::canonical(claims).value();
}

}  // namespace hallpass::proof
