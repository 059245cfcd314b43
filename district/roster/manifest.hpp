#pragma once
// manifest.csv: which files the package says it holds.

#include "district/roster/limits.hpp"
#include "district/roster/package.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

// Checks the manifest against what is in the package. Errors: malformed, `where` "manifest.csv:LINE:COLUMN" or
// "users.csv"; unsupported, for another version of OneRoster or a delta file.
[[nodiscard]] Result<void> check_manifest(Package& package, Limits const& limits);

}  // namespace hallpass::roster
