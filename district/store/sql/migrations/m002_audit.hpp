#pragma once
// Migration 2: the audit log, and beside each value that it has a digest of, the salt of that digest.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 7> audit_tables{
    "CREATE TABLE audit (seq BIGINT PRIMARY KEY, entry {text} NOT NULL, hash {text} NOT NULL)",
    "ALTER TABLE requests ADD COLUMN salt {text} NOT NULL DEFAULT ''",
    // Of the old and the new value, which a destruction takes away while the rest stays.
    "ALTER TABLE requests ADD COLUMN values_salt {text} NOT NULL DEFAULT ''",
    "ALTER TABLE steps ADD COLUMN salt {text} NOT NULL DEFAULT ''",
    "ALTER TABLE changes ADD COLUMN salt {text} NOT NULL DEFAULT ''",
    "ALTER TABLE court_orders ADD COLUMN salt {text} NOT NULL DEFAULT ''",
    "ALTER TABLE disclosures ADD COLUMN salt {text} NOT NULL DEFAULT ''",
};

// Nobody changes an entry or puts one in between, not even by mistake in a tool beside this program.
inline constexpr std::array<std::string_view, 3> audit_tables_of_sqlite{
    "CREATE TRIGGER audit_keeps_entries BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit) "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
};
inline constexpr std::array<std::string_view, 7> audit_tables_of_postgresql{
    "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
    "'append-only'; END $$",
    "CREATE TRIGGER audit_keeps_all BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION "
    "audit_is_append_only()",
    "CREATE FUNCTION audit_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seq <> (SELECT "
    "COALESCE(MAX(seq), 0) + 1 FROM audit) THEN RAISE EXCEPTION 'append-only'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_goes_on BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_goes_on()",
    // As for the values themselves (migration 1): with the salt in the planner's samples a digest could be guessed
    // from.
    "ALTER TABLE requests ALTER COLUMN values_salt SET STATISTICS 0",
    "ALTER TABLE changes ALTER COLUMN salt SET STATISTICS 0",
    "ALTER TABLE requests ALTER COLUMN salt SET STATISTICS 0",
};

}  // namespace hallpass::store
