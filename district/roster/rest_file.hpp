#pragma once
// The corrections that a package cannot carry, as a table for whoever types them in.

#include <string>
#include <vector>

#include "sdk/base/instant.hpp"

namespace hallpass::roster {

struct RestRow {
  std::string student_id;
  std::string entry_id;
  std::string label;   // "Score"
  std::string detail;  // which of several: "Algebra I, Quiz 2"
  std::string old_value;
  std::string new_value;
  std::string request_id;
  InstantMs decided_at = 0;
  std::string why;  // it is not in the package
};

// CSV for a spreadsheet: with a byte order mark, and an apostrophe before a text that a spreadsheet would take for a
// formula.
[[nodiscard]] std::string write_rest(std::vector<RestRow> const& rows);

}  // namespace hallpass::roster
