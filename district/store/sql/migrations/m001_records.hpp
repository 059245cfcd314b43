#pragma once
// Migration 1: people, ties and records from the roster; requests, changes, court orders, attachments and the
// disclosure log, which survive every import.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 20> records_tables{
    "CREATE TABLE people (id {text} PRIMARY KEY, display_name {text} NOT NULL, staff INTEGER NOT NULL, guardian "
    "INTEGER NOT NULL, student INTEGER NOT NULL) {clustered}",
    "CREATE TABLE students (id {text} PRIMARY KEY, enrolled INTEGER NOT NULL, still_needed INTEGER NOT NULL) "
    "{clustered}",
    "CREATE TABLE guardians (student_id {text} NOT NULL, guardian_id {text} NOT NULL, barred INTEGER NOT NULL, "
    "PRIMARY KEY (student_id, guardian_id)) {clustered}",
    "CREATE INDEX guardians_by_guardian ON guardians (guardian_id)",
    "CREATE TABLE schools_of_students (student_id {text} NOT NULL, org_id {text} NOT NULL, PRIMARY KEY "
    "(student_id, org_id)) {clustered}",
    "CREATE TABLE schools_of_staff (staff_id {text} NOT NULL, org_id {text} NOT NULL, PRIMARY KEY (staff_id, "
    "org_id)) {clustered}",
    "CREATE TABLE entries (student_id {text} NOT NULL, id {text} NOT NULL, position INTEGER NOT NULL, field "
    "{text} NOT NULL, detail {text} NOT NULL, value {text} NOT NULL, source {text} NOT NULL, PRIMARY KEY "
    "(student_id, id)) {clustered}",
    "CREATE TABLE changes (seq {seq}, student_id {text} NOT NULL, entry_id {text} NOT NULL, kind {text} NOT "
    "NULL, old_value {text} NOT NULL, new_value {text} NOT NULL, request_id {text} NOT NULL, at BIGINT NOT NULL)",
    "CREATE TABLE court_orders (seq {seq}, student_id {text} NOT NULL, guardian_id {text} NOT NULL, barred "
    "INTEGER NOT NULL, reference {text} NOT NULL, staff_id {text} NOT NULL, at BIGINT NOT NULL)",
    "CREATE INDEX court_orders_by_pair ON court_orders (student_id, guardian_id, seq)",
    "CREATE TABLE requests (seq {seq}, id {text} NOT NULL UNIQUE, student_id {text} NOT NULL, requester_id "
    "{text} NOT NULL, requester_name {text} NOT NULL, kind {text} NOT NULL, basis {text} NOT NULL, state {text} "
    "NOT NULL, open INTEGER NOT NULL, created_at BIGINT NOT NULL, entered_at BIGINT NOT NULL, entry_id {text} "
    "NOT NULL, entry_field {text} NOT NULL, entry_label {text} NOT NULL, old_value {text} NOT NULL, new_value "
    "{text} NOT NULL, reason {text} NOT NULL)",
    "CREATE INDEX requests_by_student ON requests (student_id, seq)",
    "CREATE INDEX requests_by_requester ON requests (requester_id, seq)",
    "CREATE TABLE steps (seq {seq}, request_id {text} NOT NULL, at BIGINT NOT NULL, role {text} NOT NULL, "
    "actor_name {text} NOT NULL, actor_id {text} NOT NULL, state {text} NOT NULL, text {text} NOT NULL)",
    "CREATE TABLE attachments (id {text} PRIMARY KEY, owner_id {text} NOT NULL, request_id {text} NOT NULL, "
    "size_bytes BIGINT NOT NULL, created_at BIGINT NOT NULL, ciphertext {bytes} NOT NULL)",
    "CREATE TABLE disclosures (seq {seq}, student_id {text} NOT NULL, at BIGINT NOT NULL, kind {text} NOT NULL, "
    "party_id {text} NOT NULL, party {text} NOT NULL, interest {text} NOT NULL, what {text} NOT NULL, source "
    "{text} NOT NULL, required_by_law INTEGER NOT NULL)",
    "CREATE INDEX requests_open ON requests (seq) WHERE open = 1",
    "CREATE INDEX steps_by_request ON steps (request_id, seq)",
    "CREATE INDEX attachments_by_request ON attachments (request_id)",
    "CREATE INDEX disclosures_by_student ON disclosures (student_id, seq)",
};

// The planner's samples would be copies of values that no destruction reaches.
// https://www.postgresql.org/docs/15/view-pg-stats.html
inline constexpr std::array<std::string_view, 5> records_tables_of_postgresql{
    "ALTER TABLE entries ALTER COLUMN value SET STATISTICS 0",
    "ALTER TABLE changes ALTER COLUMN old_value SET STATISTICS 0",
    "ALTER TABLE changes ALTER COLUMN new_value SET STATISTICS 0",
    "ALTER TABLE requests ALTER COLUMN old_value SET STATISTICS 0",
    "ALTER TABLE requests ALTER COLUMN new_value SET STATISTICS 0",
};

}  // namespace hallpass::store
