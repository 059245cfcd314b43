#include "sdk/proof/school_authorisation.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/proof/json.hpp"

namespace hallpass::proof {

namespace {

// https://www.rfc-editor.org/rfc/rfc7519#section-2: NumericDate; whole seconds here.
Result<InstantMs> read_time(json::Value const& payload, std::string_view name) {
  constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999
  auto const* value = json::find(payload, name);
  if (value == nullptr || !value->integer || *value->integer < 0 || *value->integer > last_second) {
    return fail(ErrorCode::malformed, "/" + std::string{name}, "This must be whole seconds since 1970.");
  }
  return *value->integer * 1000;
}

Result<std::vector<std::string>> read_texts(json::Value const& value, std::string const& where) {
  std::vector<std::string> texts;
  for (std::size_t index = 0; index < value.items.size(); ++index) {
    if (value.items[index].kind != json::Value::Kind::text) {
      return fail(ErrorCode::malformed, where + "/" + std::to_string(index), "This must be a text.");
    }
    texts.push_back(value.items[index].text);
  }
  if (texts.empty()) return fail(ErrorCode::malformed, where, "At least one must be here.");
  return texts;
}

// https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3: one text, or a list of them.
Result<std::vector<std::string>> read_audience(json::Value const& payload) {
  if (auto const single = json::find_text(payload, "aud")) return std::vector{*single};
  HALLPASS_CHECK(json::items_of(payload, "aud", ""));
  return read_texts(*json::find(payload, "aud"), "/aud");
}

std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (char const letter : text) {
    auto const code = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') out += '\\';
    if (code < ' ') {
      out += "\\u00";
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += letter;
    }
  }
  return out + "\"";
}

std::string quoted(std::vector<std::string> const& texts) {
  std::string out = "[";
  for (auto const& text : texts) out += (out.size() == 1 ? "" : ",") + quoted(text);
  return out + "]";
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
  HALLPASS_TRY(issued_at, read_time(payload, "iat"));
  HALLPASS_TRY(expires_at, read_time(payload, "exp"));
  SchoolAuthorisation statement{issuer, authorised_by, audience, {}, {}, issued_at, issued_at, expires_at};
  if (json::has(payload, "nbf")) {
    HALLPASS_TRY(not_before, read_time(payload, "nbf"));
    statement.not_before = std::max(not_before, issued_at);
  }
  if (json::has(payload, "agreement")) {
    HALLPASS_TRY(agreement, json::text_of(payload, "agreement", ""));
    statement.agreement = agreement;
  }
  if (json::has(payload, "purposes")) {
    HALLPASS_CHECK(json::items_of(payload, "purposes", ""));
    HALLPASS_TRY(purposes, read_texts(*json::find(payload, "purposes"), "/purposes"));
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
  auto const time = [](InstantMs at) { return std::to_string(at / 1000); };
  auto out = R"({"iss":)" + quoted(statement.issuer) + R"(,"authorised_by":)" + quoted(statement.authorised_by) +
             R"(,"aud":)" + quoted(statement.audience);
  if (!statement.agreement.empty()) out += R"(,"agreement":)" + quoted(statement.agreement);
  if (!statement.purposes.empty()) out += R"(,"purposes":)" + quoted(statement.purposes);
  return out + R"(,"iat":)" + time(statement.issued_at) + R"(,"nbf":)" + time(statement.not_before) + R"(,"exp":)" +
         time(statement.expires_at) + "}";
}

}  // namespace hallpass::proof
