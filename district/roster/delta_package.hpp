#pragma once
// Writes a OneRoster 1.2 delta package: only rows that changed, each whole.
// https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv

#include <map>
#include <string>
#include <vector>

#include "district/roster/cells.hpp"
#include "sdk/base/instant.hpp"

namespace hallpass::roster {

struct DeltaRow {
  std::string id;
  InstantMs modified_at = 0;
  Cells cells;  // as outgoing_row gives them
};

// By file: "users", "demographics".
using DeltaRows = std::map<std::string, std::vector<DeltaRow>, std::less<>>;

// The zip. The manifest names every file of the standard, those without rows as absent. Errors: internal.
[[nodiscard]] Result<std::string> write_delta_package(DeltaRows const& rows, InstantMs at);

}  // namespace hallpass::roster
