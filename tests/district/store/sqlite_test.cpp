// What is SQLite's alone: the file.
#include <sys/stat.h>

#include <fstream>

#include "district/store/sqlite/sqlite_store.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;

TEST_CASE("the database is its owner's alone; what is no database or a newer one is refused") {
  TemporaryFolder const folder;
  auto const path = folder.file("d.sqlite");
  {
    auto const store = store::open_sqlite(path).value();
    add_student(*store);
    for (auto const& file : {path, path + "-wal"}) {
      struct stat info{};
      REQUIRE(stat(file.c_str(), &info) == 0);
      CHECK((info.st_mode & 0777U) == 0600U);
    }
  }
  {
    soci::session session{soci::sqlite3, "dbname=" + path};
    session << "PRAGMA user_version = 99";
  }
  CHECK(store::open_sqlite(path).error().code == ErrorCode::unsupported);
  auto const other = folder.file("other");
  std::ofstream{other} << std::string(5000, 'x');
  CHECK_FALSE(store::open_sqlite(other));
  CHECK(store::open_sqlite(folder.file("no/such/folder")).error().where == "path");
  CHECK(store::open_sqlite("").error().where == "path");
  CHECK(store::open_sqlite(folder.file("a\"b")).error().where == "path");
  CHECK(store::open_sqlite(folder.file("with space 'quote.sqlite")));
}
