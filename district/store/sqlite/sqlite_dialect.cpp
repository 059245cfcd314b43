#include "district/store/sqlite/sqlite_dialect.hpp"

#include "district/store/sql/migrations.hpp"

namespace hallpass::store {

using soci::into;
using soci::use;

Dialect::Words SqliteDialect::words() const {
  return {.text = "TEXT", .seq = "INTEGER PRIMARY KEY AUTOINCREMENT", .bytes = "BLOB", .clustered = "WITHOUT ROWID"};
}

std::span<std::string_view const> SqliteDialect::own_statements(Migration const& migration) const {
  return migration.sqlite;
}

void SqliteDialect::begin_migration(soci::session& session) const {
  session << "BEGIN IMMEDIATE";
  session << migrations_table;
}

int SqliteDialect::schema_version(soci::session& session) const {
  int version = 0;
  session << "PRAGMA user_version", into(version);
  return version;
}

void SqliteDialect::set_schema_version(soci::session& session, int version) const {
  session << "PRAGMA user_version = " + std::to_string(version);
}

void SqliteDialect::make_room_for_import(soci::session& session) const {
  session << "PRAGMA cache_size = -32768";  // KiB, taken as needed: an import writes in the order of its files
}

void SqliteDialect::write_ciphertext(soci::session& session, std::string const& attachment_id, ByteView bytes) const {
  soci::blob blob{session};
  blob.append(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  session << "UPDATE attachments SET ciphertext = :bytes WHERE id = :id", use(blob), use(attachment_id);
}

std::optional<Bytes> SqliteDialect::read_ciphertext(soci::session& session, std::string const& attachment_id) const {
  soci::blob blob{session};
  session << "SELECT ciphertext FROM attachments WHERE id = :id", use(attachment_id), into(blob);
  if (!session.got_data()) return std::nullopt;
  Bytes bytes(blob.get_len());
  // SOCI 4.0.3 has no read_from_start for SQLite.
  blob.read(0, reinterpret_cast<char*>(bytes.data()), bytes.size());
  return bytes;
}

// Deleted rows are overwritten already (secure_delete), but the log may hold them: moves it into the database and
// empties it.
void SqliteDialect::overwrite_destroyed(soci::session& session) const {
  session << "PRAGMA wal_checkpoint(TRUNCATE)";
}

}  // namespace hallpass::store
