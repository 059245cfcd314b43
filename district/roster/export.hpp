#pragma once
// Corrections that were carried out here, for the district's own system to take over: docs/roster-export.md.

#include <cstdint>
#include <string>

#include "district/store/store.hpp"
#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

enum class Since : std::uint8_t { last_export, beginning };

struct CorrectionsExport {
  std::string package;  // a OneRoster 1.2 delta package; empty when no correction goes into it
  std::string rest;     // CSV of those that it cannot carry; empty when it carries all
  std::size_t in_package = 0;
  std::size_t in_rest = 0;
  std::int64_t up_to = 0;  // for store::RosterExports::add_roster_export; 0: there was nothing to export
};

// One moment of the store, which it does not change. Errors: of the store.
[[nodiscard]] Result<CorrectionsExport> export_corrections(store::Store& store, Since since, InstantMs now);

}  // namespace hallpass::roster
