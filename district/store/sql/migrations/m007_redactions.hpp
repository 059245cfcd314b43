#pragma once
// Migration 7: which parts of a record are hidden from parents and students.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 2> redactions_tables{
    // lifted_at 0: it holds.
    "CREATE TABLE redactions (seq {seq}, id {text} NOT NULL UNIQUE, student_id {text} NOT NULL, entry_id {text} NOT "
    "NULL, part {text} NOT NULL, reason {text} NOT NULL, note {text} NOT NULL, staff_id {text} NOT NULL, staff_name "
    "{text} NOT NULL, at BIGINT NOT NULL, lifted_by {text} NOT NULL DEFAULT '', lifted_at BIGINT NOT NULL DEFAULT 0, "
    "salt {text} NOT NULL)",
    "CREATE INDEX redactions_by_student ON redactions (student_id, seq)",
};

// As in migration 1: no samples of values.
inline constexpr std::array<std::string_view, 3> redactions_tables_of_postgresql{
    "ALTER TABLE redactions ALTER COLUMN part SET STATISTICS 0",
    "ALTER TABLE redactions ALTER COLUMN note SET STATISTICS 0",
    "ALTER TABLE redactions ALTER COLUMN salt SET STATISTICS 0",
};

}  // namespace hallpass::store
