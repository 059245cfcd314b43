#include "sdk/proof/canonical_json.hpp"

#include <boost/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace hallpass;
namespace json = proof::json;

namespace {

Result<std::string> canonical(std::string_view text) {
  auto const value = parse_json_tree(text, 8);
  REQUIRE(std::holds_alternative<json::Value>(value));
  return json::canonical(std::get<json::Value>(value));
}

}  // namespace

TEST_CASE("the vectors of RFC 8785, and our own") {
  auto const vectors = boost::json::parse(read_source_file("tests/vectors/canonical-json.json"));
  REQUIRE(vectors.as_array().size() > 30);
  for (auto const& vector : vectors.as_array()) {
    INFO(vector.at("name").as_string());
    auto const made = canonical(vector.at("input").as_string());
    if (vector.at("expect").is_null()) {
      REQUIRE_FALSE(made);
      CHECK(made.error().code == ErrorCode::malformed);
      continue;
    }
    REQUIRE(made);
    CHECK(*made == std::string_view{vector.at("expect").as_string()});
    // What is canonical stays as it is.
    CHECK(canonical(*made).value() == *made);
  }
}

TEST_CASE("values that are made are written in the same form") {
  auto claims = json::object({{"iat", json::seconds(1'790'000'000'999)},
                              {"aud", json::list(std::vector<std::string>{"b", "a"})},
                              {"by", json::text("The \"board\"\n\\ of \x01 Ñ")}});
  json::add(claims, "a", json::list(std::vector<json::Value>{json::whole(-1)}));
  CHECK(json::canonical(claims).value() ==
        R"({"a":[-1],"aud":["b","a"],"by":"The \"board\"\n\\ of \u0001 Ñ","iat":1790000000})");
}
