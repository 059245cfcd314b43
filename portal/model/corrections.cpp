// Which entries one correction asks to change: each is chosen in the record, and may be taken out again in the form.
#include <algorithm>

#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"

namespace hallpass::portal {
namespace {

// A change with its draft; both null when there is none under that key.
struct Found {
  Draft* draft = nullptr;
  std::vector<Change>::iterator change{};
};

Found find_change(State& state, std::string_view what) {
  auto const [number, key] = keys::parts(what);
  auto const draft = state.drafts.find(std::string{key});
  if (draft == state.drafts.end()) return {};
  auto& changes = draft->second.changes;
  auto const change =
      std::ranges::find_if(changes, [&](Change const& each) { return std::to_string(each.number) == number; });
  if (change == changes.end()) return {};
  return {&draft->second, change};
}

Draft fresh_correction(Student const& student) {
  Draft draft = draft_about(student);
  draft.kind = DraftKind::correction;
  return draft;
}

}  // namespace

void Machine::begin_correction(Entry const& entry) {
  Student const& student = state_->record.value.student;
  if (!entry.correctable || !student.allows(RequestKind::correction)) return;
  Draft fresh = fresh_correction(student);
  std::string const key = draft_key(fresh);
  Draft& draft = state_->drafts.try_emplace(key, fresh).first->second;
  // What is on its way is not changed any more.
  if (draft.sending != Sending::no) {
    return go({.screen = Screen::review, .student_id = draft.student_id, .draft = key});
  }
  auto change = std::ranges::find(draft.changes, entry.id, &Change::entry_id);
  if (change == draft.changes.end()) {
    if (draft.changes.size() >= max_changes) return;
    // Who only looked at the form of another entry does not ask for that one too.
    if (!collects_changes(draft)) draft = std::move(fresh);
    draft.changes.push_back({.number = ++draft.last_change,
                             .entry_id = entry.id,
                             .label = entry.label,
                             .old_value = entry.value,
                             .new_value = entry.value});
    change = std::prev(draft.changes.end());
  }
  draft.wants_more_changes = false;
  open_form(key);
  if (draft.changes.size() > 1) effects_.emplace_back(Focus{keys::of(keys::new_value, change->number, key)});
}

bool Machine::rewrite_change(std::string_view what, std::string_view text) {
  auto const [draft, change] = find_change(*state_, what);
  if (draft == nullptr) return false;
  change->new_value = text;
  change->error = FieldError::none;
  return true;
}

void Machine::remove_change(std::string_view what) {
  auto const [draft, change] = find_change(*state_, what);
  // The last one goes with the draft, which is asked first.
  if (draft == nullptr || draft->sending != Sending::no || draft->changes.size() < 2) return;
  auto const next = draft->changes.erase(change);
  Change const& near = next == draft->changes.end() ? draft->changes.back() : *next;
  effects_.emplace_back(Focus{keys::of(keys::new_value, near.number, draft_key(*draft))});
}

void Machine::choose_more_changes(Draft& draft) {
  draft.wants_more_changes = true;
  go({.screen = Screen::record, .student_id = draft.student_id});
}

void Machine::renew_old_values() {
  auto const found = state_->drafts.find(draft_key(fresh_correction(state_->record.value.student)));
  if (found == state_->drafts.end()) return;
  for (Change& change : found->second.changes) {
    for (RecordCategory const& category : state_->record.value.categories) {
      auto const entry = std::ranges::find(category.entries, change.entry_id, &Entry::id);
      if (entry != category.entries.end()) change.old_value = entry->value;
    }
  }
}

}  // namespace hallpass::portal
