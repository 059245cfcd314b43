#include <array>

#include "district/store/sql/transaction.hpp"

namespace hallpass::store {
namespace {

using proof::json::object;
using proof::json::text;
using proof::json::truth;
using soci::into;
using soci::use;

// The last order about this pair is the one that holds.
constexpr auto barred_by_order =
    "COALESCE((SELECT o.barred FROM court_orders o WHERE o.student_id = g.student_id AND o.guardian_id = "
    "g.guardian_id ORDER BY o.seq DESC LIMIT 1), 0)";

constexpr std::array<std::string_view, 2> change_words{"corrected", "destroyed"};

}  // namespace

Result<std::optional<Person>> SqlTransaction::person(std::string_view id) {
  // Who calls is asked for again and again, and only an import changes them.
  if (last_person_ && last_person_->id == id) return last_person_;
  return guarded([&] {
    last_person_.reset();
    session_->query<std::string, int, int, int, std::string>(
        "SELECT display_name, staff, guardian, student, email FROM people WHERE id = :id",
        [&](auto& name, int staff, int guardian, int student, auto& email) {
          last_person_ = Person{.id = std::string{id}, .display_name = std::move(name)};
          last_person_->staff = staff != 0;
          last_person_->guardian = guardian != 0;
          last_person_->student = student != 0;
          last_person_->email = std::move(email);
        },
        id);
    return last_person_;
  });
}

std::optional<Student> SqlTransaction::read_student(std::string const& id) {
  std::optional<Student> student;
  std::string given_name;
  std::string family_name;
  std::string preferred_name;
  auto const take = [&](std::string const& entry, std::string const& value) {
    if (entry == "identity.given_name") given_name = value;
    if (entry == "identity.preferred_name") preferred_name = value;
    if (entry == "identity.family_name") family_name = value;
    if (entry == "enrollment.school") student->school = value;
    if (entry == "enrollment.grade") student->grade = value;
    if (entry == "health.special_education_plan") student->has_iep = true;
    if (entry == "identity.birth_date") {
      if (auto const date = parse_date(value)) student->birth_date = *date;
    }
  };
  session_->query<int, int, std::string, std::string, std::string>(
      "SELECT s.enrolled, s.still_needed, s.kind, COALESCE(e.id, ''), COALESCE(e.value, '') FROM students s LEFT JOIN "
      "entries e ON e.student_id = s.id AND e.id IN ('identity.given_name', 'identity.preferred_name', "
      "'identity.family_name', 'identity.birth_date', 'enrollment.school', 'enrollment.grade', "
      "'health.special_education_plan') WHERE s.id = :id",
      [&](int enrolled, int still_needed, auto const& word, auto const& entry, auto const& value) {
        auto const kind = records::parse_record_kind(word);
        if (!kind) throw soci::soci_error("unknown word");
        if (!student) {
          student = Student{.id = id,
                            .display_name = {},
                            .school = {},
                            .grade = {},
                            .birth_date = std::nullopt,
                            .has_iep = false,
                            .status = {.enrolled = enrolled != 0, .still_needed = still_needed != 0, .kind = *kind}};
        }
        take(entry, value);
      },
      id);
  if (!student) return std::nullopt;
  student->display_name = preferred_name.empty() ? given_name : preferred_name;
  if (!student->display_name.empty() && !family_name.empty()) student->display_name += ' ';
  student->display_name += family_name;
  return student;
}

Result<std::optional<Student>> SqlTransaction::student(std::string_view id) {
  return guarded([&] { return read_student(std::string{id}); });
}

Result<records::Bond> SqlTransaction::bond(std::string_view person_id, std::string_view student_id) {
  return guarded([&] {
    records::Bond bond;
    // -1: no tie of that kind. An order holds without one: the roster may drop the tie and keep the order, or name
    // somebody as barred who is nobody's guardian.
    session_->query<std::string, int, int, int>(
        "SELECT s.kind, COALESCE((SELECT g.barred FROM guardians g WHERE g.student_id = s.id AND g.guardian_id = "
        ":guardian), -1), COALESCE((SELECT o.barred FROM court_orders o WHERE o.student_id = s.id AND o.guardian_id = "
        ":barred ORDER BY o.seq DESC LIMIT 1), 0), COALESCE((SELECT MAX(t.officer) FROM schools_of_students c JOIN "
        "schools_of_staff t ON c.org_id = t.org_id WHERE c.student_id = s.id AND t.staff_id = :staff), -1) FROM "
        "students s WHERE s.id = :student",
        [&](auto const& word, int as_guardian, int by_order, int as_staff) {
          auto const kind = records::parse_record_kind(word);
          if (!kind) throw soci::soci_error("unknown word");
          bond.personnel = records::is_personnel(*kind);
          bond.guardian = as_guardian >= 0;
          bond.barred = as_guardian > 0 || by_order != 0;
          bond.self = person_id == student_id;
          bond.staff_in_scope = as_staff >= 0;
          bond.officer = as_staff > 0;
        },
        person_id, person_id, person_id, student_id);
    return bond;
  });
}

Result<std::vector<Student>> SqlTransaction::children(std::string_view guardian_id) {
  return guarded([&] {
    std::vector<std::string> ids;
    session_->query<std::string>(
        std::string{"SELECT g.student_id FROM guardians g WHERE g.guardian_id = :guardian AND g.barred = 0 AND "} +
            barred_by_order + " = 0 ORDER BY g.student_id",
        [&](auto& id) { ids.push_back(std::move(id)); }, guardian_id);
    std::vector<Student> children;
    for (auto const& child : ids) {
      if (auto student = read_student(child)) children.push_back(*std::move(student));
    }
    return children;
  });
}

Result<std::vector<Entry>> SqlTransaction::entries(std::string_view student_id) {
  return guarded([&] {
    std::vector<Entry> entries;
    entries.reserve(64);  // most records have no more
    session_->query<std::string, std::string, std::string, std::string, std::string>(
        "SELECT id, field, detail, value, source FROM entries WHERE student_id = :student ORDER BY position",
        [&](auto& id, auto& field, auto& detail, auto& value, auto& source) {
          entries.push_back({.id = std::move(id),
                             .field = std::move(field),
                             .detail = std::move(detail),
                             .value = std::move(value),
                             .source = std::move(source)});
        },
        student_id);
    return entries;
  });
}

Result<std::optional<Entry>> SqlTransaction::entry(std::string_view student_id, std::string_view entry_id) {
  return guarded([&]() -> std::optional<Entry> {
    std::optional<Entry> entry;
    session_->query<std::string, std::string, std::string, std::string>(
        "SELECT field, detail, value, source FROM entries WHERE student_id = :student AND id = :entry",
        [&](auto& field, auto& detail, auto& value, auto& source) {
          entry = Entry{.id = std::string{entry_id},
                        .field = std::move(field),
                        .detail = std::move(detail),
                        .value = std::move(value),
                        .source = std::move(source)};
        },
        student_id, entry_id);
    return entry;
  });
}

bool SqlTransaction::affected_one(soci::statement& statement) {
  statement.execute(true);
  return statement.get_affected_rows() == 1;
}

Result<void> SqlTransaction::added(Result<bool> const& one) {
  HALLPASS_CHECK(one);
  if (!*one) return fail(ErrorCode::conflict, "store");
  return {};
}

void SqlTransaction::write_change(Change const& change) {
  std::string const kind{change_words[static_cast<std::size_t>(change.kind)]};
  bool const destroyed = change.kind == ChangeKind::destroyed;
  auto const salt = destroyed ? std::string{} : new_salt();
  *session_ << "INSERT INTO changes (student_id, entry_id, kind, old_value, new_value, request_id, at, salt) VALUES "
               "(:student, :entry, :kind, :old, :new, :request, :at, :salt)",
      use(change.student_id), use(change.entry_id), use(kind), use(change.old_value), use(change.new_value),
      use(change.request_id), use(change.at), use(salt);
  auto details = object(
      {{"student", text(change.student_id)}, {"entry", text(change.entry_id)}, {"request", text(change.request_id)}});
  if (!destroyed) {
    auto const values = object({{"old_value", text(change.old_value)}, {"new_value", text(change.new_value)}});
    proof::json::add(details, "values", salted(salt, values));
  }
  audit_.append(*session_, "entry." + kind, std::move(details));
}

void SqlTransaction::destroy(std::string const& student_id, std::string const& entry_id) {
  *session_ << "DELETE FROM entries WHERE student_id = :student AND id = :entry", use(student_id), use(entry_id);
  *session_ << "UPDATE changes SET old_value = '', new_value = '', salt = '' WHERE student_id = :student AND entry_id "
               "= :entry",
      use(student_id), use(entry_id);
  *session_ << "UPDATE request_entries SET old_value = '', new_value = '', salt = '' WHERE entry_id = :entry AND "
               "request_id IN (SELECT id FROM requests WHERE student_id = :student)",
      use(entry_id), use(student_id);
  for (auto const* table : {"statements", "redactions", "roster_cells"}) {
    *session_ << std::string{"DELETE FROM "} + table + " WHERE student_id = :student AND entry_id = :entry",
        use(student_id), use(entry_id);
  }
  *session_
      << "UPDATE receipts SET entry_values = '', values_salt = '' WHERE request_id IN (SELECT e.request_id FROM "
         "request_entries e JOIN requests r ON r.id = e.request_id WHERE r.student_id = :student AND e.entry_id = "
         ":entry)",
      use(student_id), use(entry_id);
  *session_ << "UPDATE kept_answers SET answer = '', request_digest = '' WHERE student_id = :student", use(student_id);
  destroyed_ = true;
}

Result<void> SqlTransaction::apply(Change const& change) {
  HALLPASS_TRY(changed, guarded([&] {
                 if (change.kind == ChangeKind::destroyed) {
                   soci::statement count = (session_->prepare << "UPDATE entries SET value = '' WHERE student_id = "
                                                                 ":student AND id = :entry",
                                            use(change.student_id), use(change.entry_id));
                   if (!affected_one(count)) return false;
                   destroy(change.student_id, change.entry_id);
                 } else {
                   soci::statement update =
                       (session_->prepare << "UPDATE entries SET value = :new WHERE student_id = :student AND id = "
                                             ":entry AND value = :old",
                        use(change.new_value), use(change.student_id), use(change.entry_id), use(change.old_value));
                   if (!affected_one(update)) return false;
                 }
                 write_change(change);
                 return true;
               }));
  if (!changed) return fail(ErrorCode::not_found, "entry");
  return {};
}

Result<std::optional<People::Bar>> SqlTransaction::bar(std::string_view student_id, std::string_view guardian_id) {
  return guarded([&]() -> std::optional<Bar> {
    std::string const student{student_id};
    std::string const guardian{guardian_id};
    int by_roster = 0;
    int by_order = 0;
    *session_ << std::string{"SELECT g.barred, "} + barred_by_order +
                     " FROM guardians g WHERE g.student_id = :student AND g.guardian_id = :guardian",
        use(student), use(guardian), into(by_roster), into(by_order);
    if (!session_->got_data()) return std::nullopt;
    Bar bar{.by_roster = by_roster != 0, .by_order = by_order != 0, .reference = {}};
    *session_ << "SELECT reference FROM court_orders WHERE student_id = :student AND guardian_id = :guardian "
                 "ORDER BY seq DESC LIMIT 1",
        use(student), use(guardian), into(bar.reference);
    return bar;
  });
}

Result<void> SqlTransaction::set_order(std::string_view student_id, std::string_view guardian_id, bool barred,
                                       std::string_view reference, std::string_view staff_id, InstantMs at) {
  return guarded([&] {
    std::string const student{student_id};
    std::string const guardian{guardian_id};
    std::string const document{reference};
    std::string const staff{staff_id};
    int const flag = barred ? 1 : 0;
    auto const salt = new_salt();
    *session_ << "INSERT INTO court_orders (student_id, guardian_id, barred, reference, staff_id, at, salt) VALUES "
                 "(:student, :guardian, :barred, :reference, :staff, :at, :salt)",
        use(student), use(guardian), use(flag), use(document), use(staff), use(at), use(salt);
    audit("order.set", {{"student", text(student)},
                        {"guardian", text(guardian)},
                        {"staff", text(staff)},
                        {"barred", truth(barred)},
                        {"digest", salted(salt, object({{"reference", text(document)}}))}});
  });
}

}  // namespace hallpass::store
