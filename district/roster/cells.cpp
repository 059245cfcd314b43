#include "district/roster/cells.hpp"

#include <array>

#include "district/roster/csv.hpp"
#include "district/roster/write_csv.hpp"

namespace hallpass::roster {
namespace {

Error damaged() {
  return fail(ErrorCode::internal, "roster_cells");
}

}  // namespace

Cells cells_of(Row const& row, std::span<std::string_view const> columns) {
  Cells cells;
  for (auto const column : columns) {
    if (auto const value = row.get(column); !value.empty()) cells.emplace(column, value);
  }
  return cells;
}

std::string write_cells(Cells const& cells) {
  std::string text;
  for (auto const& [column, value] : cells) append_csv_row(text, std::array{column, value});
  return text;
}

Result<Cells> read_cells(std::string_view text) {
  Cells cells;
  CsvReader reader{"roster_cells", Limits{}, [&](std::size_t, std::span<std::string const> fields) -> Result<void> {
                     if (fields.size() != 2) return damaged();
                     cells.insert_or_assign(fields[0], fields[1]);
                     return {};
                   }};
  if (!reader.feed(text) || !reader.finish()) return damaged();
  return cells;
}

}  // namespace hallpass::roster
