// Staff: hiding a part of an entry that is about another student, and showing it again.
#include <algorithm>

#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"

namespace hallpass::portal {
namespace {

constexpr std::size_t min_part_bytes = 3;  // district/openapi.yaml

Entry const* find_entry(Record const& record, auto const& fits) {
  for (RecordCategory const& category : record.categories) {
    auto const entry = std::ranges::find_if(category.entries, fits);
    if (entry != category.entries.end()) return &*entry;
  }
  return nullptr;
}

}  // namespace

void Machine::begin_redaction(std::string_view entry_id) {
  if (state_->place.screen != Screen::record || state_->record.phase != Phase::ready) return;
  auto const* const found =
      find_entry(state_->record.value, [&](Entry const& entry) { return entry.id == entry_id && entry.may_redact; });
  if (found == nullptr) return;
  Entry entry = *found;
  go({.screen = Screen::redaction, .student_id = state_->place.student_id});
  state_->redaction.entry = std::move(entry);
}

bool Machine::change_redaction(std::string_view key, std::string_view text) {
  RedactionForm& form = state_->redaction;
  if (key == keys::redaction_part) {
    form.part = text;
    form.part_error = FieldError::none;
  } else if (key == keys::redaction_note) {
    form.note = text;
    form.note_error = FieldError::none;
  } else {
    return false;
  }
  return true;
}

void Machine::send_redaction() {
  RedactionForm& form = state_->redaction;
  if (state_->place.screen != Screen::redaction || state_->action.phase == Phase::loading) return;
  bool const is_there = form.part.size() >= min_part_bytes && form.entry.value.find(form.part) != std::string::npos;
  form.part_error = is_there ? FieldError::none : FieldError::required;
  form.note_error = form.note.empty() ? FieldError::required : FieldError::none;
  if (form.note.size() > max_text_bytes) form.note_error = FieldError::too_long;
  if (!is_there || form.note_error != FieldError::none) {
    effects_.emplace_back(Focus{std::string{is_there ? keys::redaction_note : keys::redaction_part}});
    return;
  }
  post_redaction(keys::send_redaction, redaction_body(form.entry.id, form.part, form.note));
}

void Machine::lift_redaction(std::string_view redaction_id) {
  auto const is_liftable = [&](Redaction const& redaction) {
    return redaction.id == redaction_id && redaction.may_lift;
  };
  bool const may = state_->place.screen == Screen::record && state_->record.phase == Phase::ready &&
                   find_entry(state_->record.value, [&](Entry const& entry) {
                     return std::ranges::any_of(entry.redactions, is_liftable);
                   }) != nullptr;
  if (may && state_->action.phase != Phase::loading) post_redaction(keys::lift, lift_body(redaction_id));
}

void Machine::post_redaction(std::string_view verb, std::string body) {
  state_->notice = Notice::none;
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{verb}};
  effects_.emplace_back(Http{.id = state_->action.waiting_for,
                             .method = Method::post,
                             .path = redactions_path(state_->place.student_id),
                             .body = std::move(body)});
  effects_.emplace_back(Focus{keys::title(state_->page)});
}

}  // namespace hallpass::portal
