#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::object;
using proof::json::text;
using soci::use;

Result<void> SqlTransaction::add_redaction(Redaction const& redaction) {
  return guarded([&] {
    std::string const reason{to_string(redaction.reason)};
    auto const salt = new_salt();
    *session_
        << "INSERT INTO redactions (id, student_id, entry_id, part, reason, note, staff_id, staff_name, at, salt) "
           "VALUES (:id, :student, :entry, :part, :reason, :note, :staff, :name, :at, :salt)",
        use(redaction.id), use(redaction.student_id), use(redaction.entry_id), use(redaction.part), use(reason),
        use(redaction.note), use(redaction.staff_id), use(redaction.staff_name), use(redaction.at), use(salt);
    *session_ << "UPDATE kept_answers SET answer = '', request_digest = '' WHERE student_id = :student",
        use(redaction.student_id);
    audit("redaction.added",
          {{"redaction", text(redaction.id)},
           {"student", text(redaction.student_id)},
           {"entry", text(redaction.entry_id)},
           {"reason", text(reason)},
           {"staff", text(redaction.staff_id)},
           {"digest", salted(salt, object({{"part", text(redaction.part)}, {"note", text(redaction.note)}}))}});
  });
}

Result<void> SqlTransaction::lift_redaction(std::string_view student_id, std::string_view id, std::string_view staff_id,
                                            InstantMs at) {
  HALLPASS_TRY(lifted, guarded([&] {
                 std::string const student{student_id};
                 std::string const redaction{id};
                 std::string const staff{staff_id};
                 soci::statement update =
                     (session_->prepare << "UPDATE redactions SET lifted_by = :staff, lifted_at = :at WHERE id = :id "
                                           "AND student_id = :student AND lifted_at = 0",
                      use(staff), use(at), use(redaction), use(student));
                 if (!affected_one(update)) return false;
                 audit("redaction.lifted",
                       {{"redaction", text(redaction)}, {"student", text(student)}, {"staff", text(staff)}});
                 return true;
               }));
  if (!lifted) return fail(ErrorCode::not_found, "redaction");
  return {};
}

Result<std::vector<Redaction>> SqlTransaction::redactions(std::string_view student_id) {
  return guarded([&] {
    std::vector<Redaction> redactions;
    session_->query<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                    InstantMs>(
        "SELECT id, entry_id, part, reason, note, staff_id, staff_name, at FROM redactions WHERE student_id = :student "
        "AND lifted_at = 0 ORDER BY seq",
        [&](auto& id, auto& entry, auto& part, auto& reason, auto& note, auto& staff, auto& name, InstantMs at) {
          auto const known = records::parse_redaction_reason(reason);
          if (!known) throw soci::soci_error("unknown word");
          redactions.push_back({.id = std::move(id),
                                .student_id = std::string{student_id},
                                .entry_id = std::move(entry),
                                .part = std::move(part),
                                .reason = *known,
                                .note = std::move(note),
                                .staff_id = std::move(staff),
                                .staff_name = std::move(name),
                                .at = at});
        },
        student_id);
    return redactions;
  });
}

}  // namespace hallpass::store
