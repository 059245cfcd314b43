#pragma once
// The files of a OneRoster 1.2 package that are read, and their columns.
// https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv
//
// Extension columns on users.csv, all optional; for students:
//   metadata.hallpass.street, .city, .postalCode     the postal address, which OneRoster has no place for
//   metadata.hallpass.barredAgents                   sourcedIds of guardians barred by a court order, comma-separated
//   metadata.hallpass.enrollmentStatus               "enrolled" (default) or "left"
//   metadata.hallpass.daysAbsent                     a whole number
//   metadata.hallpass.healthNote, .mealStatus        texts
//   metadata.hallpass.specialEducationPlan           a text; there is a plan under IDEA when it is not empty
//   metadata.hallpass.specialEducationNeeded         "true" (default) or "false": no longer needed to provide services
//   metadata.hallpass.learningProfile, .usage        what a learning product collected online
// for employees and applicants (personnel.hpp):
//   metadata.hallpass.socialSecurityLastFour         four digits; the whole number is refused
//   metadata.hallpass.education, .license            texts
//   metadata.hallpass.backgroundCheck                its outcome, a text
//   metadata.hallpass.personnelNote                  a text
//   metadata.hallpass.appliedFor, .appliedOn, .applicationStatus   a post, YYYY-MM-DD, a text

#include <span>
#include <string_view>

namespace hallpass::roster {

struct FileColumns {
  std::string_view file;                        // "users", of users.csv
  std::span<std::string_view const> columns;    // of the standard; of users.csv and demographics.csv in its order
  std::span<std::string_view const> required;   // those that must be there
  std::span<std::string_view const> extension;  // after "metadata.hallpass."
};

inline constexpr std::string_view any_extension = "metadata.";
inline constexpr std::string_view own_extension = "metadata.hallpass.";

// Those that are read, in the order in which they are.
[[nodiscard]] std::span<FileColumns const> file_columns() noexcept;
// Files of the standard that are allowed in a package and not read.
[[nodiscard]] std::span<std::string_view const> ignored_files() noexcept;
[[nodiscard]] bool is_ignored_file(std::string_view file) noexcept;

}  // namespace hallpass::roster
