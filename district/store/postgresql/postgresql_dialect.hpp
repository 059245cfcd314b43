#pragma once
// How PostgreSQL says what SQLite says otherwise.

#include "district/store/sql/dialect.hpp"

namespace hallpass::store {

class PostgresqlDialect final : public Dialect {
 public:
  [[nodiscard]] std::span<std::string_view const> own_statements(Migration const& migration) const override;
  void begin_migration(soci::session& session) const override;
  [[nodiscard]] int schema_version(soci::session& session) const override;
  void set_schema_version(soci::session& session, int version) const override;
  void make_room_for_import(soci::session& session) const override;
  void write_ciphertext(soci::session& session, std::string const& attachment_id, ByteView bytes) const override;
  [[nodiscard]] std::optional<Bytes> read_ciphertext(soci::session& session,
                                                     std::string const& attachment_id) const override;
  void overwrite_destroyed(soci::session& session) const override;

 protected:
  [[nodiscard]] Words words() const override;
};

}  // namespace hallpass::store
