#include "sdk/proof/key_list.hpp"

#include <array>

#include <boost/json.hpp>

#include "sdk/proof/signing_key.hpp"
#include "tests/sdk/proof/signer.hpp"
#include "tests/support/files.hpp"

using namespace hallpass;
namespace json = boost::json;

namespace {

constexpr std::string_view header = R"({"alg":"EdDSA","typ":"encryption-keys+jwt"})";
constexpr char const* recipient = "age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc";

proof::Verified verified(std::string_view claims, std::string_view with = header) {
  auto const keys = proof::read_keys(test::public_jwk_set).value();
  auto result = proof::verify_jws(test::sign(with, claims), keys);
  REQUIRE(result);
  return *result;
}

// As web/proof/key-list.ts judges.
json::value judged(json::object const& input) {
  auto const signed_claims = verified(json::serialize(input.at("claims")));
  auto const list = proof::read_key_list(signed_claims);
  if (!list) return "none";
  auto const now = input.at("now").to_number<std::int64_t>() * 1000;
  auto const digest = proof::key_list_digest(signed_claims);
  std::optional<proof::SeenKeyList> seen;
  if (auto const* given = input.if_contains("seen")) {
    seen = {given->at("sequence").to_number<std::int64_t>(), given->at("digest") == "same" ? digest : "other"};
  }
  auto const problem = proof::judge_key_list(*list, digest, input.at("issuer").as_string(), seen, now);
  if (problem) return json::value(proof::to_string(*problem));
  return json::value_from(proof::recipients_at(*list, now));
}

proof::KeyList example() {
  return {"https://district.example",
          3,
          1'790'000'000'000,
          1'792'000'000'000,
          {{"old \"key\"", recipient, 1'790'000'000'000, 1'791'000'000'000},
           {"new", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", 1'790'500'000'000,
            1'792'000'000'000}}};
}

}  // namespace

TEST_CASE("every list of the vectors is judged as in the browser") {
  auto const vectors = json::parse(read_source_file("tests/vectors/key-lists.json"));
  REQUIRE(vectors.as_array().size() > 50);
  for (auto const& vector : vectors.as_array()) {
    INFO(vector.at("name").as_string());
    CHECK(judged(vector.at("input").as_object()) == vector.at("expect"));
  }
}

TEST_CASE("a list that is written is what is read") {
  auto const list = example();
  auto const read = proof::read_key_list(verified(proof::format_key_list(list))).value();
  CHECK(read.issuer == list.issuer);
  CHECK(read.sequence == list.sequence);
  CHECK(read.issued_at == list.issued_at);
  CHECK(read.expires_at == list.expires_at);
  REQUIRE(read.keys.size() == 2);
  for (std::size_t index = 0; index < 2; ++index) {
    CHECK(read.keys[index].id == list.keys[index].id);
    CHECK(read.keys[index].recipient == list.keys[index].recipient);
    CHECK(read.keys[index].not_before == list.keys[index].not_before);
    CHECK(read.keys[index].expires_at == list.keys[index].expires_at);
  }
}

TEST_CASE("another type of statement is no list") {
  auto const claims = proof::format_key_list(example());
  CHECK(proof::read_key_list(verified(claims, R"({"alg":"EdDSA","typ":"consent-receipt+jwt"})")).error().code ==
        ErrorCode::unsupported);
}

TEST_CASE("a published file is a JWK set with the list in it, and the next one keeps its other keys") {
  auto const key = proof::read_keys(test::public_jwk_set).value().front();
  auto const file = proof::format_published_keys(key.point, {}, std::nullopt, "a.b.c");
  REQUIRE(file);
  CHECK(proof::find_key_list(*file).value() == "a.b.c");
  auto const keys = proof::read_keys(*file);
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(keys->front().id == test::key_thumbprint);
  CHECK(keys->front().point == key.point);

  auto other = key.point;
  other[0] ^= 1U;
  auto const next = proof::format_published_keys(other, {}, *file, "d.e.f");
  REQUIRE(next);
  CHECK(proof::find_key_list(*next).value() == "d.e.f");
  CHECK(proof::read_keys(*next).value().size() == 2);
  // The signer's own key comes once, however often it signs.
  auto const third = proof::format_published_keys(other, {}, *next, "g.h.i");
  REQUIRE(third);
  CHECK(proof::read_keys(*third).value().size() == 2);
  // What it signs other things with stands there too, once.
  auto receipts = key.point;
  receipts[1] ^= 1U;
  auto const fourth = proof::format_published_keys(other, std::array{receipts, other}, *third, "j.k.l");
  REQUIRE(fourth);
  CHECK(proof::read_keys(*fourth).value().size() == 3);
}

TEST_CASE("a file without a list, too large a list, and a former file that is none, are errors") {
  CHECK(proof::find_key_list("[]").error().code == ErrorCode::malformed);
  CHECK(proof::find_key_list(test::public_jwk_set).error().where == "/encryption_keys");
  auto const large = R"({"encryption_keys":")" + std::string(proof::max_key_list_size + 1, 'a') + "\"}";
  CHECK(proof::find_key_list(large).error().code == ErrorCode::too_large);
  CHECK(proof::find_key_list(std::string(proof::max_keys_size + 1, ' ')).error().code == ErrorCode::too_large);
  CHECK_FALSE(proof::format_published_keys({}, {}, "{}", "a.b.c"));
}
