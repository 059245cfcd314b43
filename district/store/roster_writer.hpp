#pragma once
// How an import replaces the roster inside a transaction: begin_roster, then add_…, then end_roster.

#include <string>
#include <string_view>

#include "district/store/people.hpp"
#include "district/store/roster_exports.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

// What a member of the records office may do: an officer has the last word on destruction.
enum class Post : std::uint8_t { clerk, officer };

class RosterWriter {
 public:
  RosterWriter() = default;
  RosterWriter(RosterWriter const&) = delete;
  RosterWriter& operator=(RosterWriter const&) = delete;
  virtual ~RosterWriter() = default;

  // Forgets people, ties and records; requests, changes, court orders, attachments and the log stay.
  [[nodiscard]] virtual Result<void> begin_roster() = 0;
  [[nodiscard]] virtual Result<void> add_person(Person const& person) = 0;
  [[nodiscard]] virtual Result<void> add_student(std::string_view id, StudentStatus const& status) = 0;
  [[nodiscard]] virtual Result<void> add_guardian(std::string_view student_id, std::string_view guardian_id,
                                                  bool barred) = 0;
  [[nodiscard]] virtual Result<void> add_school_of_student(std::string_view student_id, std::string_view org_id) = 0;
  // The same again: the higher post counts.
  [[nodiscard]] virtual Result<void> add_school_of_staff(std::string_view staff_id, std::string_view org_id,
                                                         Post post) = 0;
  [[nodiscard]] virtual Result<void> add_entry(std::string_view student_id, Entry const& entry) = 0;
  // For RosterExports; they go with their entry when it is destroyed.
  [[nodiscard]] virtual Result<void> add_roster_cells(std::string_view student_id, RosterCells const& cells) = 0;
  // Puts back the entries of students whose record waits to be inspected (34 CFR 99.10(e)), then applies the kept
  // changes: what was destroyed stays away; a correction holds as long as the roster repeats the value it corrected.
  [[nodiscard]] virtual Result<void> end_roster() = 0;
};

}  // namespace hallpass::store
