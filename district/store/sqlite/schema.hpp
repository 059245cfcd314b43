#pragma once
// The tables, as the present version of the program wants them.

#include <array>
#include <string_view>

namespace hallpass::store {

// Kept in SQLite's user_version; a change of the tables raises it and adds a migration.
inline constexpr int schema_version = 1;

inline constexpr std::array<std::string_view, 16> schema{
    "CREATE TABLE people (id TEXT PRIMARY KEY, display_name TEXT NOT NULL, staff INTEGER NOT NULL, guardian INTEGER "
    "NOT "
    "NULL, student INTEGER NOT "
    "NULL) WITHOUT ROWID",
    "CREATE TABLE students (id TEXT PRIMARY KEY, enrolled INTEGER NOT NULL, still_needed INTEGER NOT NULL) WITHOUT "
    "ROWID",
    "CREATE TABLE guardians (student_id TEXT NOT NULL, guardian_id TEXT NOT NULL, barred INTEGER NOT NULL, PRIMARY KEY "
    "(student_id, guardian_id)) WITHOUT ROWID",
    "CREATE INDEX guardians_by_guardian ON guardians (guardian_id)",
    "CREATE TABLE schools_of_students (student_id TEXT NOT NULL, org_id TEXT NOT NULL, PRIMARY KEY (student_id, "
    "org_id)) WITHOUT ROWID",
    "CREATE TABLE schools_of_staff (staff_id TEXT NOT NULL, org_id TEXT NOT NULL, PRIMARY KEY (staff_id, org_id)) "
    "WITHOUT ROWID",
    "CREATE TABLE entries (student_id TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, "
    "detail TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (student_id, id)) WITHOUT ROWID",
    "CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, student_id TEXT NOT NULL, entry_id TEXT NOT NULL, "
    "kind TEXT NOT NULL, old_value TEXT NOT NULL, new_value TEXT NOT NULL, request_id TEXT NOT NULL, at BIGINT NOT "
    "NULL)",
    "CREATE TABLE court_orders (seq INTEGER PRIMARY KEY AUTOINCREMENT, student_id TEXT NOT NULL, guardian_id TEXT NOT "
    "NULL, barred INTEGER NOT NULL, reference TEXT NOT NULL, staff_id TEXT NOT NULL, at BIGINT NOT NULL)",
    "CREATE INDEX court_orders_by_pair ON court_orders (student_id, guardian_id, seq)",
    "CREATE TABLE requests (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL, "
    "requester_id TEXT NOT NULL, requester_name TEXT NOT NULL, kind TEXT NOT NULL, basis TEXT NOT NULL, state TEXT NOT "
    "NULL, open INTEGER NOT NULL, created_at BIGINT NOT NULL, entered_at BIGINT NOT NULL, entry_id TEXT NOT NULL, "
    "entry_field TEXT NOT NULL, entry_label TEXT NOT NULL, old_value TEXT NOT NULL, new_value TEXT NOT NULL, reason "
    "TEXT NOT NULL)",
    "CREATE INDEX requests_by_student ON requests (student_id, seq)",
    "CREATE INDEX requests_by_requester ON requests (requester_id, seq)",
    "CREATE TABLE steps (seq INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL, at BIGINT NOT NULL, role "
    "TEXT "
    "NOT NULL, actor_name TEXT NOT NULL, actor_id TEXT NOT NULL, state TEXT NOT NULL, text TEXT NOT NULL)",
    "CREATE TABLE attachments (id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, request_id TEXT NOT NULL, size_bytes "
    "BIGINT NOT NULL, created_at BIGINT NOT NULL, ciphertext BLOB NOT NULL)",
    "CREATE TABLE disclosures (seq INTEGER PRIMARY KEY AUTOINCREMENT, student_id TEXT NOT NULL, at BIGINT NOT NULL, "
    "kind TEXT NOT NULL, party_id TEXT NOT NULL, party TEXT NOT NULL, interest TEXT NOT NULL, what TEXT NOT NULL, "
    "source TEXT NOT NULL, required_by_law INTEGER NOT NULL)",
};
inline constexpr std::array<std::string_view, 4> schema_indexes{
    "CREATE INDEX requests_open ON requests (seq) WHERE open = 1",
    "CREATE INDEX steps_by_request ON steps (request_id, seq)",
    "CREATE INDEX attachments_by_request ON attachments (request_id)",
    "CREATE INDEX disclosures_by_student ON disclosures (student_id, seq)",
};

}  // namespace hallpass::store
