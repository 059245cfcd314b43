// For tests/proof/canonical-json.test.ts: every line of the input, a JSON value, in its canonical form; an empty line
// for one that has none.
#include <iostream>
#include <string>

#include "sdk/proof/canonical_json.hpp"

int main() {
  using namespace hallpass;
  for (std::string line; std::getline(std::cin, line);) {
    auto const value = parse_json_tree(line, 16);
    auto const* parsed = std::get_if<proof::json::Value>(&value);
    auto const made = parsed == nullptr ? Result<std::string>{""} : proof::json::canonical(*parsed);
    std::cout << (made ? *made : "") << '\n';
  }
}
