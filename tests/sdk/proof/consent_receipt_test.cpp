#include "sdk/proof/consent_receipt.hpp"
#include "tests/sdk/proof/signer.hpp"

using namespace hallpass;

namespace {

constexpr std::string_view header = R"({"alg":"EdDSA","typ":"consent-receipt+jwt"})";
constexpr std::string_view whole =
    R"({"iss":"https://vendor.example","iat":1764000000,"jti":"r1","choice":{"at":"2025-11-24T15:59:58Z",)"
    R"("policy":"digest","language":"en","shown":"May we?","signals":["gpc"],)"
    R"("outcomes":[{"purpose":"analytics","state":"denied","reason":"visitor_denied"}],"refused":["adverts"]}})";

Result<proof::ConsentReceipt> read(std::string_view payload, std::string_view with = header) {
  auto const keys = proof::read_keys(test::public_jwk_set).value();
  auto const verified = proof::verify_jws(test::sign(with, payload), keys);
  REQUIRE(verified);
  return proof::read_consent_receipt(*verified);
}

std::string replaced(std::string_view from, std::string_view to) {
  std::string text{whole};
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a consent receipt says what was chosen") {
  auto const receipt = read(whole);
  REQUIRE(receipt);
  CHECK(receipt->issuer == "https://vendor.example");
  CHECK(receipt->id == "r1");
  CHECK(receipt->signed_at == 1'764'000'000'000);
  CHECK(receipt->chosen_at == 1'763'999'998'000);
  CHECK(receipt->policy == "digest");
  CHECK(receipt->language == "en");
  CHECK(receipt->shown == "May we?");
  CHECK(receipt->signals == std::vector<std::string>{"gpc"});
  CHECK(receipt->refused == std::vector<std::string>{"adverts"});
  REQUIRE(receipt->outcomes.size() == 1);
  CHECK(receipt->outcomes[0].purpose == "analytics");
  CHECK(receipt->outcomes[0].state == "denied");
  CHECK(receipt->outcomes[0].reason == "visitor_denied");
  CHECK(receipt->authorisation.empty());
  auto const authorised = read(replaced(R"("signals":)", R"("authorisation":"a.b.c","signals":)"));
  REQUIRE(authorised);
  CHECK(authorised->authorisation == "a.b.c");
}

TEST_CASE("a receipt that is not whole says where") {
  auto const [from, to, where] = GENERATE(table<std::string_view, std::string_view, std::string_view>({
      {R"("iss":"https://vendor.example",)", "", "/iss"},
      {R"("jti":"r1")", R"("jti":1)", "/jti"},
      {"1764000000", "1764000000.5", "/iat"},
      {"1764000000", "-1", "/iat"},
      {"1764000000", "999999999999999", "/iat"},
      {R"("at":"2025-11-24T15:59:58Z")", R"("at":"yesterday")", "/choice/at"},
      {R"("shown":"May we?",)", "", "/choice/shown"},
      {R"(["gpc"])", R"("gpc")", "/choice/signals"},
      {R"(,"refused":["adverts"])", "", "/choice/refused"},
      {R"("state":"denied")", R"("state":0)", "/choice/outcomes/0/state"},
      {R"("signals":)", R"("authorisation":7,"signals":)", "/choice/authorisation"},
  }));
  auto const receipt = read(replaced(from, to));
  REQUIRE_FALSE(receipt);
  CHECK(receipt.error().where == where);
}

TEST_CASE("something else that is signed is no receipt") {
  CHECK(read(whole, R"({"alg":"EdDSA","typ":"JWT"})").error().code == ErrorCode::unsupported);
  CHECK(read("[]").error().code == ErrorCode::malformed);
}
