#include "district/roster/personnel.hpp"

#include "district/roster/importer.hpp"

namespace hallpass::roster {
namespace {

constexpr std::string_view extension_prefix = "ext:";
constexpr std::size_t last_digits = 4;

bool is_last_four(std::string_view text) {
  return text.size() == last_digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string position_in_words(std::string_view role) {
  if (role.starts_with(extension_prefix)) role.remove_prefix(extension_prefix.size());
  std::string words;
  for (char const letter : role) {
    bool const is_capital = letter >= 'A' && letter <= 'Z';
    if (is_capital && !words.empty()) words += ' ';
    words += is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') {
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  }
  return words;
}

// Only the last digits are taken: enough to see whether the district has the right number, and nobody can use them.
Result<void> Importer::add_personnel(Row const& row, std::string const& id, Roles const& roles) {
  auto const kind = roles.positions.empty() ? records::RecordKind::applicant : records::RecordKind::employee;
  ++(kind == records::RecordKind::employee ? report_.employees : report_.applicants);
  auto const digits = row.get("socialSecurityLastFour");
  if (!digits.empty() && !is_last_four(digits)) {
    return row.malformed("socialSecurityLastFour", "Write the last four digits only.");
  }
  HALLPASS_CHECK(row.date("appliedOn"));
  HALLPASS_CHECK(transaction_.add_student(id, {.kind = kind}));
  for (auto const& [field, column] : personnel_entries) {
    HALLPASS_CHECK(add_entry(row, id, field, row.get(column), users_source));
  }
  for (auto const& position : roles.positions) {
    auto const& place = orgs_.at(position.org).name;
    HALLPASS_CHECK(
        add_entry(row, id, "employment.position", position_in_words(position.role), roles_source, position.id, place));
    HALLPASS_CHECK(add_entry(row, id, "employment.since", position.since, roles_source, position.id, place));
    HALLPASS_CHECK(transaction_.add_school_of_student(id, position.org));
  }
  for (auto const& org : roles.applied_to) HALLPASS_CHECK(transaction_.add_school_of_student(id, org));
  return {};
}

}  // namespace hallpass::roster
