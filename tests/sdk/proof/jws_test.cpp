#include "tests/sdk/proof/signer.hpp"

using namespace hallpass;
using proof::read_keys;
using proof::verify_jws;

namespace {

ErrorCode code_of(std::string_view compact) {
  auto const verified = verify_jws(compact, read_keys(test::public_jwk_set).value());
  REQUIRE_FALSE(verified);
  return verified.error().code;
}

}  // namespace

TEST_CASE("the example of RFC 8037 appendix A") {
  auto const keys = read_keys(test::public_jwk_set);
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(keys->front().id == test::key_thumbprint);
  auto const* const example =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
  CHECK(test::sign(R"({"alg":"EdDSA"})", "Example of Ed25519 signing") == example);
  auto const verified = verify_jws(example, *keys);
  REQUIRE(verified);
  CHECK(verified->payload == "Example of Ed25519 signing");
  CHECK(verified->key_id == test::key_thumbprint);
}

TEST_CASE("no changed character passes") {
  auto const good = test::sign(R"({"alg":"EdDSA","typ":"x"})", R"({"a":1})");
  auto const keys = read_keys(test::public_jwk_set).value();
  REQUIRE(verify_jws(good, keys));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char const other : {'A', 'b', '_', '.', '=', ' '}) {
      auto changed = good;
      changed[at] = other;
      if (changed != good) CHECK_FALSE(verify_jws(changed, keys));
    }
    CHECK_FALSE(verify_jws(std::string_view{good}.substr(0, at), keys));
  }
  CHECK_FALSE(verify_jws(good + "A", keys));
}

TEST_CASE("what is signed in another way is refused by name") {
  CHECK(code_of(test::sign(R"({"alg":"none"})", "")) == ErrorCode::unsupported);
  CHECK(code_of(test::sign(R"({"alg":"HS256"})", "")) == ErrorCode::unsupported);
  CHECK(code_of(test::sign("{}", "")) == ErrorCode::unsupported);
  CHECK(code_of(test::sign(R"({"alg":"EdDSA","crit":["exp"]})", "")) == ErrorCode::unsupported);
  CHECK(code_of(test::sign(R"({"alg":"EdDSA","b64":false})", "")) == ErrorCode::unsupported);
  CHECK(code_of(test::sign(R"({"alg":"EdDSA","kid":"other"})", "")) == ErrorCode::not_found);
  CHECK(code_of(test::sign(R"({"alg":"EdDSA","alg":"EdDSA"})", "")) == ErrorCode::malformed);
  CHECK(code_of(test::sign(R"([])", "")) == ErrorCode::malformed);
  CHECK(code_of("") == ErrorCode::malformed);
  CHECK(code_of("a.b") == ErrorCode::malformed);
  CHECK(code_of(std::string(proof::max_jws_size + 1, 'a')) == ErrorCode::too_large);
}

TEST_CASE("a key set is read strictly") {
  auto const where = [](std::string_view text) {
    auto const keys = read_keys(text);
    REQUIRE_FALSE(keys);
    return keys.error().where;
  };
  CHECK(where("[]").empty());
  CHECK(where("{}") == "/keys");
  CHECK(where(R"({"keys":[]})") == "/keys");
  CHECK(where(R"({"keys":[{"kty":"EC"}]})") == "/keys");  // keys of other kinds are none for us
  CHECK(where(R"({"keys":[7]})") == "/keys/0/kty");
  CHECK(where(R"({"keys":[{"kty":"OKP","crv":"Ed25519"}]})") == "/keys/0/x");
  CHECK(where(R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]})") == "/keys/0/x");
  std::string const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  std::string const key = R"({"kty":"OKP","crv":"Ed25519","kid":"a","x":")" + x + R"("})";
  CHECK(where(R"({"keys":[)" + key + "," + key + "]}") == "/keys/1/kid");
  CHECK(where(std::string(proof::max_keys_size + 1, ' ')).empty());
}
