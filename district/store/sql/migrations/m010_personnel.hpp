#pragma once
// Migration 10: records of applicants and employees beside the students'.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 2> personnel_tables{
    "ALTER TABLE students ADD COLUMN kind {text} NOT NULL DEFAULT 'student'",
    "ALTER TABLE requests ADD COLUMN record {text} NOT NULL DEFAULT 'student'",
};

}  // namespace hallpass::store
