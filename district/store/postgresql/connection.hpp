#pragma once
// A connection to a PostgreSQL server. https://www.postgresql.org/docs/15/libpq-connect.html

#include <memory>
#include <string>
#include <string_view>

#include "district/store/sql/session.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

// "postgresql://…" or "postgres://…".
[[nodiscard]] bool is_postgresql_url(std::string_view text) noexcept;

// What SOCI is asked to connect to. Errors: invalid_argument, `where` "url".
[[nodiscard]] Result<std::string> read_postgresql_url(std::string const& url);

// Throws as SOCI does.
[[nodiscard]] std::unique_ptr<Session> connect_to_postgresql(std::string const& connection);

// REQUIRES of both: connect_to_postgresql made the session.
// Whether the server ended the connection, as far as the last call has shown.
[[nodiscard]] bool is_lost(soci::session& session);

// Errors: unsupported, `where` "database", for a server that this program was not made for.
[[nodiscard]] Result<void> check_server(soci::session& session);

}  // namespace hallpass::store
