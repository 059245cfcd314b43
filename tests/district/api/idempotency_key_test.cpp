// The Idempotency-Key header, and the digest of what was asked.

#include "district/api/idempotency_key.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;
using api::read_idempotency_key;

TEST_CASE("a key is a text in quotes, or a bare token") {
  CHECK(read_idempotency_key(R"("8e03978e-40d5-43dd-bc93-6894a57f9324")") == "8e03978e-40d5-43dd-bc93-6894a57f9324");
  CHECK(read_idempotency_key("8e03978e-40d5-43dd-bc93-6894a57f9324") == "8e03978e-40d5-43dd-bc93-6894a57f9324");
  CHECK(read_idempotency_key(R"("a \"b\" \\c")") == R"(a "b" \c)");
  CHECK(read_idempotency_key("\"" + std::string(255, 'k') + "\"") == std::string(255, 'k'));
}

TEST_CASE("what is no key is refused at the header") {
  for (std::string const& value :
       {std::string(), std::string(R"("")"), std::string("\""), std::string("a b"), std::string(R"("a", "b")"),
        std::string("a, b"), std::string(R"("a";q=1)"), std::string(R"("a)"), std::string(R"(a")"),
        std::string(R"("a\")"), std::string(R"("a\b")"), std::string("\"a\tb\""), std::string("\"Zo\xc3\xab\""),
        std::string("Zo\xc3\xab"), std::string(256, 'k'), "\"" + std::string(256, 'k') + "\""}) {
    INFO(value);
    auto const key = read_idempotency_key(value);
    REQUIRE_FALSE(key);
    CHECK(key.error().code == ErrorCode::malformed);
    CHECK(key.error().where == "Idempotency-Key");
  }
}

TEST_CASE("the digest tells methods, addresses and bodies apart") {
  auto const digest = [](api::Method method, std::string_view target, std::string_view body) {
    auto const match = api::find_route(method, target).value();
    return api::idempotency_key("k", match, as_bytes(body)).request_digest;
  };
  using enum api::Method;
  auto const one = digest(post, "/v1/students/a/requests", "{}");
  CHECK(digest(post, "/v1/students/%61/requests", "{}") == one);
  CHECK(digest(post, "/v1/students/b/requests", "{}") != one);
  CHECK(digest(post, "/v1/students/a/requests", "{ }") != one);
  CHECK(digest(post, "/v1/requests/a/steps", "{}") != one);
  CHECK(digest(put, "/v1/students/a/guardians/b/court-order", "") !=
        digest(put, "/v1/students/ab/guardians/-/court-order", ""));
  CHECK(api::idempotency_key("", api::find_route(post, "/v1/attachments").value(), {}).text.empty());
}
