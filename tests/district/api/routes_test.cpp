// Which address is what.

#include "district/api/routes.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "tests/support/catch.hpp"

namespace {

using namespace hallpass;
using api::Method;

ErrorCode error_of(Method method, std::string_view target) {
  auto const match = api::find_route(method, target);
  REQUIRE(match.has_error());
  return match.error().code;
}

}  // namespace

TEST_CASE("addresses are found with their parameters") {
  auto const record = api::find_route(Method::get, "/v1/students/a%2Fb%20%C3%A9/record?x=1").value();
  CHECK(record.route->operation == api::Operation::get_record);
  CHECK(record.parameters == std::vector<std::string>{"a/b \xC3\xA9"});
  auto const order = api::find_route(Method::put, "/v1/students/s/guardians/g/court-order").value();
  CHECK(order.parameters == std::vector<std::string>{"s", "g"});
  CHECK(api::find_route(Method::get, "/v1/requests").value().route->operation == api::Operation::list_my_requests);
}

TEST_CASE("other addresses are not") {
  for (std::string_view const target :
       {"", "/", "*", "/v1", "/v1/", "/v1/me/", "//v1/me", "/v1//me", "/V1/me", "/v2/me", "/v1/students//record",
        "/v1/students/%00/record", "/v1/students/%FF/record", "/v1/students/../me", "http://x/v1/me",
        "/v1/requests/1/"}) {
    INFO(target);
    CHECK(error_of(Method::get, target) == ErrorCode::not_found);
  }
  CHECK(error_of(Method::get, "/v1/students/" + std::string(256, 'a') + "/record") == ErrorCode::not_found);
  for (std::string_view const target : {"/v1/requests/%", "/v1/requests/%4", "/v1/requests/%zz", "/v1/requests/%%41"}) {
    INFO(target);
    CHECK(error_of(Method::get, target) == ErrorCode::malformed);
  }
}

TEST_CASE("another method is named as such, with those that are taken") {
  CHECK(error_of(Method::put, "/v1/me") == ErrorCode::method_not_allowed);
  CHECK(error_of(Method::other, "/v1/students/s/requests") == ErrorCode::method_not_allowed);
  CHECK(api::allowed_methods("/v1/students/s/requests") == "GET, POST");
  CHECK(api::allowed_methods("/nowhere").empty());
}

TEST_CASE("bodies must have the announced type") {
  auto const check = [](Method method, std::string_view target, std::string_view type) {
    return api::check_content_type(*api::find_route(method, target).value().route, type).has_value();
  };
  CHECK(check(Method::post, "/v1/requests/1/steps", "application/json"));
  CHECK(check(Method::post, "/v1/requests/1/steps", "Application/JSON ; charset=utf-8"));
  CHECK(check(Method::post, "/v1/attachments", "application/age"));
  CHECK(check(Method::get, "/v1/me", ""));
  for (std::string_view const type : {"", "text/plain", "application/jsonp", "application/x-www-form-urlencoded"}) {
    INFO(type);
    CHECK_FALSE(check(Method::post, "/v1/requests/1/steps", type));
    CHECK_FALSE(check(Method::post, "/v1/attachments", type));
  }
}

TEST_CASE("the table has every operation of the contract once, under its path") {
  std::ifstream file(HALLPASS_SOURCE_DIR "/district/openapi.yaml");
  std::stringstream contract;
  contract << file.rdbuf();
  std::set<api::Operation> seen;
  for (auto const& route : api::routes()) {
    INFO(route.path);
    CHECK(seen.insert(route.operation).second);
    auto const path = route.path.starts_with("/v1/") ? route.path.substr(3) : route.path;
    CHECK(contract.str().find("\n  " + std::string(path) + ":\n") != std::string::npos);
  }
  std::size_t operations = 0;
  for (std::size_t at = 0; (at = contract.str().find("operationId:", at)) != std::string::npos; ++at) ++operations;
  CHECK(operations == api::routes().size());
}
