#pragma once
// Reads a OneRoster 1.2 package (a zip of CSV files) into the store, whole or not at all.
// https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv
//
// What is kept: people (users, roles), guardians (`agentSourceIds` of a student), schools, and each student's record
// (which column becomes which field: student_columns.hpp, results.cpp), where it is wanted also each employee's and
// applicant's (personnel.hpp); and the other cells of a student's users and demographics, for an export (export.hpp).
// Passwords are never stored. Extension columns: `metadata.hallpass.…` as in district/roster/columns.hpp, anything else
// under that name is refused; other `metadata.…` columns are ignored. Columns that neither OneRoster nor this list
// declares are refused.

#include <cstddef>
#include <cstdint>
#include <string>

#include "district/roster/limits.hpp"
#include "district/store/store.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

struct ImportReport {
  std::size_t students = 0;
  std::size_t guardians = 0;
  std::size_t staff = 0;
  std::size_t employees = 0;
  std::size_t applicants = 0;
  std::size_t entries = 0;
  std::size_t ignored_columns = 0;
};

// Records of employees and applicants; a district whose policy lets none of them see theirs has no use for them here.
enum class Personnel : std::uint8_t { left_out, read };

// Errors: malformed, `where` "users.csv:17:4" (file, line, column number of the field, all from 1) or a file's name;
// too_large; truncated; unsupported, for a delta package or another version; and the store's. Advice never repeats
// what the file holds. After an error the store is as it was.
// `today`: roles that have ended by then give no access.
[[nodiscard]] Result<ImportReport> import_package(store::Store& store, std::string const& zip_path, CivilDate today,
                                                  Personnel personnel = Personnel::left_out, Limits const& limits = {});

}  // namespace hallpass::roster
