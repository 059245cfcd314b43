#include "district/store/sqlite/sqlite_store.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include "district/store/sql/migrations.hpp"
#include "district/store/sql/transaction.hpp"
#include "district/store/sqlite/sqlite_dialect.hpp"

namespace hallpass::store {
namespace {

constexpr int busy_timeout_s = 10;

std::unique_ptr<Session> connect(std::string const& path) {
  auto session =
      std::make_unique<Session>(soci::sqlite3, "dbname=\"" + path + "\" timeout=" + std::to_string(busy_timeout_s));
  *session << "PRAGMA journal_mode = WAL";
  *session << "PRAGMA synchronous = FULL";  // a commit is on disk when it returns
  *session << "PRAGMA secure_delete = ON";  // what is deleted is overwritten
  *session << "PRAGMA temp_store = MEMORY";
  *session << "PRAGMA cache_size = -32768";  // KiB, taken as needed: an import writes in the order of its files
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
    return guarded([&]() -> std::unique_ptr<Transaction> {
      auto session = sessions_.idle();
      if (!session) session = sessions_.fresh();
      // A writer takes its turn now, not at its first write, so that it can never fail halfway for being second.
      *session << (access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
      return std::make_unique<SqlTransaction>(std::move(session), dialect_);
    });
  }

 private:
  SqliteDialect const dialect_{};
  SessionPool sessions_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(std::string const& path) {
  auto const refused = [] { return fail(ErrorCode::invalid_argument, "path", "The database cannot be opened there."); };
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
