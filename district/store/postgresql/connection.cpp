#include "district/store/postgresql/connection.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include "district/store/sql/statements.hpp"

namespace hallpass::store {
namespace {

constexpr int oldest_server = 120000;  // of those that still got repairs when this was written

PGconn* connection_of(soci::session& session) {
  // SOCI does not export this class, so there is no type information to ask.
  auto* const backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
  return backend == nullptr ? nullptr : backend->conn_;
}

// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING. SOCI takes the outer quotes away, and hands
// what is in them on.
void append(std::string& connection, std::string_view keyword, std::string_view value) {
  connection.append(connection.empty() ? "" : " ").append(keyword).append("=\"'");
  for (char const letter : value) {
    if (letter == '\'' || letter == '\\') connection += '\\';
    connection += letter;
  }
  connection += "'\"";
}

struct OptionsCloser {
  void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

}  // namespace

bool is_postgresql_url(std::string_view text) noexcept {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

Result<std::string> read_postgresql_url(std::string const& url) {
  auto const refused = [] {
    return fail(ErrorCode::invalid_argument, "url", "Write it as postgresql://USER@HOST:PORT/DATABASE.");
  };
  if (!is_postgresql_url(url)) return refused();
  char* problem = nullptr;
  std::unique_ptr<PQconninfoOption, OptionsCloser> const options{PQconninfoParse(url.c_str(), &problem)};
  PQfreemem(problem);
  if (!options) return refused();
  std::string connection;
  // Where nobody says otherwise: to wait without end would look like a program that hangs.
  append(connection, "connect_timeout", "10");
  append(connection, "application_name", "hallpass-district");
  for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    if (std::string_view{option->val}.find('"') != std::string_view::npos) {
      return fail(ErrorCode::invalid_argument, "url",
                  "It must not hold a quotation mark: use ~/.pgpass for a password.");
    }
    append(connection, option->keyword, option->val);  // the last one holds
  }
  append(connection, "client_encoding", "UTF8");
  return connection;
}

std::unique_ptr<Session> connect_to_postgresql(std::string const& connection) {
  auto session = std::make_unique<Session>(soci::postgresql, connection);
  // What the server has to say by the way may hold somebody's data, and nobody asked.
  PQsetNoticeProcessor(connection_of(*session), [](void*, char const*) {}, nullptr);
  // A commit is on disk when it returns, whatever the database's setting; stronger ones stay.
  *session
      << "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
  *session << "SET lock_timeout = '10s'";
  // Who is gone without a word must not keep the others waiting.
  *session << "SET idle_in_transaction_session_timeout = '60s'";
  *session << "SET bytea_output = 'hex'";
  return session;
}

bool is_lost(soci::session& session) {
  return PQstatus(connection_of(session)) != CONNECTION_OK;
}

Result<void> check_server(soci::session& session) {
  if (PQserverVersion(connection_of(session)) < oldest_server) {
    return fail(ErrorCode::unsupported, "database", "PostgreSQL 12 or newer is needed.");
  }
  std::string encoding;
  HALLPASS_CHECK(guarded([&] { session << "SHOW server_encoding", soci::into(encoding); }));
  if (encoding != "UTF8") {
    return fail(ErrorCode::unsupported, "database", "The database must have the encoding UTF8.");
  }
  return {};
}

}  // namespace hallpass::store
