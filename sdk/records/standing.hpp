#pragma once
// Who may act on a record.

#include <cstdint>
#include <optional>
#include <string_view>

#include "sdk/base/civil_time.hpp"
#include "sdk/records/lifecycle.hpp"

namespace hallpass::records {

// young_student: before 18, where the district lets the student look at the own record; the rights are the parents'.
// own_personnel: an applicant or employee, of the own record.
enum class Standing : std::uint8_t { none, parent, eligible_student, staff, young_student, own_personnel };
[[nodiscard]] std::string_view to_string(Standing standing) noexcept;

// What ties a person to a student.
struct Bond {
  bool guardian = false;
  bool barred = false;              // by a court order or other binding document
  bool self = false;                // it is the student, or whose personnel record it is
  bool may_look = false;            // and the district lets them see it: a student old enough, personnel by the policy
  bool staff_in_scope = false;      // works for the student's school, or for the whole district
  bool officer = false;             // a records officer there; REQUIRES staff_in_scope
  bool rights_transferred = false;  // the student is 18 or attends a postsecondary institution (34 CFR 99.5(a))
  bool personnel = false;           // it is the record of an applicant or employee
};

// Both parents have the right unless a binding document says otherwise (34 CFR 99.4): a bar goes before everything,
// also before a post in the district. Staff who are a guardian of the student stand as a parent, so that nobody
// decides about their own child. A personnel record is its own person's and the officers' alone.
[[nodiscard]] Standing standing_of(Bond const& bond) noexcept;

// On that day the student is 18 or older (34 CFR 99.5(a)); a birth date that is not known leaves the rights with the
// parents.
[[nodiscard]] bool has_come_of_age(std::optional<CivilDate> birth_date, CivilDate day) noexcept;

// Whether a person with that standing may act as `actor` in the lifecycle table. `officer`: the bond's.
[[nodiscard]] bool acts_as(Standing standing, bool officer, Actor actor) noexcept;

}  // namespace hallpass::records
