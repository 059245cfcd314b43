#pragma once
// Migration 4: the whole of a request's life: several entries in one, hearings, more time, parents' statements, which
// step was taken; and who of the records office is an officer.

#include <array>
#include <string_view>

namespace hallpass::store {

inline constexpr std::array<std::string_view, 18> rights_tables{
    "CREATE TABLE request_entries (request_id {text} NOT NULL, position INTEGER NOT NULL, entry_id {text} NOT NULL, "
    "field {text} NOT NULL, label {text} NOT NULL, old_value {text} NOT NULL, new_value {text} NOT NULL, salt {text} "
    "NOT "
    "NULL, PRIMARY KEY (request_id, position)) {clustered}",
    "INSERT INTO request_entries (request_id, position, entry_id, field, label, old_value, new_value, salt) SELECT id, "
    "0, entry_id, entry_field, entry_label, old_value, new_value, values_salt FROM requests WHERE entry_id <> ''",
    // A dropped column keeps its values on PostgreSQL's disk, where no destruction would reach them.
    "UPDATE requests SET old_value = '', new_value = '', values_salt = ''",
    "ALTER TABLE requests DROP COLUMN entry_id",
    "ALTER TABLE requests DROP COLUMN entry_field",
    "ALTER TABLE requests DROP COLUMN entry_label",
    "ALTER TABLE requests DROP COLUMN old_value",
    "ALTER TABLE requests DROP COLUMN new_value",
    "ALTER TABLE requests DROP COLUMN values_salt",
    "ALTER TABLE requests ADD COLUMN extended INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE requests ADD COLUMN hearing_at BIGINT NOT NULL DEFAULT 0",  // 0: none
    "ALTER TABLE requests ADD COLUMN hearing_place {text} NOT NULL DEFAULT ''",
    "ALTER TABLE requests ADD COLUMN hearing_salt {text} NOT NULL DEFAULT ''",
    "ALTER TABLE steps ADD COLUMN event {text} NOT NULL DEFAULT 'message'",
    // What the program took before there were hearings; a word of the system beside a decision stays a message.
    "UPDATE steps SET event = CASE state WHEN 'submitted' THEN 'submit' WHEN 'identity_check' THEN 'check_identity' "
    "WHEN 'triaged' THEN 'triage' WHEN 'rejected' THEN 'reject_authority' WHEN 'available' THEN 'approve' WHEN "
    "'amended' THEN 'approve' WHEN 'approved' THEN 'approve' WHEN 'refused' THEN 'refuse' WHEN 'explained' THEN "
    "'refuse' WHEN 'vendor_directed' THEN 'direct_vendor' WHEN 'destroyed' THEN 'destroy' WHEN 'withdrawn' THEN "
    "'withdraw' ELSE 'message' END WHERE NOT (role = 'system' AND state IN ('refused', 'approved'))",
    "CREATE TABLE statements (seq {seq}, student_id {text} NOT NULL, entry_id {text} NOT NULL, request_id {text} NOT "
    "NULL, author {text} NOT NULL, at BIGINT NOT NULL, text {text} NOT NULL, salt {text} NOT NULL)",
    "CREATE INDEX statements_by_student ON statements (student_id, seq)",
    "ALTER TABLE schools_of_staff ADD COLUMN officer INTEGER NOT NULL DEFAULT 0",
};

// As in migration 1: no samples of values.
inline constexpr std::array<std::string_view, 5> rights_tables_of_postgresql{
    "ALTER TABLE request_entries ALTER COLUMN old_value SET STATISTICS 0",
    "ALTER TABLE request_entries ALTER COLUMN new_value SET STATISTICS 0",
    "ALTER TABLE request_entries ALTER COLUMN salt SET STATISTICS 0",
    "ALTER TABLE statements ALTER COLUMN text SET STATISTICS 0",
    "ALTER TABLE statements ALTER COLUMN salt SET STATISTICS 0",
};

}  // namespace hallpass::store
