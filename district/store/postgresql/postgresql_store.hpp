#pragma once
// The store on a PostgreSQL server.

#include <memory>
#include <string>

#include "district/store/store.hpp"

namespace hallpass::store {

// Connects to the database that the URL names ("postgresql://USER@HOST:PORT/DATABASE?…", as libpq reads it; a password
// is better in ~/.pgpass) and makes or migrates its tables. Several processes may use it. After the server was
// restarted, the next transaction connects again.
// Errors: invalid_argument, `where` "url"; unavailable, `where` "database", when the server cannot be reached or lets
// nobody in; unsupported, `where` "database" for an old server or another encoding than UTF8, `where` "schema" when a
// newer version of the program wrote it.
[[nodiscard]] Result<std::unique_ptr<Store>> open_postgresql(std::string const& url);

}  // namespace hallpass::store
