#include "district/store/postgresql/postgresql_store.hpp"

#include "district/store/postgresql/connection.hpp"
#include "district/store/postgresql/postgresql_dialect.hpp"
#include "district/store/sql/migrations.hpp"
#include "district/store/sql/plain_scope.hpp"
#include "district/store/sql/transaction.hpp"

namespace hallpass::store {
namespace {

// Writers follow one another by a lock on a table that nobody else writes to. It is taken before anything is read:
// LOCK takes no snapshot, so the one that the transaction then keeps is younger than the writer before it.
// https://www.postgresql.org/docs/15/sql-lock.html
constexpr auto begin_write = "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE migrations IN EXCLUSIVE MODE";
constexpr auto begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

Error cannot_connect() {
  return fail(ErrorCode::unavailable, "database",
              "The PostgreSQL server cannot be reached, or does not let this program in.");
}

class PostgresqlStore final : public Store {
 public:
  PostgresqlStore(std::string connection, std::unique_ptr<Session> first)
      : sessions_([connection = std::move(connection)] { return connect_to_postgresql(connection); }) {
    sessions_.add(std::move(first));
  }

  Result<std::unique_ptr<Transaction>> begin(Access access) override {
    auto const* const statement = access == Access::write ? begin_write : begin_read;
    // After a restart of the server none of the idle connections is alive.
    while (auto session = sessions_.idle()) {
      auto const begun = guarded([&] { *session << statement; });
      if (begun) return in(std::move(session));
      bool const lost = is_lost(*session);
      session->close();
      if (!lost) return begun.error();
    }
    auto fresh = guarded([&] { return sessions_.fresh(); });
    if (!fresh) return fail(ErrorCode::unavailable, "store", "Try again in a moment.");
    auto const begun = guarded([&] { **fresh << statement; });
    if (!begun) {
      (*fresh)->close();
      return begun.error();
    }
    return in(*std::move(fresh));
  }

  Result<void> write(Change const& change) override {
    HALLPASS_TRY(transaction, begin(Access::write));
    HALLPASS_CHECK(change(*transaction));
    return transaction->commit();
  }

 private:
  // REQUIRES: the session has begun a transaction.
  std::unique_ptr<Transaction> in(SessionLease session) {
    return std::make_unique<SqlTransaction>(std::make_unique<PlainScope>(std::move(session), dialect_), dialect_);
  }

  PostgresqlDialect const dialect_{};
  SessionPool sessions_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_postgresql(std::string const& url) {
  HALLPASS_TRY(connection, read_postgresql_url(url));
  auto session = guarded([&] { return connect_to_postgresql(connection); });
  if (!session) return cannot_connect();
  HALLPASS_CHECK(check_server(**session));
  HALLPASS_CHECK(migrate(**session, PostgresqlDialect{}, migrations()));
  return std::make_unique<PostgresqlStore>(connection, *std::move(session));
}

}  // namespace hallpass::store
