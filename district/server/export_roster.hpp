#pragma once
// Corrections as files for the district's own system: docs/roster-export.md.

#include <string>

#include "district/roster/export.hpp"
#include "district/store/store.hpp"
#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

// Where what the package at `path` cannot carry goes: "FILE.rest.csv" for "FILE.zip".
[[nodiscard]] std::string rest_path(std::string const& path);

// Writes the package to `path` and what is left to rest_path(path), each with mode 0600, whole or not at all, and only
// when it has something; then marks in the store how far it came. Gives what to say about it, a line each. Errors:
// conflict, `where` "--export-roster", when one of the two files is there; unavailable, `where` "--export-roster";
// those of the store. After an error the mark is as it was: the next export has the same again.
[[nodiscard]] Result<std::string> export_roster(store::Store& store, std::string const& path, roster::Since since,
                                                InstantMs now);

}  // namespace hallpass::server
