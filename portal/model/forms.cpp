// Writing a request, a step or a message, from the first letter until it is sent.
#include <algorithm>

#include "portal/model/invalid_fields.hpp"
#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"
#include "portal/model/reader.hpp"

namespace hallpass::portal {
namespace {

// What staff decide they decide on what they have seen; a message goes whatever came in meanwhile.
bool is_decision(Draft const& draft, State const& state) {
  return draft.kind == DraftKind::step && looks_as_staff(state, draft.student_id);
}

}  // namespace

void Machine::on(FieldChanged const& event) {
  if (change_copy(event.key, event.text) || change_redaction(event.key, event.text)) return;
  auto const [verb, what] = keys::parts(event.key);
  if (verb == keys::language) return choose_language(event.text);
  if (verb == keys::new_value && rewrite_change(what, event.text)) return;
  auto const found = state_->drafts.find(std::string{what});
  if (found == state_->drafts.end()) return;
  Draft& draft = found->second;
  if (verb == keys::reason) {
    draft.reason = event.text;
    draft.reason_error = FieldError::none;
  } else if (verb == keys::event) {
    draft.event = records::parse_event(event.text);
    draft.event_error = FieldError::none;
    // What one step asks for, another may not.
    draft.reason_error = draft.date_error = draft.time_error = draft.place_error = FieldError::none;
  } else if (verb == keys::hearing_date) {
    draft.hearing_date = event.text;
    draft.date_error = FieldError::none;
  } else if (verb == keys::hearing_time) {
    draft.hearing_time = event.text;
    draft.time_error = FieldError::none;
  } else if (verb == keys::hearing_place) {
    draft.hearing_place = event.text;
    draft.place_error = FieldError::none;
  }
}

void Machine::on(FileChosen const& event) {
  auto const [verb, what] = keys::parts(event.key);
  auto const found = state_->drafts.find(std::string{what});
  if (verb != keys::file || found == state_->drafts.end()) return;
  Draft& draft = found->second;
  draft.file_name = event.name;
  draft.file_size_bytes = event.name.empty() ? 0 : event.size_bytes;
  draft.file_lost = false;
  draft.attachment_id.clear();
  draft.file_error = FieldError::none;
}

void Machine::click_form(std::string_view verb, std::string_view what, std::string_view key) {
  if (verb == keys::correct) return begin_entry_form(DraftKind::correction, what);
  if (verb == keys::erase) return begin_entry_form(DraftKind::deletion, what);
  if (verb == keys::inspect) return begin_inspection(what);
  if (verb == keys::remove_change) return remove_change(what);

  auto const found = state_->drafts.find(std::string{what});
  if (found == state_->drafts.end()) return;
  auto& [draft_name, draft] = *found;
  if (verb == keys::resume) return open_form(draft_name);
  if (verb == keys::more_changes) return choose_more_changes(draft);
  if (verb == keys::review) return review(draft_name, draft);
  if (verb == keys::send) return send(draft_name, draft);
  if (verb == keys::discard && draft.sending == Sending::no) return open_dialog(Dialog::discard, key);
  if (verb == keys::remove_file) {
    draft.file_name.clear();
    draft.file_size_bytes = 0;
    draft.file_lost = false;
    draft.attachment_id.clear();
    draft.file_error = FieldError::none;
    effects_.emplace_back(Focus{keys::of(keys::file, draft_name)});
  }
}

void Machine::begin_entry_form(DraftKind kind, std::string_view entry_id) {
  if (state_->place.screen != Screen::record || state_->record.phase != Phase::ready) return;
  for (RecordCategory const& category : state_->record.value.categories) {
    auto const entry = std::ranges::find(category.entries, entry_id, &Entry::id);
    if (entry == category.entries.end()) continue;
    return kind == DraftKind::correction ? begin_correction(*entry) : begin_deletion(*entry);
  }
}

void Machine::begin_deletion(Entry const& entry) {
  Student const& student = state_->record.value.student;
  if (!student.allows(RequestKind::deletion)) return;
  Draft fresh = draft_about(student);
  fresh.kind = DraftKind::deletion;
  fresh.entry_id = entry.id;
  fresh.label = entry.label;
  std::string const key = draft_key(fresh);
  auto& draft = state_->drafts.try_emplace(key, fresh).first->second;
  // The record may have changed since the draft was begun.
  draft.old_value = entry.value;
  draft.deletion_basis = entry.deletion_basis;
  open_form(key);
}

void Machine::begin_inspection(std::string_view student_id) {
  auto const& children = state_->me.value.children;
  auto const child = std::ranges::find(children, student_id, &Student::id);
  if (child == children.end() || !child->allows(RequestKind::inspection)) return;
  Draft fresh = draft_about(*child);
  fresh.kind = DraftKind::inspection;
  std::string const key = draft_key(fresh);
  state_->drafts.try_emplace(key, std::move(fresh));
  open_form(key);
}

void Machine::begin_steps() {
  Request const& request = state_->request.value;
  Draft fresh = draft_about(request.student);
  fresh.request_id = request.id;
  fresh.asked = request.kind;
  if (!request.entries.empty()) fresh.label = request.entries.front().label;
  // To withdraw has a button of its own, to write a form of its own.
  auto choices = request.may;
  std::erase(choices, RequestEvent::withdraw);
  std::erase(choices, RequestEvent::message);
  if (!choices.empty()) {
    fresh.kind = DraftKind::step;
    auto& draft = state_->drafts.try_emplace(draft_key(fresh), fresh).first->second;
    // The request may have moved on since the draft was begun.
    if (draft.event && std::ranges::find(choices, *draft.event) == choices.end()) draft.event.reset();
    if (choices.size() == 1) draft.event = choices.front();
    draft.choices = std::move(choices);
  }
  if (request.allows(RequestEvent::message)) {
    fresh.kind = DraftKind::message;
    fresh.event = RequestEvent::message;
    state_->drafts.try_emplace(draft_key(fresh), fresh);
  }
}

void Machine::open_form(std::string const& key) {
  Draft const& draft = state_->drafts.at(key);
  Place place{.screen = Screen::request, .student_id = draft.student_id, .request_id = draft.request_id, .draft = key};
  switch (draft.kind) {
    case DraftKind::correction:
      place.screen = Screen::correction;
      break;
    case DraftKind::deletion:
      place.screen = Screen::deletion;
      break;
    case DraftKind::inspection:
      place.screen = Screen::inspection;
      break;
    case DraftKind::step:
    case DraftKind::message:
      place = {.screen = Screen::request, .request_id = draft.request_id};
      break;
  }
  go(std::move(place));
}

std::string Machine::first_invalid(std::string const& key, Draft const& draft) {
  auto const invalid = invalid_fields(key, draft);
  return invalid.empty() ? std::string{} : invalid.front().key;
}

void Machine::review(std::string const& key, Draft& draft) {
  if (draft.sending != Sending::no) return;
  if (!check(draft, *state_)) {
    effects_.emplace_back(Focus{first_invalid(key, draft)});
    return;
  }
  draft.problem = Problem::none;
  go({.screen = Screen::review, .student_id = draft.student_id, .request_id = draft.request_id, .draft = key});
}

void Machine::send(std::string const& key, Draft& draft) {
  if (draft.sending != Sending::no || state_->place.screen != Screen::review || state_->place.draft != key) return;
  if (!check(draft, *state_)) {
    open_form(key);
    effects_.emplace_back(Focus{first_invalid(key, draft)});
    return;
  }
  draft.problem = Problem::none;
  if (draft.file_name.empty() || !draft.attachment_id.empty()) return post(draft);
  draft.sending = Sending::uploading;
  draft.waiting_for = next_id();
  draft.sent_bytes = 0;
  draft.total_bytes = 0;
  effects_.emplace_back(
      UploadAttachment{.id = draft.waiting_for, .field_key = keys::of(keys::file, key), .path = attachments_path()});
}

void Machine::post(Draft& draft) {
  draft.sending = Sending::posting;
  draft.waiting_for = next_id();
  // The same again is one request, whatever became of the first answer; what was changed since is another.
  if (std::string body = body_of(draft); draft.once.empty() || body != draft.posted) {
    draft.once = std::to_string(state_->now_ms) + "-" + std::to_string(draft.waiting_for);
    draft.posted = std::move(body);
  }
  effects_.emplace_back(
      Http{.id = draft.waiting_for,
           .method = Method::post,
           .path = draft.request_id.empty() ? student_requests_path(draft.student_id) : steps_path(draft.request_id),
           .body = draft.posted,
           .once = draft.once,
           .unless_changed = is_decision(draft, *state_) ? request_path(draft.request_id) : std::string{}});
}

void Machine::discard(std::string const& key) {
  auto const found = state_->drafts.find(key);
  if (found == state_->drafts.end() || found->second.sending != Sending::no) return;
  Draft const draft = std::move(found->second);
  state_->drafts.erase(found);
  switch (draft.kind) {
    case DraftKind::correction:
    case DraftKind::deletion:
      return go({.screen = Screen::record, .student_id = draft.student_id});
    case DraftKind::inspection:
      return go({.screen = Screen::children});
    case DraftKind::step:
    case DraftKind::message:
      return go({.screen = Screen::request, .request_id = draft.request_id});
  }
}

}  // namespace hallpass::portal
