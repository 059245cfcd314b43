#include "district/roster/delta_package.hpp"

#include <algorithm>
#include <array>

#include "district/roster/columns.hpp"
#include "district/roster/write_csv.hpp"
#include "district/roster/write_zip.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::roster {
namespace {

using namespace std::string_view_literals;

// In the order of the binding. A header has every one of them, whether or not a row says something there.
constexpr std::array users{"sourcedId"sv,
                           "status"sv,
                           "dateLastModified"sv,
                           "enabledUser"sv,
                           "username"sv,
                           "userIds"sv,
                           "givenName"sv,
                           "familyName"sv,
                           "middleName"sv,
                           "identifier"sv,
                           "email"sv,
                           "sms"sv,
                           "phone"sv,
                           "agentSourcedIds"sv,
                           "grades"sv,
                           "password"sv,
                           "userMasterIdentifier"sv,
                           "resourceSourcedIds"sv,
                           "preferredGivenName"sv,
                           "preferredMiddleName"sv,
                           "preferredFamilyName"sv,
                           "primaryOrgSourcedId"sv,
                           "pronouns"sv};
constexpr std::array demographics{"sourcedId"sv,
                                  "status"sv,
                                  "dateLastModified"sv,
                                  "birthDate"sv,
                                  "sex"sv,
                                  "americanIndianOrAlaskaNative"sv,
                                  "asian"sv,
                                  "blackOrAfricanAmerican"sv,
                                  "nativeHawaiianOrOtherPacificIslander"sv,
                                  "white"sv,
                                  "demographicRaceTwoOrMoreRaces"sv,
                                  "hispanicOrLatinoEthnicity"sv,
                                  "countryOfBirthCode"sv,
                                  "stateOfBirthAbbreviation"sv,
                                  "cityOfBirth"sv,
                                  "publicSchoolResidenceStatus"sv};
// Not in every 1.2.x of the binding.
constexpr auto only_when_used = "resourceSourcedIds"sv;

bool any_says(std::vector<DeltaRow> const& rows, std::string_view column) {
  return std::any_of(rows.begin(), rows.end(), [&](DeltaRow const& row) {
    auto const cell = row.cells.find(column);
    return cell != row.cells.end() && !cell->second.empty();
  });
}

std::vector<std::string_view> standard_columns(std::string_view file, std::vector<DeltaRow> const& rows) {
  std::vector<std::string_view> columns;
  if (file == "users") columns.assign(users.begin(), users.end());
  if (file == "demographics") columns.assign(demographics.begin(), demographics.end());
  if (!any_says(rows, only_when_used)) std::erase(columns, only_when_used);
  return columns;
}

// A district whose system knows none of our extensions gets none.
std::vector<std::string_view> extension_columns(std::string_view file, std::vector<DeltaRow> const& rows) {
  std::vector<std::string_view> columns;
  for (auto const& known : file_columns()) {
    if (known.file != file) continue;
    for (auto const column : known.extension) {
      if (any_says(rows, column)) columns.push_back(column);
    }
  }
  return columns;
}

std::string cell(DeltaRow const& row, std::string_view column) {
  if (column == "sourcedId") return row.id;
  if (column == "status") return "active";
  if (column == "dateLastModified") return format_instant(row.modified_at);
  auto const found = row.cells.find(column);
  return found == row.cells.end() ? std::string{} : found->second;
}

std::string write_file(std::string_view file, std::vector<DeltaRow> const& rows) {
  auto columns = standard_columns(file, rows);
  std::vector<std::string> fields{columns.begin(), columns.end()};
  for (auto const column : extension_columns(file, rows)) {
    columns.push_back(column);
    fields.push_back(std::string{own_extension}.append(column));
  }
  std::string text;
  append_csv_row(text, fields);
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) fields[i] = cell(row, columns[i]);
    append_csv_row(text, fields);
  }
  return text;
}

std::string write_manifest(DeltaRows const& rows) {
  std::vector<std::string> files;
  for (auto const& known : file_columns()) files.emplace_back(known.file);
  for (auto const file : ignored_files()) files.emplace_back(file);
  std::sort(files.begin(), files.end());
  std::string text;
  auto const say = [&](std::string const& name, std::string const& value) {
    append_csv_row(text, std::array{name, value});
  };
  say("propertyName", "value");
  say("manifest.version", "1.0");
  say("oneroster.version", "1.2");
  for (auto const& file : files) say("file." + file, rows.contains(file) ? "delta" : "absent");
  say("source.systemName", "Hallpass");
  say("source.systemCode", "hallpass");
  return text;
}

}  // namespace

Result<std::string> write_delta_package(DeltaRows const& rows, InstantMs at) {
  std::vector<ZipFile> files{{.name = "manifest.csv", .content = write_manifest(rows)}};
  for (auto const& [file, changed] : rows)
    files.push_back({.name = file + ".csv", .content = write_file(file, changed)});
  return write_zip(files, at);
}

}  // namespace hallpass::roster
