// Schools, terms, courses and classes.

#include "district/roster/importer.hpp"

namespace hallpass::roster {

Result<void> Importer::read_org(Row const& row) {
  HALLPASS_TRY(org, add(row, orgs_));
  HALLPASS_TRY(name, row.required("name"));
  HALLPASS_CHECK(row.required("type"));
  org->name = name;
  org->parent = row.get("parentSourcedId");
  org->line = row.line();
  return {};
}

Result<void> Importer::check_orgs() const {
  auto const reaches_top = [this](Org const& org) {
    std::size_t height = 0;
    for (auto const* parent = &org.parent; !parent->empty();) {
      auto const found = orgs_.find(*parent);
      if (found == orgs_.end() || ++height > orgs_.size()) return false;
      parent = &found->second.parent;
    }
    return true;
  };
  std::size_t first_wrong_line = 0;
  for (auto const& [id, org] : orgs_) {
    if (reaches_top(org)) continue;
    if (first_wrong_line == 0 || org.line < first_wrong_line) first_wrong_line = org.line;
  }
  if (first_wrong_line == 0) return {};
  return fail(ErrorCode::malformed, "orgs.csv:" + std::to_string(first_wrong_line) + ":0",
              "Its parentSourcedId names no organization of the package, or the parents form a circle.");
}

Result<void> Importer::read_session(Row const& row) {
  HALLPASS_TRY(title, add(row, sessions_));
  HALLPASS_CHECK(row.date("startDate"));
  HALLPASS_CHECK(row.date("endDate"));
  *title = row.get("title");
  return {};
}

Result<void> Importer::read_course(Row const& row) {
  HALLPASS_TRY(title, add(row, courses_));
  HALLPASS_CHECK(named(row, "orgSourcedId", orgs_));
  *title = row.get("title");
  return {};
}

Result<void> Importer::read_class(Row const& row) {
  HALLPASS_TRY(course_title, named(row, "courseSourcedId", courses_));
  HALLPASS_CHECK(named(row, "schoolSourcedId", orgs_));
  HALLPASS_TRY(added, add(row, classes_));
  added->title = row.get("title").empty() ? std::string_view{*course_title} : row.get("title");
  added->school = row.get("schoolSourcedId");
  for (auto const term : row.list("termSourcedIds")) {
    auto const session = sessions_.find(std::string{term});
    if (session == sessions_.end()) return row.malformed("termSourcedIds", "Nothing in the package has that id.");
    if (!added->terms.empty()) added->terms += ", ";
    added->terms += session->second;
  }
  return {};
}

}  // namespace hallpass::roster
