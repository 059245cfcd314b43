#include "district/store/sql/statements.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>

namespace hallpass::store {
namespace {

ErrorCode code_of(soci::sqlite3_soci_error const& failure) {
  switch (failure.result() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return ErrorCode::unavailable;
    case SQLITE_CONSTRAINT:
      return ErrorCode::conflict;
    default:
      return ErrorCode::internal;
  }
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
ErrorCode code_of(soci::postgresql_soci_error const& failure) {
  // The connection (08), another transaction (40; 55P03 waits for a lock), resources (53), an operator (57), the
  // system (58), a transaction that lay idle (25P03).
  static constexpr std::array<std::string_view, 7> passing{"08", "40", "53", "55P03", "57", "58", "25P03"};
  auto const state = failure.sqlstate();
  if (std::ranges::any_of(passing, [&](auto start) { return state.starts_with(start); })) return ErrorCode::unavailable;
  return state.starts_with("23") ? ErrorCode::conflict : ErrorCode::internal;
}

}  // namespace

Error store_error(std::exception const& failure) {
  auto code = ErrorCode::internal;
  if (auto const* const sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&failure)) code = code_of(*sqlite);
  if (auto const* const server = dynamic_cast<soci::postgresql_soci_error const*>(&failure)) code = code_of(*server);
  return fail(code, "store", code == ErrorCode::unavailable ? "Try again in a moment." : "");
}

}  // namespace hallpass::store
