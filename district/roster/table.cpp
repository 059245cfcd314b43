#include "district/roster/table.hpp"

#include <algorithm>

#include "district/roster/csv.hpp"

namespace hallpass::roster {
namespace {

constexpr std::size_t max_id_bytes = 255;

Error at(std::string_view file, std::size_t line, std::size_t column, std::string const& advice) {
  return fail(ErrorCode::malformed, std::string{file} + ".csv:" + std::to_string(line) + ":" + std::to_string(column),
              advice);
}

std::string_view known(std::span<std::string_view const> names, std::string_view name) {
  auto const found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::string_view{} : *found;
}

}  // namespace

Result<Header> Header::read(FileColumns const& expected, std::span<std::string const> names) {
  Header header;
  header.size_ = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string_view const name = names[i];
    auto column = known(expected.columns, name);
    if (column.empty() && name.starts_with(own_extension)) {
      column = known(expected.extension, name.substr(own_extension.size()));
      if (column.empty()) {
        return at(expected.file, 1, i + 1, "Nothing of that name is declared under metadata.hallpass here.");
      }
    }
    if (column.empty()) {
      if (!name.starts_with(any_extension)) {
        return at(expected.file, 1, i + 1, "OneRoster 1.2 has no such column here; extensions are named metadata.…");
      }
      ++header.ignored_;
      continue;
    }
    if (!header.places_.emplace(column, i).second) return at(expected.file, 1, i + 1, "The column is there twice.");
  }
  for (auto const name : expected.required) {
    if (!header.find(name)) return at(expected.file, 1, 0, "The column " + std::string{name} + " is missing.");
  }
  return header;
}

std::optional<std::size_t> Header::find(std::string_view name) const {
  auto const place = places_.find(name);
  if (place == places_.end()) return std::nullopt;
  return place->second;
}

std::string_view Row::get(std::string_view column) const {
  auto const place = header_.find(column);
  return place ? std::string_view{fields_[*place]} : std::string_view{};
}

Result<std::string_view> Row::required(std::string_view column) const {
  auto const value = get(column);
  if (value.empty()) return malformed(column, "A value is required here.");
  if (value.size() > max_id_bytes) return malformed(column, "At most 255 bytes are allowed here.");
  return value;
}

Result<std::optional<bool>> Row::boolean(std::string_view column) const {
  auto const value = get(column);
  if (value.empty()) return std::optional<bool>{};
  if (value != "true" && value != "false") return malformed(column, "Write true or false.");
  return std::optional{value == "true"};
}

Result<std::optional<CivilDate>> Row::date(std::string_view column) const {
  auto const value = get(column);
  if (value.empty()) return std::optional<CivilDate>{};
  auto const parsed = parse_date(value);
  if (!parsed) return malformed(column, parsed.error().advice);
  return std::optional{*parsed};
}

std::vector<std::string_view> Row::list(std::string_view column) const {
  std::vector<std::string_view> items;
  auto rest = get(column);
  while (!rest.empty()) {
    auto const end = std::min(rest.find(','), rest.size());
    auto item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!item.empty()) items.push_back(item);
  }
  return items;
}

Error Row::malformed(std::string_view column, std::string const& advice) const {
  auto const place = header_.find(column);
  return at(file_, line_, place ? *place + 1 : 0, advice);
}

Result<std::size_t> read_table(Package& package, Limits const& limits, std::string_view file, TakeRow const& take) {
  auto const all = file_columns();
  auto const* const expected =
      std::find_if(all.data(), all.data() + all.size(), [&](FileColumns const& each) { return each.file == file; });
  if (!package.has(file)) return std::size_t{0};
  std::optional<Header> header;
  CsvReader reader{std::string{file} + ".csv", limits,
                   [&](std::size_t line, std::span<std::string const> fields) -> Result<void> {
                     if (!header) {
                       HALLPASS_TRY(read, Header::read(*expected, fields));
                       header = std::move(read);
                       return {};
                     }
                     if (fields.size() != header->size()) {
                       return at(file, line, std::min(fields.size(), header->size()) + 1,
                                 "The row has another number of fields than the header.");
                     }
                     Row const row{file, *header, line, fields};
                     if (auto const status = row.get("status"); !status.empty() && status != "active") {
                       return row.malformed("status", "In a bulk file the status is empty or active.");
                     }
                     return take(row);
                   }};
  HALLPASS_CHECK(package.read(file, [&](std::string_view piece) { return reader.feed(piece); }));
  HALLPASS_CHECK(reader.finish());
  if (!header) return fail(ErrorCode::malformed, std::string{file} + ".csv:1:0", "The file has no header.");
  return header->ignored();
}

}  // namespace hallpass::roster
