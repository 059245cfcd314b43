#pragma once
// Migration 3: answers under idempotency keys.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 3> kept_answers_tables{
    "CREATE TABLE kept_answers (caller_id {text} NOT NULL, idempotency_key {text} NOT NULL, request_digest {text} NOT "
    "NULL, student_id {text} NOT NULL, answer {text} NOT NULL, expires_at BIGINT NOT NULL, PRIMARY KEY (caller_id, "
    "idempotency_key))",
    "CREATE INDEX kept_answers_by_expiry ON kept_answers (expires_at)",
    "CREATE INDEX kept_answers_by_student ON kept_answers (student_id)",
};
inline constexpr std::array<std::string_view, 1> kept_answers_tables_of_postgresql{
    "ALTER TABLE kept_answers ALTER COLUMN answer SET STATISTICS 0",
};

}  // namespace hallpass::store
