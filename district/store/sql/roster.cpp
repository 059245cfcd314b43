#include "district/store/sql/roster_statements.hpp"

namespace hallpass::store {

using soci::into;
using soci::use;

SqlTransaction::RosterStatements::RosterStatements(soci::session& session)
    : insert_person((session.prepare << "INSERT INTO people (id, display_name, staff, guardian, student, email) VALUES "
                                        "(:id, :name, :staff, :guardian, :student, :email) ON CONFLICT DO NOTHING",
                     use(person.id), use(person.display_name), use(staff), use(guardian), use(student),
                     use(person.email))),
      insert_student((session.prepare << "INSERT INTO students (id, enrolled, still_needed, kind) VALUES (:id, "
                                         ":enrolled, :needed, :kind) ON CONFLICT DO NOTHING",
                      use(student_id), use(enrolled), use(still_needed), use(kind))),
      insert_guardian((session.prepare << "INSERT INTO guardians (student_id, guardian_id, barred) VALUES (:student, "
                                          ":guardian, :barred) ON CONFLICT DO NOTHING",
                       use(student_id), use(other_id), use(barred))),
      insert_school_of_student((session.prepare << "INSERT INTO schools_of_students (student_id, org_id) VALUES "
                                                   "(:student, :org) ON CONFLICT DO NOTHING",
                                use(student_id), use(other_id))),
      insert_school_of_staff((session.prepare << "INSERT INTO schools_of_staff (staff_id, org_id, officer) VALUES "
                                                 "(:staff, :org, :officer) ON CONFLICT (staff_id, org_id) DO UPDATE "
                                                 "SET officer = 1 WHERE excluded.officer = 1",
                              use(student_id), use(other_id), use(officer))),
      insert_entry((session.prepare << "INSERT INTO entries (student_id, id, position, field, detail, value, source) "
                                       "VALUES (:student, :id, :position, :field, :detail, :value, :source) "
                                       "ON CONFLICT DO NOTHING",
                    use(student_id), use(entry.id), use(position), use(entry.field), use(entry.detail),
                    use(entry.value), use(entry.source))),
      insert_cells((session.prepare << "INSERT INTO roster_cells (student_id, file, entry_id, cells) VALUES (:student, "
                                       ":file, :entry, :cells) ON CONFLICT DO NOTHING",
                    use(student_id), use(cells.file), use(cells.entry_id), use(cells.cells))) {}

Result<void> SqlTransaction::begin_roster() {
  return guarded([&] {
    dialect_.make_room_for_import(*session_);
    // An open inspection holds back every destruction, also one by leaving a row out of the next package.
    *session_ << "DROP TABLE IF EXISTS held_entries";
    *session_ << "CREATE TEMPORARY TABLE held_entries AS SELECT * FROM entries WHERE student_id IN (SELECT student_id "
                 "FROM requests WHERE kind = 'inspection' AND open = 1)";
    for (auto const* table :
         {"people", "students", "guardians", "schools_of_students", "schools_of_staff", "entries", "roster_cells"}) {
      *session_ << std::string{"DELETE FROM "} + table;
    }
    last_person_.reset();
    roster_ = std::make_unique<RosterStatements>(*session_);
  });
}

Result<void> SqlTransaction::add_person(Person const& person) {
  return added(guarded([&] {
    roster_->person = person;
    roster_->staff = person.staff ? 1 : 0;
    roster_->guardian = person.guardian ? 1 : 0;
    roster_->student = person.student ? 1 : 0;
    return affected_one(roster_->insert_person);
  }));
}

Result<void> SqlTransaction::add_student(std::string_view id, StudentStatus const& status) {
  return added(guarded([&] {
    roster_->student_id = id;
    roster_->enrolled = status.enrolled ? 1 : 0;
    roster_->still_needed = status.still_needed ? 1 : 0;
    roster_->kind = to_string(status.kind);
    return affected_one(roster_->insert_student);
  }));
}

Result<void> SqlTransaction::add_guardian(std::string_view student_id, std::string_view guardian_id, bool barred) {
  return added(guarded([&] {
    roster_->student_id = student_id;
    roster_->other_id = guardian_id;
    roster_->barred = barred ? 1 : 0;
    return affected_one(roster_->insert_guardian);
  }));
}

Result<void> SqlTransaction::add_school_of_student(std::string_view student_id, std::string_view org_id) {
  return guarded([&] {
    roster_->student_id = student_id;
    roster_->other_id = org_id;
    roster_->insert_school_of_student.execute(true);
  });
}

Result<void> SqlTransaction::add_school_of_staff(std::string_view staff_id, std::string_view org_id, Post post) {
  return guarded([&] {
    roster_->student_id = staff_id;
    roster_->other_id = org_id;
    roster_->officer = post == Post::officer ? 1 : 0;
    roster_->insert_school_of_staff.execute(true);
  });
}

Result<void> SqlTransaction::add_entry(std::string_view student_id, Entry const& entry) {
  return added(guarded([&] {
    roster_->student_id = student_id;
    roster_->entry = entry;
    ++roster_->position;
    return affected_one(roster_->insert_entry);
  }));
}

Result<void> SqlTransaction::add_roster_cells(std::string_view student_id, RosterCells const& cells) {
  return added(guarded([&] {
    roster_->student_id = student_id;
    roster_->cells = cells;
    return affected_one(roster_->insert_cells);
  }));
}

Result<void> SqlTransaction::end_roster() {
  return guarded([&] {
    roster_.reset();
    *session_ << "INSERT INTO entries SELECT * FROM held_entries WHERE true ON CONFLICT DO NOTHING";
    *session_ << "DROP TABLE held_entries";
    destroyed_ = true;  // the values of who has left
    struct Kept {
      std::string student_id, entry_id, kind, old_value, new_value;
    };
    std::vector<Kept> changes;
    {
      Kept kept;
      soci::statement read =
          (session_->prepare << "SELECT student_id, entry_id, kind, old_value, new_value FROM changes ORDER BY seq",
           into(kept.student_id), into(kept.entry_id), into(kept.kind), into(kept.old_value), into(kept.new_value));
      read.execute();
      while (read.fetch()) changes.push_back(kept);
    }
    for (auto const& kept : changes) {
      if (kept.kind == "destroyed") {
        destroy(kept.student_id, kept.entry_id);
      } else {
        *session_ << "UPDATE entries SET value = :new WHERE student_id = :student AND id = :entry AND value = :old",
            use(kept.new_value), use(kept.student_id), use(kept.entry_id), use(kept.old_value);
      }
    }
    auto const rows = [&](std::string const& table) {
      long long count = 0;
      *session_ << "SELECT COUNT(*) FROM " + table, into(count);
      return proof::json::whole(count);
    };
    audit("roster.imported",
          {{"people", rows("people")}, {"students", rows("students")}, {"entries", rows("entries")}});
  });
}

}  // namespace hallpass::store
