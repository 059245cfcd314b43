#include "sdk/proof/school_authorisation.hpp"

#include <boost/json.hpp>

#include <algorithm>

#include "tests/sdk/proof/signer.hpp"
#include "tests/support/files.hpp"

using namespace hallpass;
namespace json = boost::json;

namespace {

constexpr std::string_view header = R"({"alg":"EdDSA","typ":"school-authorisation+jwt"})";

proof::Verified verified(std::string_view claims, std::string_view with = header) {
  auto const keys = proof::read_keys(test::public_jwk_set).value();
  auto result = proof::verify_jws(test::sign(with, claims), keys);
  REQUIRE(result);
  return *result;
}

// One district with the test's key; two purposes need an authorisation.
policy::Policy example_policy() {
  policy::Policy policy;
  policy.authorisations.product = "registration";
  policy.authorisations.districts.push_back(
      {"one", "One", "https://district.example", {"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}});
  auto const add = [&](char const* id, policy::ChildRule rule) {
    policy.purposes.emplace_back().id = id;
    policy.purposes.back().children = rule;
  };
  add("analytics", policy::ChildRule::with_authorisation);
  add("chat", policy::ChildRule::with_authorisation);
  add("advertising", policy::ChildRule::forbidden);
  return policy;
}

// As web/proof/school-authorisation.ts judges.
std::string judged(std::string_view claims, std::string_view site, InstantMs now) {
  auto const policy = example_policy();
  auto const signed_claims = verified(claims);
  auto const statement = proof::read_school_authorisation(signed_claims);
  if (!statement) return "none";
  if (!proof::is_trusted(policy.authorisations, *statement, signed_claims.key)) return "district";
  bool const named = std::ranges::any_of(statement->audience, [&](std::string const& audience) {
    return audience == site || audience == policy.authorisations.product;
  });
  if (!named) return "site";
  if (!proof::covers(*statement, policy)) return "purposes";
  return proof::is_in_force(*statement, now) ? "authorised" : "time";
}

}  // namespace

TEST_CASE("every statement of the vectors is judged as in the browser") {
  auto const vectors = json::parse(read_source_file("tests/vectors/school-authorisations.json"));
  REQUIRE(vectors.as_array().size() > 30);
  for (auto const& vector : vectors.as_array()) {
    INFO(vector.at("name").as_string());
    auto const& input = vector.at("input").as_object();
    auto const claims = json::serialize(input.at("claims"));
    CHECK(judged(claims, input.at("site").as_string(), input.at("now").to_number<std::int64_t>() * 1000) ==
          std::string_view{vector.at("expect").as_string()});
  }
}

TEST_CASE("what is written is what is read") {
  proof::SchoolAuthorisation const statement{"https://district.example",
                                             "The \"board\"\n\\ of \x01 Ñ",
                                             {"https://vendor.example", "registration"},
                                             "DPA-1",
                                             {"analytics"},
                                             1'790'000'000'000,
                                             1'790'000'001'000,
                                             1'810'000'000'000};
  auto const read = proof::read_school_authorisation(verified(proof::format_school_authorisation(statement)));
  REQUIRE(read);
  CHECK(read->issuer == statement.issuer);
  CHECK(read->authorised_by == statement.authorised_by);
  CHECK(read->audience == statement.audience);
  CHECK(read->agreement == statement.agreement);
  CHECK(read->purposes == statement.purposes);
  CHECK(read->issued_at == statement.issued_at);
  CHECK(read->not_before == statement.not_before);
  CHECK(read->expires_at == statement.expires_at);
}

TEST_CASE("another type of statement, and another key of the district, are none") {
  constexpr std::string_view claims =
      R"({"iss":"https://district.example","authorised_by":"x","aud":"x","iat":1,"exp":2})";
  CHECK(proof::read_school_authorisation(verified(claims, R"({"alg":"EdDSA","typ":"consent-receipt+jwt"})"))
            .error()
            .code == ErrorCode::unsupported);
  auto const statement = proof::read_school_authorisation(verified(claims)).value();
  auto key = verified(claims).key;
  CHECK(proof::is_trusted(example_policy().authorisations, statement, key));
  key[0] ^= 1U;
  CHECK_FALSE(proof::is_trusted(example_policy().authorisations, statement, key));
}
