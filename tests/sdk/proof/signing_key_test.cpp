#include "sdk/proof/signing_key.hpp"

#include <algorithm>

#include "tests/sdk/proof/signer.hpp"

using namespace hallpass;

namespace {

// RFC 8037 appendix A.1.
constexpr std::string_view example =
    R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

struct FixedRandom : crypto::RandomSource {
  Result<void> fill(std::span<std::uint8_t> out) override {
    std::ranges::fill(out, std::uint8_t{7});
    return {};
  }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a private JWK is read, written and signed with") {
  auto const key = proof::read_signing_key(example);
  REQUIRE(key);
  CHECK(proof::public_text(key->point) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  auto const text = proof::format_signing_key(*key);
  auto const again = proof::read_signing_key(as_text(text));
  REQUIRE(again);
  CHECK(again->point == key->point);
  auto const jws = proof::sign_jws(*key, "x+jwt", R"({"a":1})");
  REQUIRE(jws);
  auto const verified = proof::verify_jws(*jws, proof::read_keys(test::public_jwk_set).value());
  REQUIRE(verified);
  CHECK(verified->type == "x+jwt");
  CHECK(verified->payload == R"({"a":1})");
  CHECK(verified->key == key->point);
}

TEST_CASE("a new key signs and is its own") {
  FixedRandom random;
  auto const key = proof::generate_signing_key(random);
  REQUIRE(key);
  CHECK(proof::read_signing_key(as_text(proof::format_signing_key(*key))));
}

TEST_CASE("what is no private key says where") {
  auto const where = [](std::string_view text) {
    auto const key = proof::read_signing_key(text);
    REQUIRE_FALSE(key);
    return key.error().where;
  };
  CHECK(where("").empty());
  CHECK(where("[]").empty());
  CHECK(where(replaced(std::string{example}, "OKP", "EC")) == "/crv");
  CHECK(where(replaced(std::string{example}, R"("d":)", R"("e":)")) == "/d");
  CHECK(where(replaced(std::string{example}, "nWGx", "nW")) == "/d");
  CHECK(where(replaced(std::string{example}, "11qY", "11qZ")) == "/x");
}
