#include "district/store/open.hpp"

#include "district/store/postgresql/postgresql_store.hpp"
#include "district/store/sqlite/sqlite_store.hpp"

namespace hallpass::store {

Result<std::unique_ptr<Store>> open_store(std::string const& place) {
  return place.find("://") == std::string::npos ? open_sqlite(place) : open_postgresql(place);
}

}  // namespace hallpass::store
