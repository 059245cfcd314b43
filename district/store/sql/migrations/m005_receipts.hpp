#pragma once
// Migration 5: signed receipts of the steps of requests.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 1> receipts_tables{
    "CREATE TABLE receipts (request_id {text} NOT NULL, step BIGINT NOT NULL, statement {text} NOT NULL, said {text} "
    "NOT NULL, said_salt {text} NOT NULL, entry_values {text} NOT NULL, values_salt {text} NOT NULL, PRIMARY KEY "
    "(request_id, step)) {clustered}",
};

// As in migration 1: no samples of values.
inline constexpr std::array<std::string_view, 2> receipts_tables_of_postgresql{
    "ALTER TABLE receipts ALTER COLUMN entry_values SET STATISTICS 0",
    "ALTER TABLE receipts ALTER COLUMN values_salt SET STATISTICS 0",
};

}  // namespace hallpass::store
