#pragma once
// The numbered changes of the tables, forward only. A released one is never edited: what is to change gets the next
// number, and a line in migrations.cpp.
//
// They are written once for both databases, in words that each Dialect replaces: {text} (compared byte by byte),
// {seq} (a key that counts up by itself), {bytes}, and {clustered} behind a table whose key holds its rows.

#include <soci/soci.h>

#include <span>
#include <string_view>

#include "district/store/sql/dialect.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

struct Migration {
  std::span<std::string_view const> shared;  // run first
  std::span<std::string_view const> sqlite;  // what only one of them can say: triggers
  std::span<std::string_view const> postgresql;
};

// Migration n at n - 1.
[[nodiscard]] std::span<Migration const> migrations();

// Brings the database from whatever version it has to the last of `wanted`, in one transaction: all or nothing. Two
// programs that start at once do it once. Errors, `where` "schema": unsupported, when the database is of a version that
// `wanted` does not have, or was made by other migrations of the same number; then nothing of it is touched.
[[nodiscard]] Result<void> migrate(soci::session& session, Dialect const& dialect, std::span<Migration const> wanted);

}  // namespace hallpass::store
