#pragma once
// Files that tests read: vectors of this repository and data of npm packages.

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/catch.hpp"

namespace hallpass {

// `path` from the top of the repository.
inline std::string read_source_file(std::string const& path) {
  std::ifstream file{std::string{HALLPASS_SOURCE_DIR "/"} + path, std::ios::binary};
  INFO(path);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace hallpass
