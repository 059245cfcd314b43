#pragma once
// Which store a place names.

#include <memory>
#include <string>

#include "district/store/store.hpp"

namespace hallpass::store {

// A postgresql:// URL, or the path of an SQLite file. Errors: of open_postgresql and open_sqlite; invalid_argument,
// `where` "url", for a URL of another kind.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(std::string const& place);

}  // namespace hallpass::store
