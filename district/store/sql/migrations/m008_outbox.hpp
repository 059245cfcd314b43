#pragma once
// Migration 8: the outbox, and the guardians' addresses, which come with the next import.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 4> outbox_tables{
    "ALTER TABLE people ADD COLUMN email {text} NOT NULL DEFAULT ''",
    "CREATE TABLE mails (id {text} PRIMARY KEY, request_id {text} NOT NULL, person_id {text} NOT NULL, created_at "
    "BIGINT NOT NULL, tries BIGINT NOT NULL, due_at BIGINT NOT NULL, failed_at BIGINT NOT NULL) {clustered}",
    "CREATE INDEX mails_due ON mails (due_at) WHERE failed_at = 0",
    "CREATE INDEX mails_by_request ON mails (request_id)",
};

// As in migration 1: no samples of values.
inline constexpr std::array<std::string_view, 1> outbox_tables_of_postgresql{
    "ALTER TABLE people ALTER COLUMN email SET STATISTICS 0",
};

}  // namespace hallpass::store
