#pragma once
// Migration 9: how far corrections were exported for the district's own system, and what its rows said beside the
// record's entries, which comes with the next import.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 2> roster_exports_tables{
    "CREATE TABLE roster_cells (student_id {text} NOT NULL, file {text} NOT NULL, entry_id {text} NOT NULL, cells "
    "{text} NOT NULL, PRIMARY KEY (student_id, file, entry_id)) {clustered}",
    "CREATE TABLE roster_exports (seq {seq}, up_to BIGINT NOT NULL, at BIGINT NOT NULL)",
};

// As in migration 1: no samples of values.
inline constexpr std::array<std::string_view, 1> roster_exports_tables_of_postgresql{
    "ALTER TABLE roster_cells ALTER COLUMN cells SET STATISTICS 0",
};

}  // namespace hallpass::store
