// What is SQLite's alone: the file.
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include "district/store/sql/migrations.hpp"
#include "district/store/sqlite/group_commit.hpp"
#include "district/store/sqlite/sqlite_dialect.hpp"
#include "district/store/sqlite/sqlite_store.hpp"
#include "sdk/proof/audit_log.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;

namespace {

// A database with none of the store's tables, for what is below them.
struct BareDatabase {
  TemporaryFolder folder{};
  store::SqliteDialect const dialect{};
  store::SessionPool sessions{
      [path = folder.file("d.sqlite")] { return std::make_unique<store::Session>(soci::sqlite3, "dbname=" + path); }};
};

}  // namespace

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

TEST_CASE("writers who share a commit: what one takes back is gone, and nothing of the others with it") {
  SqliteHome const home;
  constexpr int writers = 12;
  constexpr int each = 30;
  std::atomic<int> failures{0};
  {
    auto const store = home.open();
    std::vector<std::thread> threads;
    threads.reserve(writers);
    for (int writer = 0; writer < writers; ++writer) {
      threads.emplace_back([&, writer] {
        for (int i = 0; i < each; ++i) {
          auto const id = std::to_string(writer) + "-" + std::to_string(i);
          {
            auto const writing = store->begin(store::Access::write);
            if (!writing || !(*writing)->add_request(sample_request(id))) ++failures;
            // Every third is taken back, as when a check fails after something was written.
            if (i % 3 != 0 && !(*writing)->commit()) ++failures;
          }
          // On disk, for everybody, as soon as it was said so.
          auto const view = store->begin(store::Access::read);
          if (!view || (*view)->request(id).value().has_value() != (i % 3 != 0)) ++failures;
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  CHECK(failures == 0);
  auto const reopened = home.open();
  auto const view = reopened->begin(store::Access::read).value();
  CHECK(static_cast<int>(view->requests_of_student("student").value().size()) == writers * (each - each / 3));
  proof::AuditWalk walk;
  for (auto const& entry : view->audit_entries(0, 100'000).value()) {
    REQUIRE(walk.take(proof::format_audit_line(entry.content, proof::read_audit_hash(entry.hash).value())));
  }
}

TEST_CASE("where the database takes the whole transaction back, nobody of the group is told that it is on disk") {
  BareDatabase database;
  auto& [folder, dialect, sessions] = database;
  *sessions.fresh() << "CREATE TABLE kept (value TEXT)";
  bool shared = false;
  // Until the second one came while the first still had its turn.
  for (int attempt = 0; attempt < 100 && !shared; ++attempt) {
    store::GroupCommit writers{sessions, dialect};
    auto first = writers.join(std::chrono::seconds{10}).value();
    first->session() << "INSERT INTO kept VALUES ('first')";
    std::thread second([&] {
      auto const scope = writers.join(std::chrono::seconds{10}).value();
      scope->session() << "ROLLBACK";  // as SQLite itself does when the disk is full
      scope->roll_back();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    shared = !first->commit(false);
    second.join();
    if (!shared) *sessions.fresh() << "DELETE FROM kept";
  }
  CHECK(shared);
  int count = -1;
  *sessions.fresh() << "SELECT COUNT(*) FROM kept", soci::into(count);
  CHECK(count == 0);
  // And the next one is not held up by it.
  store::GroupCommit writers{sessions, dialect};
  CHECK(writers.join(std::chrono::seconds{1}).value()->commit(false));
}

TEST_CASE("where one change takes the whole transaction back, those made in the same turn have failed too") {
  BareDatabase database;
  auto& [folder, dialect, sessions] = database;
  *sessions.fresh() << "CREATE TABLE kept (value TEXT)";
  store::GroupCommit writers{sessions, dialect};
  constexpr std::chrono::seconds limit{10};
  constexpr std::chrono::milliseconds until_it_waits{50};
  auto const make = [&](std::string const& statement, bool taken_back) {
    return std::async(std::launch::async, [&writers, limit, statement, taken_back] {
      return writers.make(
          [&](std::unique_ptr<store::Scope> scope) -> Result<void> {
            scope->session() << statement;
            if (!taken_back) return scope->commit(false);
            scope->roll_back();
            return fail(ErrorCode::unavailable, "store");
          },
          limit);
    });
  };
  auto const first = writers.join(limit).value();
  first->session() << "INSERT INTO kept VALUES ('first')";
  auto second = make("INSERT INTO kept VALUES ('second')", false);
  std::this_thread::sleep_for(until_it_waits);
  auto third = make("ROLLBACK", true);
  std::this_thread::sleep_for(until_it_waits);
  auto fourth = make("INSERT INTO kept VALUES ('fourth')", false);
  std::this_thread::sleep_for(until_it_waits);
  CHECK_FALSE(first->commit(false));
  CHECK_FALSE(second.get());
  CHECK_FALSE(third.get());
  CHECK(fourth.get());
  std::string kept;
  *sessions.fresh() << "SELECT GROUP_CONCAT(value) FROM kept", soci::into(kept);
  CHECK(kept == "fourth");
}

TEST_CASE("who has written is not kept waiting for ever by others who write and give up") {
  BareDatabase database;
  auto& [folder, dialect, sessions] = database;
  store::GroupCommit writers{sessions, dialect};
  constexpr std::chrono::seconds limit{10};
  constexpr std::chrono::milliseconds until_it_waits{5};
  auto const join = [&] { return std::async(std::launch::async, [&] { return writers.join(limit).value(); }); };
  auto const first = writers.join(limit).value();
  auto next = join();
  std::this_thread::sleep_for(until_it_waits);
  auto const committed = std::async(std::launch::async, [&] { return bool(first->commit(false)); });
  std::unique_ptr<store::Scope> holder;
  // More than one group takes. Each has somebody waiting behind it when it gives up.
  for (int i = 0; i < 40; ++i) {
    holder = next.get();
    next = join();
    std::this_thread::sleep_for(until_it_waits);
    holder->roll_back();
  }
  CHECK(committed.wait_for(limit) == std::future_status::ready);
  next.get()->roll_back();
}
