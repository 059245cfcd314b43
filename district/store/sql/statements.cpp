#include "district/store/sql/statements.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

namespace hallpass::store {

Error store_error(std::exception const& failure) {
  if (auto const* const sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&failure)) {
    switch (sqlite->result() & 0xff) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
      case SQLITE_FULL:
      case SQLITE_IOERR:
        return fail(ErrorCode::unavailable, "store", "Try again in a moment.");
      case SQLITE_CONSTRAINT:
        return fail(ErrorCode::conflict, "store");
      default:
        break;
    }
  }
  return fail(ErrorCode::internal, "store");
}

}  // namespace hallpass::store
