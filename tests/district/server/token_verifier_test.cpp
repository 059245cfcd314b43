// Which access tokens hold. Every row but the first two must be refused, and all with the same words.

#include "district/server/token_verifier.hpp"

#include <functional>

#include "tests/district/server/signed_token.hpp"

namespace {

using namespace hallpass;
using namespace hallpass::tests;
namespace json = boost::json;

constexpr InstantMs now = 1'800'000'000'000;
constexpr std::int64_t now_seconds = now / 1000;

struct World {
  Key rsa = rsa_key("rsa");
  Key p256 = p256_key("p256");
  Key stranger = rsa_key("rsa");  // somebody else's key under the same name
  Key small = rsa_key("small", 1024);
  server::KeySet keys = server::KeySet::parse(key_set_of({rsa, p256, small})).value();
  server::TokenVerifier verifier{server::TokenExpectations{"https://id.example", "urn:api"}};
};

World const& world() {
  static World const one;
  return one;
}

json::object header(std::string_view algorithm, std::string_view key_id) {
  return {{"alg", algorithm}, {"kid", key_id}, {"typ", "at+jwt"}};
}

json::object claims() {
  return {{"iss", "https://id.example"},
          {"aud", "urn:api"},
          {"sub", "parent-0001"},
          {"exp", now_seconds + 60},
          {"iat", now_seconds - 60}};
}

std::string token_with(std::function<void(json::object&, json::object&)> const& change) {
  auto head = header("RS256", "rsa");
  auto body = claims();
  change(head, body);
  return sign(world().rsa, head, json::serialize(body));
}

Result<std::string> subject(std::string const& token) {
  HALLPASS_TRY(parsed, server::AccessToken::parse(token));
  return world().verifier.subject(parsed, world().keys, now);
}

void check_refused(std::string const& token) {
  auto const result = subject(token);
  REQUIRE(result.has_error());
  CHECK(result.error() == fail(ErrorCode::unauthenticated, "Authorization"));
}

}  // namespace

TEST_CASE("a good token gives its subject") {
  auto const text = json::serialize(claims());
  CHECK(subject(sign(world().rsa, header("RS256", "rsa"), text)).value() == "parent-0001");
  CHECK(subject(sign(world().p256, header("ES256", "p256"), text)).value() == "parent-0001");
  CHECK(subject(token_with([](auto& head, auto&) { head["typ"] = "application/AT+JWT"; })).has_value());
  CHECK(subject(token_with([](auto&, auto& body) { body["aud"] = {"urn:other", "urn:api"}; })).has_value());
  CHECK(subject(token_with([](auto&, auto& body) { body["exp"] = now_seconds - 29; })).has_value());
  CHECK(subject(token_with([](auto&, auto& body) { body["nbf"] = now_seconds + 29; })).has_value());
}

TEST_CASE("claims that do not hold are refused") {
  struct Row {
    char const* name;
    std::function<void(json::object&, json::object&)> change;
  };
  std::vector<Row> const rows = {
      {"expired", [](auto&, auto& body) { body["exp"] = now_seconds - 31; }},
      {"no exp", [](auto&, auto& body) { body.erase("exp"); }},
      {"exp a text", [](auto&, auto& body) { body["exp"] = "2099"; }},
      {"not yet", [](auto&, auto& body) { body["nbf"] = now_seconds + 31; }},
      {"nbf a text", [](auto&, auto& body) { body["nbf"] = "now"; }},
      {"another issuer", [](auto&, auto& body) { body["iss"] = "https://id.example/"; }},
      {"no issuer", [](auto&, auto& body) { body.erase("iss"); }},
      {"another audience", [](auto&, auto& body) { body["aud"] = "urn:other"; }},
      {"no audience", [](auto&, auto& body) { body.erase("aud"); }},
      {"audience among none", [](auto&, auto& body) { body["aud"] = json::array{}; }},
      {"audience not a text", [](auto&, auto& body) { body["aud"] = {1, nullptr}; }},
      {"no subject", [](auto&, auto& body) { body.erase("sub"); }},
      {"empty subject", [](auto&, auto& body) { body["sub"] = ""; }},
      {"subject a number", [](auto&, auto& body) { body["sub"] = 1; }},
      {"subject too long", [](auto&, auto& body) { body["sub"] = std::string(256, 'a'); }},
      {"an ID token", [](auto& head, auto&) { head["typ"] = "JWT"; }},
      {"no type", [](auto& head, auto&) { head.erase("typ"); }},
      {"no key id", [](auto& head, auto&) { head.erase("kid"); }},
      {"an unknown key id", [](auto& head, auto&) { head["kid"] = "other"; }},
      {"a critical extension", [](auto& head, auto&) { head["crit"] = json::array{"exp"}; }},
      {"a critical extension that is no list", [](auto& head, auto&) { head["crit"] = "exp"; }},
  };
  for (auto const& [name, change] : rows) {
    INFO(name);
    check_refused(token_with(change));
  }
}

TEST_CASE("signatures that do not hold are refused") {
  auto const text = json::serialize(claims());
  auto const good = sign(world().rsa, header("RS256", "rsa"), text);
  auto const rsa_public = json::serialize(public_part(world().rsa));

  SECTION("somebody else's key under the same name") {
    check_refused(sign(world().stranger, header("RS256", "rsa"), text));
  }
  SECTION("alg none, with and without a signature") {
    auto const none = base64url(R"({"alg":"none","kid":"rsa","typ":"at+jwt"})") + "." + base64url(text) + ".";
    check_refused(none);
    check_refused(none + good.substr(good.rfind('.') + 1));
  }
  SECTION("HS256 with the public key as the secret") {
    auto const key = secret_key("rsa", rsa_public);
    check_refused(sign(key, header("HS256", "rsa"), text));
  }
  SECTION("an algorithm that we do not take, though the key could sign it") {
    check_refused(sign(world().rsa, header("RS512", "rsa"), text));
    check_refused(sign(world().rsa, header("PS256", "rsa"), text));
  }
  SECTION("a key of another kind than the algorithm's") {
    check_refused(sign(world().p256, header("ES256", "rsa"), text));
    check_refused(sign(world().rsa, header("RS256", "p256"), text));
  }
  SECTION("an RSA key that is too small") {
    check_refused(sign(world().small, header("RS256", "small"), text));
  }
  SECTION("every single changed character") {
    for (std::size_t at = 0; at < good.size(); at += 7) {
      auto changed = good;
      changed[at] = changed[at] == 'A' ? 'B' : 'A';
      if (changed == good) continue;
      INFO(at);
      CHECK(subject(changed).has_error());
    }
  }
  SECTION("every shorter text") {
    for (std::size_t size = 0; size < good.size(); ++size) CHECK(subject(good.substr(0, size)).has_error());
  }
}

TEST_CASE("what is no token at all is refused") {
  for (std::string const text : {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "{}", "Bearer x"}) check_refused(text);
  check_refused(std::string(9000, 'a'));
  check_refused(std::string("\0\0\0", 3));
  check_refused(base64url("[]") + "." + base64url("{}") + ".AAAA");
  check_refused(sign(world().rsa, header("RS256", "rsa"), "[]"));
  check_refused(sign(world().rsa, header("RS256", "rsa"), "not json"));
}

TEST_CASE("a key set keeps only keys that may check access tokens") {
  auto rsa = public_part(world().rsa);
  auto const parse = [](json::object const& key) {
    return server::KeySet::parse(json::serialize(json::object{{"keys", json::array{key}}})).value().size();
  };
  CHECK(parse(rsa) == 1);
  for (auto const& [name, value] :
       {std::pair{"use", "enc"}, std::pair{"alg", "RS512"}, std::pair{"kid", ""}, std::pair{"n", "!"}}) {
    auto changed = rsa;
    changed[name] = value;
    INFO(name);
    CHECK(parse(changed) == 0);
  }
  CHECK(parse({{"kty", "oct"}, {"kid", "a"}, {"k", "c2VjcmV0"}}) == 0);
  for (std::string_view const text : {"", "[]", "{}", R"({"keys":{}})", "null"}) {
    auto const result = server::KeySet::parse(text);
    REQUIRE(result.has_error());
    CHECK(result.error().code == ErrorCode::malformed);
  }
  CHECK(server::KeySet::parse(R"({"keys":[1,null,[],{}]})").value().size() == 0);
}
