// Responses that the store keeps.

#include "district/api/kept_response.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("a kept response comes back as it was") {
  api::Response const response{201, "application/json", R"({"name":"Zoë \"Z\""})", {{"Location", "/v1/requests/1"}}};
  auto const again = api::restore(api::keep(response)).value();
  CHECK(again.status == 201);
  CHECK(again.content_type == response.content_type);
  CHECK(again.body == response.body);
  REQUIRE(again.headers.size() == 1);
  CHECK(again.headers[0].name == "Location");
  CHECK(again.headers[0].value == "/v1/requests/1");
}

TEST_CASE("a text that is no kept response is our own fault") {
  for (std::string_view const text : {"", "x", "[]", "{}", R"({"status":200,"content_type":1,"body":"","headers":[]})",
                                      R"({"status":200,"content_type":"","body":"","headers":[["a"]]})"}) {
    INFO(text);
    CHECK(api::restore(text).error() == fail(ErrorCode::internal, ""));
  }
}
