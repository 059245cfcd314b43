#pragma once
// What SQLite and PostgreSQL do not share. Everything else is written once, in district/store/sql.

#include <soci/soci.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/bytes.hpp"

namespace hallpass::store {

struct Migration;

// Immutable. Every method throws as SOCI does.
class Dialect {
 public:
  Dialect() = default;
  Dialect(Dialect const&) = delete;
  Dialect& operator=(Dialect const&) = delete;
  virtual ~Dialect() = default;

  // A statement of a migration (migrations.hpp) in this database's words.
  [[nodiscard]] std::string translated(std::string_view statement) const;
  [[nodiscard]] virtual std::span<std::string_view const> own_statements(Migration const& migration) const = 0;

  // Begins a transaction in which nobody else migrates; makes the table `migrations` where there is none.
  virtual void begin_migration(soci::session& session) const = 0;
  [[nodiscard]] virtual int schema_version(soci::session& session) const = 0;
  virtual void set_schema_version(soci::session& session, int version) const = 0;

  // Before an import, which writes more than all else.
  virtual void make_room_for_import(soci::session& session) const = 0;

  // REQUIRES: the attachment is there.
  virtual void write_ciphertext(soci::session& session, std::string const& attachment_id, ByteView bytes) const = 0;
  [[nodiscard]] virtual std::optional<Bytes> read_ciphertext(soci::session& session,
                                                             std::string const& attachment_id) const = 0;

  // After the commit of a transaction that destroyed values: what is left of them in the database's own files goes
  // too. When somebody is in the way, with the next time.
  virtual void overwrite_destroyed(soci::session& session) const = 0;

 protected:
  struct Words {
    std::string_view text;
    std::string_view seq;
    std::string_view bytes;
    std::string_view clustered;
  };
  [[nodiscard]] virtual Words words() const = 0;
};

// Where values stand that a destruction takes away, and addresses that an import has replaced.
inline constexpr std::array<std::string_view, 10> tables_of_values{
    "people",     "entries",      "changes",  "requests",   "request_entries",
    "statements", "kept_answers", "receipts", "redactions", "roster_cells"};

inline constexpr auto migrations_table =
    "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, digest TEXT NOT NULL, at BIGINT NOT NULL)";

}  // namespace hallpass::store
