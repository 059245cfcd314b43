// Enrollments, line items and results.

#include "district/roster/importer.hpp"

namespace hallpass::roster {

Result<void> Importer::read_enrollment(Row const& row) {
  HALLPASS_TRY(id, row.required("sourcedId"));
  HALLPASS_TRY(taken, named(row, "classSourcedId", classes_));
  HALLPASS_CHECK(named(row, "schoolSourcedId", orgs_));
  HALLPASS_TRY(user, named(row, "userSourcedId", users_));
  HALLPASS_TRY(role, row.required("role"));
  HALLPASS_CHECK(row.boolean("primary"));
  HALLPASS_CHECK(row.date("beginDate"));
  HALLPASS_CHECK(row.date("endDate"));
  if (!user->student || role != "student") return {};
  auto const student = row.get("userSourcedId");
  HALLPASS_CHECK(transaction_.add_school_of_student(student, row.get("schoolSourcedId")));
  return add_entry(row, student, "courses.class", taken->title, "OneRoster enrollments.csv", id, taken->terms);
}

Result<void> Importer::read_category(Row const& row) {
  HALLPASS_TRY(title, add(row, categories_));
  *title = row.get("title");
  return {};
}

Result<void> Importer::read_line_item(Row const& row) {
  HALLPASS_TRY(taken, named(row, "classSourcedId", classes_));
  HALLPASS_CHECK(named(row, "categorySourcedId", categories_));
  HALLPASS_TRY(item, add(row, line_items_));
  item->title = row.get("title");
  item->class_title = taken->title;
  return {};
}

Result<void> Importer::read_result(Row const& row) {
  constexpr std::string_view source = "OneRoster results.csv";
  HALLPASS_TRY(id, row.required("sourcedId"));
  HALLPASS_TRY(item, named(row, "lineItemSourcedId", line_items_));
  HALLPASS_TRY(user, named(row, "studentSourcedId", users_));
  HALLPASS_TRY(status, row.required("scoreStatus"));
  HALLPASS_CHECK(row.date("scoreDate"));
  if (!user->student) return row.malformed("studentSourcedId", "The user is no student.");
  auto const student = row.get("studentSourcedId");
  auto const detail = item->class_title + ", " + item->title;
  auto value = row.get("score");
  if (value.empty()) value = row.get("textScore");
  if (value.empty()) value = status;
  HALLPASS_CHECK(add_entry(row, student, "results.score", value, source, id, detail));
  return add_entry(row, student, "results.comment", row.get("comment"), source, id, detail);
}

}  // namespace hallpass::roster
