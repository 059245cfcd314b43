#include "district/store/postgresql/postgresql_dialect.hpp"

#include "district/store/sql/migrations.hpp"
#include "sdk/base/hex.hpp"

namespace hallpass::store {

using soci::into;
using soci::use;

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// https://www.postgresql.org/docs/15/datatype-binary.html#id-1.5.7.12.9: "\x" and two digits a byte. SOCI's own blobs
// are large objects, which no deletion of a row takes with it.
std::string hex_of(ByteView bytes) {
  return "\\x" + hex_encode(bytes);
}

Bytes bytes_of(std::string_view hex) {
  if (!hex.starts_with("\\x") || hex.size() % 2 != 0) throw soci::soci_error("bytea_output");
  Bytes bytes;
  bytes.reserve(hex.size() / 2 - 1);
  for (std::size_t at = 2; at < hex.size(); at += 2) {
    auto const high = hex_digits.find(hex[at]);
    auto const low = hex_digits.find(hex[at + 1]);
    bytes.push_back(static_cast<std::uint8_t>(high << 4U | low));
  }
  return bytes;
}

}  // namespace

Dialect::Words PostgresqlDialect::words() const {
  return {.text = "TEXT COLLATE \"C\"",
          .seq = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
          .bytes = "BYTEA",
          .clustered = ""};
}

std::span<std::string_view const> PostgresqlDialect::own_statements(Migration const& migration) const {
  return migration.postgresql;
}

void PostgresqlDialect::begin_migration(soci::session& session) const {
  session << "BEGIN";
  // Not a table's lock: there may be no table yet. The number is ours by chance.
  session << "SELECT pg_advisory_xact_lock(7307811024113)";
  session << migrations_table;
}

int PostgresqlDialect::schema_version(soci::session& session) const {
  int version = 0;
  session << "SELECT COALESCE(MAX(version), 0) FROM migrations", into(version);
  return version;
}

// The rows of the table `migrations` say it.
void PostgresqlDialect::set_schema_version(soci::session& /*session*/, int /*version*/) const {}

// The server has its own setting for that.
void PostgresqlDialect::make_room_for_import(soci::session& /*session*/) const {}

void PostgresqlDialect::write_ciphertext(soci::session& session, std::string const& attachment_id,
                                         ByteView bytes) const {
  auto const hex = hex_of(bytes);
  session << "UPDATE attachments SET ciphertext = :bytes WHERE id = :id", use(hex), use(attachment_id);
}

std::optional<Bytes> PostgresqlDialect::read_ciphertext(soci::session& session,
                                                        std::string const& attachment_id) const {
  std::string hex;
  session << "SELECT ciphertext FROM attachments WHERE id = :id", use(attachment_id), into(hex);
  if (!session.got_data()) return std::nullopt;
  return bytes_of(hex);
}

// FULL writes the tables anew: a plain VACUUM frees the room of dead rows and leaves their bytes in it.
void PostgresqlDialect::overwrite_destroyed(soci::session& session) const {
  for (auto const table : tables_of_values) session << "VACUUM FULL " + std::string{table};
}

}  // namespace hallpass::store
