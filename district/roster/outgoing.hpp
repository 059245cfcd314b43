#pragma once
// A student's row of users.csv or demographics.csv as it goes back to the district's own system.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "district/roster/cells.hpp"
#include "district/roster/corrections.hpp"

namespace hallpass::roster {

// What the store has of the student.
struct StudentRecord {
  std::string id;
  Cells entries;                                   // values of the record by entry id
  std::map<std::string, Cells, std::less<>> rows;  // kept cells by file; no key: no row of it came in
  CorrectionsOfStudent corrections;
  bool personnel = false;  // an applicant or employee
};

// The file whose row says what that entry says: "users", "demographics"; empty: none that goes out.
[[nodiscard]] std::string_view file_of(std::string_view entry_id) noexcept;

// All cells of the row but sourcedId, status and dateLastModified, by column; own extensions go by their name after
// "metadata.hallpass.". A corrected value that OneRoster does not let stand there is left as it was before. None when
// no such row came in, or a cell that it must have is empty.
[[nodiscard]] std::optional<Cells> outgoing_row(StudentRecord const& student, std::string_view file);

// Why the correction of that entry goes out in no row, in words; empty: it does. REQUIRES: there is one.
[[nodiscard]] std::string_view obstacle_to(StudentRecord const& student, std::string_view entry_id);

}  // namespace hallpass::roster
