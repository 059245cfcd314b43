#include "district/store/sql/migrations.hpp"

#include <array>
#include <chrono>

#include "district/store/sql/migrations/m001_records.hpp"
#include "district/store/sql/migrations/m002_audit.hpp"
#include "district/store/sql/migrations/m003_kept_answers.hpp"
#include "district/store/sql/migrations/m004_rights.hpp"
#include "district/store/sql/migrations/m005_receipts.hpp"
#include "district/store/sql/migrations/m006_opt_outs.hpp"
#include "district/store/sql/migrations/m007_redactions.hpp"
#include "district/store/sql/migrations/m008_outbox.hpp"
#include "district/store/sql/migrations/m009_roster_exports.hpp"
#include "district/store/sql/migrations/m010_personnel.hpp"
#include "district/store/sql/statements.hpp"
#include "sdk/base/base64.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::store {
namespace {

using soci::into;
using soci::use;

constexpr std::array all_migrations{
    Migration{.shared = records_tables, .sqlite = {}, .postgresql = records_tables_of_postgresql},
    Migration{.shared = audit_tables, .sqlite = audit_tables_of_sqlite, .postgresql = audit_tables_of_postgresql},
    Migration{.shared = kept_answers_tables, .sqlite = {}, .postgresql = kept_answers_tables_of_postgresql},
    Migration{.shared = rights_tables, .sqlite = {}, .postgresql = rights_tables_of_postgresql},
    Migration{.shared = receipts_tables, .sqlite = {}, .postgresql = receipts_tables_of_postgresql},
    Migration{.shared = opt_outs_tables, .sqlite = {}, .postgresql = {}},
    Migration{.shared = redactions_tables, .sqlite = {}, .postgresql = redactions_tables_of_postgresql},
    Migration{.shared = outbox_tables, .sqlite = {}, .postgresql = outbox_tables_of_postgresql},
    Migration{.shared = roster_exports_tables, .sqlite = {}, .postgresql = roster_exports_tables_of_postgresql},
    Migration{.shared = personnel_tables, .sqlite = {}, .postgresql = {}},
};

// Of both databases' statements, so that it is the same in both.
std::string digest_of(Migration const& migration) {
  std::string text;
  for (auto const& part : {migration.shared, migration.sqlite, migration.postgresql}) {
    for (auto const statement : part) text.append(statement).append("\n");
  }
  return base64_encode(crypto::sha256(as_bytes(text)), Base64Alphabet::url, Base64Padding::forbidden);
}

void record(soci::session& session, int number, Migration const& migration) {
  auto const digest = digest_of(migration);
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  InstantMs const at = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  session << "INSERT INTO migrations (version, digest, at) VALUES (:version, :digest, :at)", use(number), use(digest),
      use(at);
}

// Whether the migrations that made this database are the ones that this program has.
bool are_same(soci::session& session, int version, std::span<Migration const> wanted) {
  for (int number = 1; number <= version; ++number) {
    std::string digest;
    session << "SELECT digest FROM migrations WHERE version = :version", use(number), into(digest);
    auto const& migration = wanted[static_cast<std::size_t>(number - 1)];
    if (!session.got_data() && number == 1) {
      record(session, number, migration);  // from before digests were kept
    } else if (!session.got_data() || digest != digest_of(migration)) {
      return false;
    }
  }
  return true;
}

// Errors: unsupported. Throws as SOCI does.
Result<void> bring_forward(soci::session& session, Dialect const& dialect, std::span<Migration const> wanted) {
  int const version = dialect.schema_version(session);
  if (version < 0 || static_cast<std::size_t>(version) > wanted.size()) {
    return fail(ErrorCode::unsupported, "schema", "Use the newer version of this program.");
  }
  if (!are_same(session, version, wanted)) {
    return fail(ErrorCode::unsupported, "schema", "Another build of this program made the database: use that one.");
  }
  for (auto number = version + 1; static_cast<std::size_t>(number) <= wanted.size(); ++number) {
    auto const& migration = wanted[static_cast<std::size_t>(number - 1)];
    for (auto const statement : migration.shared) session << dialect.translated(statement);
    for (auto const statement : dialect.own_statements(migration)) session << std::string{statement};
    record(session, number, migration);
    dialect.set_schema_version(session, number);
  }
  return {};
}

}  // namespace

std::span<Migration const> migrations() {
  return all_migrations;
}

Result<void> migrate(soci::session& session, Dialect const& dialect, std::span<Migration const> wanted) {
  HALLPASS_CHECK(guarded([&] { dialect.begin_migration(session); }));
  auto const result = guarded([&] { return bring_forward(session, dialect, wanted); });
  auto const ended = guarded([&] { session << (result ? "COMMIT" : "ROLLBACK"); });
  return result ? ended : result;
}

}  // namespace hallpass::store
