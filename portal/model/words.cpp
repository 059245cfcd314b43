#include "portal/model/words.hpp"

#include <algorithm>

namespace hallpass::portal {

namespace {

// The text `steps` places after `first` in texts.inc. tests/portal/model holds every list against its enumeration.
constexpr Text after(Text first, std::size_t steps) noexcept {
  return static_cast<Text>(static_cast<std::size_t>(first) + steps);
}

}  // namespace

Text word(std::optional<RequestKind> kind) noexcept {
  return kind ? after(Text::kind_inspection, static_cast<std::size_t>(*kind)) : Text::kind_other;
}

Text word(std::optional<RequestState> state) noexcept {
  return state ? after(Text::state_draft, static_cast<std::size_t>(*state)) : Text::state_other;
}

// Each category's title is followed by its help.
Text word(std::optional<Category> category) noexcept {
  return category ? after(Text::category_identity, 2 * static_cast<std::size_t>(*category)) : Text::category_other;
}

Text help(std::optional<Category> category) noexcept {
  return after(word(category), 1);
}

Text word(ActorRole role) noexcept {
  switch (role) {
    case ActorRole::parent:
      return Text::actor_parent;
    case ActorRole::student:
      return Text::actor_student;
    case ActorRole::staff:
      return Text::actor_staff;
    case ActorRole::applicant:
      return Text::actor_applicant;
    case ActorRole::employee:
      return Text::actor_employee;
    case ActorRole::system:
      return Text::actor_system;
    case ActorRole::other:
      break;
  }
  return Text::actor_other;
}

Text word_of_person(std::optional<RecordKind> kind) noexcept {
  if (!kind) return Text::whose_record;
  switch (*kind) {
    case RecordKind::student:
      return Text::student;
    case RecordKind::applicant:
      return Text::applicant;
    case RecordKind::employee:
      break;
  }
  return Text::employee;
}

Text word(DisclosureKind kind) noexcept {
  switch (kind) {
    case DisclosureKind::staff_view:
      return Text::disclosure_staff_view;
    case DisclosureKind::disclosure:
      return Text::disclosure_given;
    case DisclosureKind::other:
      break;
  }
  return Text::disclosure_other;
}

Text word(std::optional<DeletionBasis> basis) noexcept {
  return basis ? after(Text::basis_none, static_cast<std::size_t>(*basis)) : Text::basis_other;
}

Text word(DraftKind kind) noexcept {
  switch (kind) {
    case DraftKind::correction:
      return Text::kind_correction;
    case DraftKind::deletion:
      return Text::kind_deletion;
    case DraftKind::inspection:
      return Text::kind_inspection;
    case DraftKind::message:
      return Text::event_message;
    case DraftKind::step:
      break;
  }
  return Text::kind_step;
}

// Each event's word is followed by its help.
Text word(RequestEvent event) noexcept {
  return after(Text::event_submit, 2 * static_cast<std::size_t>(event));
}

Text help(RequestEvent event) noexcept {
  return after(word(event), 1);
}

Text text_label(Draft const& draft) noexcept {
  switch (draft.kind) {
    case DraftKind::correction:
      return Text::reason_correction;
    case DraftKind::deletion:
    case DraftKind::inspection:
      return Text::reason_optional;
    case DraftKind::message:
      return Text::text_message;
    case DraftKind::step:
      break;
  }
  if (!draft.event) return Text::reason_decision;
  switch (*draft.event) {
    case RequestEvent::explain:
      return Text::text_explanation;
    case RequestEvent::ask_explanation:
      return Text::text_question;
    case RequestEvent::request_hearing:
      return Text::text_why_hearing;
    case RequestEvent::attach_statement:
      return Text::text_statement;
    default:
      return records::needs_text(*draft.event) ? Text::reason_decision : Text::text_note;
  }
}

Text text_help(Draft const& draft) noexcept {
  switch (draft.kind) {
    case DraftKind::correction:
      return Text::reason_correction_help;
    case DraftKind::deletion:
    case DraftKind::inspection:
      return Text::reason_optional_help;
    case DraftKind::message:
      return Text::text_message_help;
    case DraftKind::step:
      break;
  }
  if (draft.event == RequestEvent::attach_statement) return Text::text_statement_help;
  bool const by_parent = draft.event == RequestEvent::ask_explanation || draft.event == RequestEvent::request_hearing;
  return by_parent ? Text::text_to_district_help : Text::reason_decision_help;
}

Text word(Problem problem) noexcept {
  switch (problem) {
    case Problem::network:
      return Text::problem_network;
    case Problem::expired:
      return Text::problem_expired;
    case Problem::not_found:
      return Text::problem_not_found;
    case Problem::conflict:
      return Text::problem_conflict;
    case Problem::too_large:
      return Text::problem_too_large;
    case Problem::not_taken:
      return Text::problem_not_taken;
    case Problem::unreadable:
      return Text::problem_unreadable;
    case Problem::file:
      return Text::problem_file;
    case Problem::keys:
      return Text::problem_keys;
    case Problem::none:
    case Problem::district:
      break;
  }
  return Text::problem_district;
}

Text word(Notice notice) noexcept {
  switch (notice) {
    case Notice::withdrawn:
      return Text::notice_withdrawn;
    case Notice::told:
      return Text::notice_told;
    case Notice::mail_settled:
      return Text::notice_mail_settled;
    case Notice::decided:
      return Text::notice_decided;
    case Notice::downloaded:
      return Text::notice_downloaded;
    case Notice::copied:
      return Text::notice_copied;
    case Notice::proof_saved:
      return Text::notice_proof_saved;
    case Notice::opted_out:
      return Text::notice_opted_out;
    case Notice::rescinded:
      return Text::notice_rescinded;
    case Notice::redacted:
      return Text::notice_redacted;
    case Notice::lifted:
      return Text::notice_lifted;
    case Notice::signed_out:
      return Text::notice_signed_out;
    case Notice::sign_in_failed:
      return Text::notice_sign_in_failed;
    case Notice::language_missed:
      return Text::notice_language_missed;
    case Notice::draft_kept:
      return Text::notice_draft_kept;
    case Notice::none:
    case Notice::sent:
      break;
  }
  return Text::notice_sent;
}

Text reason_error(Draft const& draft) noexcept {
  if (draft.reason_error == FieldError::too_long) return Text::error_too_long;
  bool const is_reason = text_label(draft) == Text::reason_correction || text_label(draft) == Text::reason_decision;
  return is_reason ? Text::error_reason_required : Text::error_text_required;
}

Text date_error(FieldError error) noexcept {
  return error == FieldError::in_the_past ? Text::error_date_past : Text::error_date_required;
}

Text place_error(FieldError error) noexcept {
  return error == FieldError::too_long ? Text::error_too_long : Text::error_place_required;
}

Text new_value_error(FieldError error) noexcept {
  if (error == FieldError::same_as_old) return Text::error_same_as_old;
  if (error == FieldError::marks_differ) return Text::error_marks;
  return error == FieldError::too_long ? Text::error_too_long : Text::error_new_value_required;
}

Text file_error(FieldError error) noexcept {
  return error == FieldError::file_too_large ? Text::error_file_too_large : Text::error_file_again;
}

std::string grade_in_words(Language const& language, std::string_view code) {
  if (code == "PK") return std::string{text(language, Text::grade_prekindergarten)};
  if (code == "TK") return std::string{text(language, Text::grade_transitional)};
  if (code == "KG") return std::string{text(language, Text::grade_kindergarten)};
  if (code == "UG") return std::string{text(language, Text::grade_ungraded)};
  bool const zero_led = code.size() == 2 && code.front() == '0';
  return std::string{zero_led ? code.substr(1) : code};
}

namespace {

// "Correction: Street", "Correction: Street and 2 more".
std::string subject(Language const& language, Text kind, std::string_view first_label, std::size_t entries) {
  std::string_view const what = text(language, kind);
  if (entries == 0) return std::string{what};
  auto const first = translated(language, first_label);
  if (entries == 1) return text(language, Text::kind_and_entry, {what, first});
  auto const more = entries - 1;
  return text(language, Text::kind_and_entries, more, {what, first, std::to_string(more)});
}

}  // namespace

std::string subject(Language const& language, Request const& request) {
  std::string_view const first = request.entries.empty() ? std::string_view{} : request.entries.front().label;
  return subject(language, word(request.kind), first, request.entries.size());
}

std::string subject(Language const& language, Draft const& draft) {
  if (draft.changes.empty()) return subject(language, word(draft.kind), draft.label, draft.label.empty() ? 0 : 1);
  return subject(language, word(draft.kind), draft.changes.front().label, draft.changes.size());
}

std::string actor_in_words(Language const& language, Actor const& actor) {
  std::string_view const role = text(language, word(actor.role));
  if (actor.name.empty()) return std::string{role};
  return text(language, Text::actor_named, {actor.name, role});
}

namespace {

std::string titled(State const& state, Text with_name, Text without_name) {
  auto const& children = state.me.value.children;
  auto const found =
      std::ranges::find_if(children, [&](Student const& child) { return child.id == state.place.student_id; });
  if (found == children.end()) return std::string{text(state.language, without_name)};
  return text(state.language, for_reader(state, with_name), {found->name});
}

}  // namespace

std::string headline(State const& state) {
  auto const plain = [&](Text name) { return std::string{text(state.language, name)}; };
  switch (state.place.screen) {
    case Screen::welcome:
      break;
    case Screen::home:
      return plain(Text::home_title);
    case Screen::not_for_you:
      return plain(Text::not_for_you_title);
    case Screen::children:
      return plain(for_reader(state, Text::children_title));
    case Screen::record:
      return titled(state, Text::record_title, Text::record_title_unnamed);
    case Screen::correction:
      return plain(Text::correction_title);
    case Screen::deletion:
      return plain(Text::deletion_title);
    case Screen::inspection:
      return plain(Text::inspection_title);
    case Screen::review:
      return plain(Text::review_title);
    case Screen::requests:
      return plain(Text::requests_title);
    case Screen::request:
      // What it is about says more than its number, which stands on the page.
      return state.request.phase == Phase::ready ? subject(state.language, state.request.value)
                                                 : plain(Text::kind_other);
    case Screen::directory:
      return titled(state, Text::directory_title, Text::directory_title_unnamed);
    case Screen::redaction:
      return plain(Text::redaction_title);
    case Screen::disclosures:
      return titled(state, Text::disclosures_title, Text::disclosures_title_unnamed);
    case Screen::copy:
      return titled(state, Text::copy_title, Text::copy_title_unnamed);
    case Screen::staff_queue:
      return plain(Text::queue_title);
  }
  return plain(Text::welcome_title);
}

}  // namespace hallpass::portal
