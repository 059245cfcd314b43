#include "portal/model/invalid_fields.hpp"

#include "portal/model/keys.hpp"
#include "portal/model/words.hpp"

namespace hallpass::portal {

std::vector<InvalidField> invalid_fields(std::string_view key, Draft const& draft) {
  std::vector<InvalidField> invalid;
  auto const note = [&](FieldError error, std::string_view verb, Text text) {
    if (error != FieldError::none) invalid.push_back({keys::of(verb, key), text});
  };
  if (draft.event_error != FieldError::none && !draft.choices.empty()) {
    // A radio button's key: its group's, and its value.
    auto const first = records::to_string(draft.choices.front());
    invalid.push_back({keys::of(keys::event, key).append("=").append(first), Text::error_event_required});
  }
  for (Change const& change : draft.changes) {
    if (change.error == FieldError::none) continue;
    invalid.push_back({.key = keys::of(keys::new_value, change.number, key),
                       .text = new_value_error(change.error),
                       .label = draft.changes.size() > 1 ? change.label : std::string{}});
  }
  note(draft.date_error, keys::hearing_date, date_error(draft.date_error));
  note(draft.time_error, keys::hearing_time, Text::error_time_required);
  note(draft.place_error, keys::hearing_place, place_error(draft.place_error));
  note(draft.reason_error, keys::reason, reason_error(draft));
  note(draft.file_error, keys::file, file_error(draft.file_error));
  return invalid;
}

}  // namespace hallpass::portal
