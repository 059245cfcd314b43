// Errors as problem details.

#include "district/api/problem.hpp"

#include <boost/json.hpp>

#include <array>

#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("every code is a problem with its status and title") {
  constexpr std::array codes = {
#define HALLPASS_ERROR(code, status, title) ErrorCode::code,
#include "sdk/base/error_codes.inc"
#undef HALLPASS_ERROR
  };
  for (auto const code : codes) {
    auto const response = api::problem(fail(code, "/reason", "Give one."));
    CHECK(response.status == http_status(code));
    CHECK(response.content_type == "application/problem+json");
    auto const body = boost::json::parse(response.body).as_object();
    CHECK(body.at("status") == http_status(code));
    CHECK(body.at("code").as_string() == to_string(code));
    CHECK(body.contains("where") == (code != ErrorCode::not_found));
  }
}

TEST_CASE("what may not be seen and what is not there look the same") {
  CHECK(api::problem(fail(ErrorCode::not_found, "student", "Not yours.")).body ==
        api::problem(fail(ErrorCode::not_found, "")).body);
}

TEST_CASE("a 401 says how to authenticate") {
  auto const response = api::problem(fail(ErrorCode::unauthenticated, "Authorization"));
  REQUIRE(response.headers.size() == 1);
  CHECK(response.headers[0].name == "WWW-Authenticate");
  CHECK(response.headers[0].value.starts_with("Bearer "));
}
