#include "district/store/sqlite/sqlite_store.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <mutex>
#include <vector>

#include "district/store/sql/transaction.hpp"
#include "district/store/sqlite/schema.hpp"

namespace hallpass::store {
namespace {

constexpr int busy_timeout_s = 10;

std::unique_ptr<soci::session> connect(std::string const& path) {
  auto session = std::make_unique<soci::session>(soci::sqlite3,
                                                 "dbname=\"" + path + "\" timeout=" + std::to_string(busy_timeout_s));
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
  SqliteStore(std::string path, std::unique_ptr<soci::session> first) : path_(std::move(path)) {
    idle_.push_back(std::move(first));
  }

  Result<std::unique_ptr<Transaction>> begin(Access access) override {
    return guarded([&]() -> std::unique_ptr<Transaction> {
      auto session = take();
      // A writer takes its turn now, not at its first write, so that it can never fail halfway for being second.
      *session << (access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
      return std::make_unique<SqlTransaction>(std::move(session), forget_old_pages);
    });
  }

 private:
  // What was destroyed must not live on in the log: moves the log into the database and empties it. When readers are
  // in the way it happens with the next checkpoint.
  static void forget_old_pages(soci::session& session) {
    auto const done = guarded([&] { session << "PRAGMA wal_checkpoint(TRUNCATE)"; });
    static_cast<void>(done);
  }

  SessionLease take() {
    std::unique_ptr<soci::session> session;
    {
      std::scoped_lock const lock{mutex_};
      if (!idle_.empty()) {
        session = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (!session) session = connect(path_);
    return SessionLease{session.release(), [this](soci::session* returned) { give_back(returned); }};
  }

  void give_back(soci::session* returned) {
    std::unique_ptr<soci::session> session{returned};
    if (session->get_backend() == nullptr) return;  // closed after a failure
    std::scoped_lock const lock{mutex_};
    idle_.push_back(std::move(session));
  }

  std::string const path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<soci::session>> idle_;
};

Result<void> prepare_schema(soci::session& session) {
  int version = 0;
  HALLPASS_CHECK(guarded([&] {
    session << "BEGIN IMMEDIATE";
    session << "PRAGMA user_version", soci::into(version);
    if (version == 0) {
      for (auto const statement : schema) session << std::string{statement};
      for (auto const statement : schema_indexes) session << std::string{statement};
      session << "PRAGMA user_version = " + std::to_string(schema_version);
    }
    session << "COMMIT";
  }));
  if (version > schema_version) return fail(ErrorCode::unsupported, "schema", "Use the newer version of this program.");
  return {};
}

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
  HALLPASS_CHECK(prepare_schema(**session));
  return std::make_unique<SqliteStore>(path, *std::move(session));
}

}  // namespace hallpass::store
