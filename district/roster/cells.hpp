#pragma once
// Named cells of a row as one text, which the store keeps without knowing OneRoster's columns.

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "district/roster/table.hpp"
#include "district/store/roster_exports.hpp"

namespace hallpass::roster {

using Cells = std::map<std::string, std::string, std::less<>>;

// The row's cells in those columns, without empty ones.
[[nodiscard]] Cells cells_of(Row const& row, std::span<std::string_view const> columns);
[[nodiscard]] std::string write_cells(Cells const& cells);
// Errors: internal, `where` "roster_cells": not what write_cells wrote.
[[nodiscard]] Result<Cells> read_cells(std::string_view text);

}  // namespace hallpass::roster
