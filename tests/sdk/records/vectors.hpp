#pragma once
// One vector a scenario: {name, comment, input, expect}.

#include <boost/json.hpp>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

namespace hallpass {

inline std::string text_of(boost::json::value const& value) {
  return std::string{value.as_string()};
}

// A member that most vectors leave out.
inline bool flag_of(boost::json::object const& input, std::string_view name) {
  auto const* const value = input.if_contains(name);
  return value != nullptr && value->as_bool();
}

template <class Run>
void each_vector(std::string const& file, Run const& run) {
  auto const vectors = boost::json::parse(read_source_file("tests/vectors/" + file));
  REQUIRE(vectors.as_array().size() >= 10);
  for (auto const& vector : vectors.as_array()) {
    INFO(text_of(vector.at("name")) << ": " << text_of(vector.at("comment")));
    run(vector.at("input").as_object(), vector.at("expect"));
  }
}

}  // namespace hallpass
