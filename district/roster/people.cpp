// Users, their roles, who is whose guardian, and what the record says of a student's person.

#include <algorithm>
#include <array>

#include "district/roster/importer.hpp"
#include "district/roster/personnel.hpp"
#include "district/roster/student_columns.hpp"

namespace hallpass::roster {
namespace {

constexpr std::array<std::string_view, 3> guardian_roles{"parent", "guardian", "relative"};
// Who works for the records office. Teachers and others are known, but have no access here.
constexpr std::array<std::string_view, 3> staff_roles{"districtAdministrator", "siteAdministrator", "counselor"};
constexpr std::array<std::string_view, 12> standard_roles{"aide",
                                                          "counselor",
                                                          "districtAdministrator",
                                                          "guardian",
                                                          "parent",
                                                          "principal",
                                                          "proctor",
                                                          "relative",
                                                          "siteAdministrator",
                                                          "student",
                                                          "systemAdministrator",
                                                          "teacher"};

bool is_one_of(std::span<std::string_view const> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace

Result<void> Importer::read_role(Row const& row) {
  HALLPASS_CHECK(row.required("sourcedId"));
  HALLPASS_TRY(user, row.required("userSourcedId"));
  HALLPASS_CHECK(named(row, "orgSourcedId", orgs_));
  HALLPASS_TRY(role, row.required("role"));
  if (!is_one_of(standard_roles, role) && !role.starts_with("ext:")) {
    return row.malformed("role", "OneRoster 1.2 has no such role; extensions begin with ext:.");
  }
  HALLPASS_CHECK(row.date("beginDate"));
  HALLPASS_TRY(end, row.date("endDate"));
  auto& roles = roles_[std::string{user}];
  auto const ended = end && *end < today_;
  roles.guardian = roles.guardian || (!ended && is_one_of(guardian_roles, role));
  std::string org{row.get("orgSourcedId")};
  if (role == "student") {
    roles.student = true;
    roles.student_of.push_back(std::move(org));
    return {};
  }
  if (ended || is_one_of(guardian_roles, role)) return {};
  if (is_one_of(staff_roles, role)) {
    // The district's own office has the last word on destruction.
    auto const post = role == "districtAdministrator" ? store::Post::officer : store::Post::clerk;
    roles.offices.push_back({.org = org, .post = post});
  }
  if (role == applicant_role) {
    roles.applied_to.push_back(std::move(org));
  } else {
    roles.positions.push_back({.id = std::string{row.get("sourcedId")},
                               .role = std::string{role},
                               .org = std::move(org),
                               .since = std::string{row.get("beginDate")}});
  }
  return {};
}

Result<void> Importer::read_user(Row const& row) {
  HALLPASS_TRY(user, add(row, users_));
  std::string const id{row.get("sourcedId")};
  HALLPASS_TRY(enabled, row.boolean("enabledUser"));
  HALLPASS_CHECK(row.required("givenName"));
  HALLPASS_CHECK(row.required("familyName"));
  auto const roles = roles_.find(id);
  if (roles == roles_.end()) return row.malformed("sourcedId", "The user has no role in roles.csv.");
  user->enabled = enabled.value_or(true);
  user->student = roles->second.student;
  user->guardian = roles->second.guardian;
  user->personnel = personnel_ == Personnel::read && !user->student &&
                    (!roles->second.positions.empty() || !roles->second.applied_to.empty());
  auto const preferred = row.get("preferredGivenName");
  store::Person person{.id = id,
                       .display_name = std::string{preferred.empty() ? row.get("givenName") : preferred},
                       .staff = user->enabled && !roles->second.offices.empty(),
                       .guardian = user->guardian && user->enabled,
                       .student = user->student};
  if (person.guardian) person.email = row.get("email");
  person.display_name.append(" ").append(row.get("familyName"));
  HALLPASS_CHECK(once(row, "sourcedId", transaction_.add_person(person)));
  if (user->guardian) ++report_.guardians;
  if (person.staff) HALLPASS_CHECK(add_staff(id, roles->second));
  if (user->student) HALLPASS_CHECK(add_student(row, id, roles->second));
  if (user->personnel) HALLPASS_CHECK(add_personnel(row, id, roles->second));
  return {};
}

// A post at an organization reaches everything below it: the district's all schools.
Result<void> Importer::add_staff(std::string const& id, Roles const& roles) {
  ++report_.staff;
  for (auto const& office : roles.offices) {
    for (auto const& [school, org] : orgs_) {
      auto above = school;
      while (!above.empty() && above != office.org) above = orgs_.at(above).parent;
      if (above == office.org) HALLPASS_CHECK(transaction_.add_school_of_staff(id, school, office.post));
    }
  }
  return {};
}

Result<void> Importer::add_student(Row const& row, std::string const& id, Roles const& roles) {
  ++report_.students;
  auto const status = row.get("enrollmentStatus");
  if (!status.empty() && status != "enrolled" && status != "left") {
    return row.malformed("enrollmentStatus", "Write enrolled or left.");
  }
  if (!all_digits(row.get("daysAbsent"))) return row.malformed("daysAbsent", "Write a whole number.");
  HALLPASS_TRY(needed, row.boolean("specialEducationNeeded"));
  HALLPASS_CHECK(transaction_.add_student(id, {.enrolled = status != "left", .still_needed = needed.value_or(true)}));
  for (auto const& [field, column] : users_entries) {
    HALLPASS_CHECK(add_entry(row, id, field, row.get(column), users_source));
  }
  auto cells = cells_of(row, users_cells);
  cells.try_emplace("enabledUser", "true");  // as it was read; a row cannot go out without
  HALLPASS_CHECK(keep_cells(row, id, "users", {}, cells));
  auto const primary = row.get("primaryOrgSourcedId");
  auto schools = roles.student_of;
  if (!primary.empty()) {
    HALLPASS_CHECK(named(row, "primaryOrgSourcedId", orgs_));
    std::erase(schools, primary);
    schools.insert(schools.begin(), std::string{primary});
  }
  for (std::size_t i = 0; i < schools.size(); ++i) {
    HALLPASS_CHECK(transaction_.add_school_of_student(id, schools[i]));
    if (std::find(schools.begin(), schools.begin() + static_cast<std::ptrdiff_t>(i), schools[i]) !=
        schools.begin() + static_cast<std::ptrdiff_t>(i)) {
      continue;
    }
    auto const instance = i == 0 ? std::string_view{} : std::string_view{schools[i]};
    HALLPASS_CHECK(add_entry(row, id, "enrollment.school", orgs_.at(schools[i]).name, users_source, instance));
  }
  return note_ties(row, id);
}

Result<void> Importer::note_ties(Row const& row, std::string const& id) {
  auto const agents = row.list("agentSourcedIds");
  auto const barred = row.list("barredAgents");
  for (auto const agent : agents) {
    if (is_one_of(barred, agent)) continue;
    ties_.push_back({.student = id, .guardian = std::string{agent}, .barred = false, .line = row.line()});
  }
  for (auto const agent : barred) {
    ties_.push_back({.student = id, .guardian = std::string{agent}, .barred = true, .line = row.line()});
  }
  return {};
}

Result<void> Importer::add_ties() {
  for (auto const& tie : ties_) {
    auto const guardian = users_.find(tie.guardian);
    if (guardian == users_.end()) {
      // Never passed over: a misspelled bar would give access that a court has taken away.
      return fail(ErrorCode::malformed, "users.csv:" + std::to_string(tie.line) + ":0",
                  "An agent of the student is not in users.csv.");
    }
    if (!tie.barred && (!guardian->second.guardian || !guardian->second.enabled)) continue;
    auto const added = transaction_.add_guardian(tie.student, tie.guardian, tie.barred);
    if (!added && added.error().code == ErrorCode::conflict) {
      return fail(ErrorCode::malformed, "users.csv:" + std::to_string(tie.line) + ":0",
                  "An agent of the student is there twice.");
    }
    HALLPASS_CHECK(added);
  }
  return {};
}

}  // namespace hallpass::roster
