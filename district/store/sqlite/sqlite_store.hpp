#pragma once
// The store on SQLite, the embedded default. One file, readable by its owner only; write-ahead log, synchronous=FULL.
// https://www.sqlite.org/wal.html

#include <memory>
#include <string>

#include "district/store/store.hpp"

namespace hallpass::store {

// Opens or makes the database at `path`. Several processes may have it open.
// Errors: invalid_argument, `where` "path", when it cannot be opened; unsupported, `where` "schema", when a newer
// version of the program wrote it.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(std::string const& path);

}  // namespace hallpass::store
