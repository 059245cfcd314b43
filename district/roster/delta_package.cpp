#include "district/roster/delta_package.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "district/roster/columns.hpp"
#include "district/roster/write_csv.hpp"
#include "district/roster/write_zip.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::roster {
namespace {

using namespace std::string_view_literals;

// Not in every 1.2.x of the binding.
constexpr auto only_when_used = "resourceSourcedIds"sv;

struct Column {
  std::string_view name;  // of its cells
  std::string title;      // in the header
};

bool any_says(std::vector<DeltaRow> const& rows, std::string_view column) {
  return std::any_of(rows.begin(), rows.end(), [&](DeltaRow const& row) {
    auto const cell = row.cells.find(column);
    return cell != row.cells.end() && !cell->second.empty();
  });
}

// The standard's, whether or not a row says something there. A district whose system knows none of our extensions gets
// none.
std::vector<Column> columns_of(FileColumns const& known, std::vector<DeltaRow> const& rows) {
  std::vector<Column> columns;
  for (auto const column : known.columns) {
    if (column != only_when_used || any_says(rows, column)) columns.push_back({column, std::string{column}});
  }
  for (auto const column : known.extension) {
    if (any_says(rows, column)) columns.push_back({column, std::string{own_extension}.append(column)});
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

std::string write_file(FileColumns const& known, std::vector<DeltaRow> const& rows) {
  auto const columns = columns_of(known, rows);
  std::vector<std::string> fields;
  fields.reserve(columns.size());
  for (auto const& column : columns) fields.push_back(column.title);
  std::string text;
  append_csv_row(text, fields);
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) fields[i] = cell(row, columns[i].name);
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
  for (auto const& known : file_columns()) {
    auto const changed = rows.find(known.file);
    if (changed == rows.end()) continue;
    files.push_back({.name = changed->first + ".csv", .content = write_file(known, changed->second)});
  }
  return write_zip(files, at);
}

}  // namespace hallpass::roster
