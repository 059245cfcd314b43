// Staff hide a part of an entry, and an officer lifts that again (34 CFR 99.12(a)).

#include <algorithm>

#include "district/service/check.hpp"
#include "district/service/log.hpp"
#include "district/service/new_id.hpp"
#include "district/service/record_view.hpp"

namespace hallpass::district {
namespace {

// Shorter ones would cut up every text.
constexpr std::size_t min_part_bytes = 3;
constexpr std::size_t max_redactions = 100;  // of one student

Result<records::Category> category_to_hide_in(std::optional<store::Entry> const& entry) {
  auto const* const field = entry ? records::find_field(entry->field) : nullptr;
  if (field == nullptr) return fail(ErrorCode::invalid_argument, "/entry_id", "The record has no such entry.");
  if (records::may_speak_of_others(*field)) return field->category;
  return fail(ErrorCode::invalid_argument, "/entry_id", "This is the student's own: nothing of it can be hidden.");
}

Result<void> check_part(NewRedaction const& wanted, store::Entry const& entry) {
  HALLPASS_CHECK(check_text(wanted.part, max_value_bytes, Presence::required, "/part"));
  HALLPASS_CHECK(check_text(wanted.note, max_reason_bytes, Presence::required, "/note"));
  if (wanted.part.size() < min_part_bytes || wanted.part.find(records::redaction_mark) != std::string::npos) {
    return fail(ErrorCode::invalid_argument, "/part", "Write at least three letters, as they stand in the entry.");
  }
  if (entry.value.find(wanted.part) == std::string::npos) {
    return fail(ErrorCode::conflict, "/part", "The entry does not say that: write it exactly as it stands there.");
  }
  return {};
}

Result<records::Category> add(store::Transaction& transaction, Sight const& sight, NewRedaction const& wanted,
                              InstantMs now) {
  HALLPASS_TRY(entry, transaction.entry(sight.student.id, wanted.entry_id));
  HALLPASS_TRY(category, category_to_hide_in(entry));
  HALLPASS_CHECK(check_part(wanted, *entry));
  HALLPASS_TRY(before, transaction.redactions(sight.student.id));
  auto const same = [&](store::Redaction const& one) {
    return one.entry_id == wanted.entry_id && one.part == wanted.part;
  };
  if (std::ranges::any_of(before, same)) return fail(ErrorCode::conflict, "/part", "It is hidden already.");
  if (before.size() >= max_redactions) return fail(ErrorCode::conflict, "/part", "Too many parts are hidden already.");
  HALLPASS_CHECK(transaction.add_redaction({.id = new_id(),
                                            .student_id = sight.student.id,
                                            .entry_id = wanted.entry_id,
                                            .part = wanted.part,
                                            .reason = wanted.reason,
                                            .note = wanted.note,
                                            .staff_id = sight.person.id,
                                            .staff_name = sight.person.display_name,
                                            .at = now}));
  return category;
}

// Only who acts for the office may; everybody else does not even learn that there is such a thing. A personnel record
// has nothing about another student.
Result<Sight> see_as_staff(store::Transaction& transaction, Caller const& caller, std::string_view student_id,
                           Settings const& settings, CivilDate today) {
  HALLPASS_TRY(sight, see_student(transaction, caller, student_id, settings, today));
  if (sight.standing != records::Standing::staff || is_personnel(sight.student.status.kind)) return hidden("student");
  return std::move(sight);
}

}  // namespace

Result<Record> Service::redact(Caller const& caller, std::string_view student_id, NewRedaction const& wanted,
                               InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_as_staff(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  HALLPASS_TRY(category, add(*transaction, sight, wanted, now));
  HALLPASS_CHECK(log_view(*transaction, sight, "Hid a part about another student", {category}, now));
  HALLPASS_TRY(record, record_as_seen(*transaction, sight, settings_, now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(record);
}

Result<Record> Service::lift_redaction(Caller const& caller, std::string_view student_id, std::string_view redaction_id,
                                       InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_as_staff(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  if (!sight.officer) return fail(ErrorCode::conflict, "/event", "Only a records officer can show it again.");
  HALLPASS_TRY(before, transaction->redactions(student_id));
  auto const found = std::ranges::find(before, redaction_id, &store::Redaction::id);
  auto const* const field = found == before.end() ? nullptr : records::find_field(found->entry_id);
  if (field == nullptr) {
    return fail(ErrorCode::conflict, "/redaction_id", "Nothing is hidden under this number any more.");
  }
  HALLPASS_CHECK(transaction->lift_redaction(student_id, redaction_id, sight.person.id, now));
  HALLPASS_CHECK(log_view(*transaction, sight, "Showed again what was hidden", {field->category}, now));
  HALLPASS_TRY(record, record_as_seen(*transaction, sight, settings_, now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(record);
}

}  // namespace hallpass::district
