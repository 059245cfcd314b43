#pragma once
// The statements an import repeats a hundred thousand times, prepared once.

#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

struct SqlTransaction::RosterStatements {
  explicit RosterStatements(soci::session& session);

  Person person{};
  int staff = 0;
  int guardian = 0;
  int student = 0;
  soci::statement insert_person;

  std::string student_id{};
  int enrolled = 0;
  int still_needed = 0;
  std::string kind{};
  soci::statement insert_student;

  std::string other_id{};  // a guardian's, a staff member's or a school's
  int barred = 0;
  int officer = 0;
  soci::statement insert_guardian;
  soci::statement insert_school_of_student;
  soci::statement insert_school_of_staff;

  Entry entry{};
  long long position = 0;
  soci::statement insert_entry;

  RosterCells cells{};
  soci::statement insert_cells;
};

}  // namespace hallpass::store
