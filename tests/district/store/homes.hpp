#pragma once
// Where the stores of a test live: one of each kind, for the contract that all of them keep.

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "district/store/open.hpp"
#include "district/store/postgresql/connection.hpp"
#include "district/store/postgresql/postgresql_dialect.hpp"
#include "district/store/sqlite/sqlite_dialect.hpp"
#include "tests/support/postgresql_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hallpass {

// An empty database of its own.
struct SqliteHome {
  using Dialect = store::SqliteDialect;

  TemporaryFolder folder{};
  std::string place = folder.file("district.sqlite");

  [[nodiscard]] std::unique_ptr<store::Store> open() const { return store::open_store(place).value(); }
  // Past the store.
  [[nodiscard]] std::unique_ptr<soci::session> session() const {
    return std::make_unique<soci::session>(soci::sqlite3, "dbname=" + place);
  }
};

struct PostgresqlHome {
  using Dialect = store::PostgresqlDialect;

  std::string place = make_database();

  [[nodiscard]] std::unique_ptr<store::Store> open() const { return store::open_store(place).value(); }
  [[nodiscard]] std::unique_ptr<store::Session> session() const { return connect(place); }

  static std::unique_ptr<store::Session> connect(std::string const& url) {
    return store::connect_to_postgresql(store::read_postgresql_url(url).value());
  }
  static std::string make_database() {
    static int number = 0;
    auto const name = "district" + std::to_string(++number);
    *connect(PostgresqlServer::shared().url("postgres")) << "CREATE DATABASE " + name;
    return PostgresqlServer::shared().url(name);
  }
};

// A new place of the kind that this run of a test program is about: with HALLPASS_TEST_STORE=postgresql a database,
// otherwise a file in the folder.
inline std::string new_place(TemporaryFolder const& folder) {
  auto const* const kind = std::getenv("HALLPASS_TEST_STORE");
  bool const on_server = kind != nullptr && std::string_view{kind} == "postgresql";
  return on_server ? PostgresqlHome::make_database() : folder.file("district.sqlite");
}

// All that the database's files hold: SQLite's with its log, PostgreSQL's tables without the server's log.
inline std::string stored_bytes(std::string const& place) {
  std::vector<std::filesystem::path> files{place, place + "-wal"};
  if (store::is_postgresql_url(place)) {
    auto const session = PostgresqlHome::connect(place);
    std::string oid;
    *session << "SELECT CAST(oid AS TEXT) FROM pg_database WHERE datname = current_database()", soci::into(oid);
    *session << "CHECKPOINT";
    files.clear();
    auto const folder = PostgresqlServer::shared().folder() + "data/base/" + oid;
    for (auto const& file : std::filesystem::directory_iterator{folder}) files.push_back(file.path());
  }
  std::string bytes;
  for (auto const& path : files) {
    std::ifstream file{path, std::ios::binary};
    bytes.append(std::istreambuf_iterator<char>{file}, {});
  }
  return bytes;
}

}  // namespace hallpass
