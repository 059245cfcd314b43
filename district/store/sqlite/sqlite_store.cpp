#include "district/store/sqlite/sqlite_store.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "district/store/sql/migrations.hpp"
#include "district/store/sql/plain_scope.hpp"
#include "district/store/sql/transaction.hpp"
#include "district/store/sqlite/group_commit.hpp"
#include "district/store/sqlite/sqlite_dialect.hpp"

namespace hallpass::store {
namespace {

constexpr std::chrono::seconds busy_timeout{10};

// A connection is one thread's at a time, so its locks are in vain; and counting memory takes one lock for all threads:
// together they were a tenth of the server's work. https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
void spare_locks() {
  static bool const spared = [] {
    return sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK &&
           sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  }();
  static_cast<void>(spared);  // where SQLite is in use already it stays slower, and right
}

// SQLite does not wait for another program that switches the same new file to its log, whatever the timeout.
void switch_to_log(Session& session) {
  auto const until = std::chrono::steady_clock::now() + busy_timeout;
  for (;;) {
    try {
      session << "PRAGMA journal_mode = WAL";
      return;
    } catch (soci::soci_error const&) {
      if (std::chrono::steady_clock::now() > until) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
  }
}

std::unique_ptr<Session> connect(std::string const& path) {
  auto session = std::make_unique<Session>(soci::sqlite3,
                                           "dbname=\"" + path + "\" timeout=" + std::to_string(busy_timeout.count()));
  switch_to_log(*session);
  *session << "PRAGMA synchronous = FULL";  // a commit is on disk when it returns
  *session << "PRAGMA secure_delete = ON";  // what is deleted is overwritten
  *session << "PRAGMA temp_store = MEMORY";
  *session << "PRAGMA cache_size = -8192";         // KiB, of each connection; the system keeps the file's pages too
  *session << "PRAGMA wal_autocheckpoint = 4000";  // pages: most are written again by those who come next
  *session << "PRAGMA trusted_schema = OFF";
  return session;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::string path, std::unique_ptr<Session> first)
      : sessions_([path = std::move(path)] { return connect(path); }) {
    sessions_.add(std::move(first));
  }

  Result<std::unique_ptr<Transaction>> begin(Access access) override {
    if (access == Access::write) {
      HALLPASS_TRY(scope, writers_.join(busy_timeout));
      return std::make_unique<SqlTransaction>(std::move(scope), dialect_);
    }
    return guarded([&]() -> std::unique_ptr<Transaction> {
      auto session = sessions_.idle();
      if (!session) session = sessions_.fresh();
      session->execute("BEGIN");
      return std::make_unique<SqlTransaction>(std::make_unique<PlainScope>(std::move(session), dialect_), dialect_);
    });
  }

  Result<void> write(Change const& change) override {
    return writers_.make(
        [&](std::unique_ptr<Scope> scope) -> Result<void> {
          SqlTransaction transaction{std::move(scope), dialect_};
          HALLPASS_CHECK(change(transaction));
          return transaction.commit();
        },
        busy_timeout);
  }

 private:
  SqliteDialect const dialect_{};
  SessionPool sessions_;
  GroupCommit writers_{sessions_, dialect_};
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(std::string const& path) {
  auto const refused = [] { return fail(ErrorCode::invalid_argument, "path", "The database cannot be opened there."); };
  spare_locks();
  if (path.empty() || path.find('"') != std::string::npos) return refused();
  // Made here, so that nobody else may read it, whatever the umask; its log takes over the same mode.
  auto const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return refused();
  ::close(file);
  auto session = guarded([&] { return connect(path); });
  if (!session) return session.error().code == ErrorCode::unavailable ? session.error() : refused();
  HALLPASS_CHECK(migrate(**session, SqliteDialect{}, migrations()));
  return std::make_unique<SqliteStore>(path, *std::move(session));
}

}  // namespace hallpass::store
