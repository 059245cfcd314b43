#pragma once
// Files of the checkout and the vectors' inputs, for the policy tests.

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/support/catch.hpp"

inline std::string read_checkout_file(std::string const& path) {
  std::ifstream file{std::string{HALLPASS_SOURCE_DIR} + "/" + path, std::ios::binary};
  REQUIRE(file);
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return out;
}

// A vector's input: {"text"}, {"hex"}, or {"replace": [[old, new]…]} in policy-minimal.json (first occurrence each).
inline std::string policy_text(boost::json::object const& input, std::string text) {
  if (auto const* const given = input.if_contains("text")) return std::string{given->as_string()};
  if (auto const* const hex = input.if_contains("hex")) return from_hex(hex->as_string());
  for (auto const& pair : input.at("replace").as_array()) {
    std::string const old{pair.at(0).as_string()};
    auto const at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), std::string_view{pair.at(1).as_string()});
  }
  return text;
}
