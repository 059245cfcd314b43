#pragma once
// What an export of corrections for the district's own system needs, and how far the last one came.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

// A correction that was carried out, and whose values were not destroyed since.
struct Correction {
  std::int64_t sequence = 0;
  std::string student_id;
  std::string entry_id;
  std::string old_value;
  std::string new_value;
  std::string request_id;
  InstantMs at = 0;
};

// Cells of a row of the roster about a student that are no entries of the record by themselves.
struct RosterCells {
  std::string file;      // "users"
  std::string entry_id;  // the entry that was made of them, with which they go; empty: of none
  std::string cells;     // in the words of who wrote them
};

// Exports are only ever added; they survive every import.
class RosterExports {
 public:
  RosterExports() = default;
  RosterExports(RosterExports const&) = delete;
  RosterExports& operator=(RosterExports const&) = delete;
  virtual ~RosterExports() = default;

  // Those after that sequence number, in the order in which they were carried out.
  [[nodiscard]] virtual Result<std::vector<Correction>> corrections(std::int64_t after) = 0;
  [[nodiscard]] virtual Result<std::vector<RosterCells>> roster_cells(std::string_view student_id) = 0;
  // The last correction that was exported; 0: none.
  [[nodiscard]] virtual Result<std::int64_t> exported_up_to() = 0;
  [[nodiscard]] virtual Result<void> add_roster_export(std::int64_t up_to, InstantMs at) = 0;
};

}  // namespace hallpass::store
