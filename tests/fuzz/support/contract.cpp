#include "tests/fuzz/support/contract.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "district/api/routes.hpp"
#include "tests/fuzz/support/require.hpp"

namespace hallpass::fuzz {
namespace {

// What stands after the spaces, without the colon and what follows it; empty at another depth.
std::string_view key_at(std::size_t depth, std::string_view line) {
  if (line.find_first_not_of(' ') != depth) return {};
  return line.substr(depth, line.find(':') - depth);
}

}  // namespace

// The file is regular: a path stands two spaces deep, its methods four, their statuses eight, in quotes.
Contract::Contract() {
  std::ifstream file{HALLPASS_SOURCE_DIR "/district/openapi.yaml"};
  std::string path;
  std::string method;
  for (std::string line; std::getline(file, line) && line != "components:";) {
    if (auto const key = key_at(2, line); key.starts_with('/')) {
      path = (key.starts_with("/.well-known/") ? "" : "/v1") + std::string{key};
    } else if (auto const word = key_at(4, line); !word.empty()) {
      method = word;
      std::ranges::transform(method, method.begin(),
                             [](char letter) { return letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter; });
    } else if (auto const quoted = key_at(8, line); quoted.size() == 5 && quoted.starts_with('\'')) {
      int status = 0;
      std::from_chars(quoted.data() + 1, quoted.data() + 4, status);
      statuses_[{method, path}].insert(status);
    }
  }
  require(statuses_.size() == api::routes().size());
}

bool Contract::names(api::Method method, std::string_view path, int status) const {
  auto const found = statuses_.find({std::string{to_string(method)}, std::string{path}});
  return found != statuses_.end() && found->second.contains(status);
}

}  // namespace hallpass::fuzz
