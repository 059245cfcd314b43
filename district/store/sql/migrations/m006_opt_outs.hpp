#pragma once
// Migration 6: who has opted out of directory information.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 2> opt_outs_tables{
    "CREATE TABLE opt_outs (seq {seq}, student_id {text} NOT NULL, person_id {text} NOT NULL, person_name {text} NOT "
    "NULL, role {text} NOT NULL, event {text} NOT NULL, at BIGINT NOT NULL, salt {text} NOT NULL)",
    "CREATE INDEX opt_outs_by_student ON opt_outs (student_id, seq)",
};

}  // namespace hallpass::store
