#pragma once
// A zip in memory.

#include <string>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

struct ZipFile {
  std::string name;  // "users.csv"
  std::string content;
};

// In that order. `at` is the files' time. Errors: internal, `where` "package".
[[nodiscard]] Result<std::string> write_zip(std::vector<ZipFile> const& files, InstantMs at);

}  // namespace hallpass::roster
