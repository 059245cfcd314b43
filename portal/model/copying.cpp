// Saving a copy of the record on the person's own device.
#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"
#include "portal/model/record_copy.hpp"

namespace hallpass::portal {

bool Machine::change_copy(std::string_view key, std::string_view text) {
  CopyForm& form = state_->copy;
  if (key == keys::copy_format) {
    form.format = parse_copy_format(text);
  } else if (key == keys::copy_lock) {
    form.is_locked = text == "true";
    form.error = FieldError::none;
  } else if (key == keys::copy_passphrase) {
    form.passphrase = text;
    form.error = FieldError::none;
  } else if (key == keys::copy_show) {
    form.shows_passphrase = text == "true";
  } else {
    return false;
  }
  return true;
}

void Machine::save_copy() {
  if (state_->place.screen != Screen::copy || state_->record.phase != Phase::ready ||
      state_->action.phase == Phase::loading) {
    return;
  }
  CopyForm& form = state_->copy;
  state_->notice = Notice::none;
  bool const is_weak = form.is_locked && form.passphrase.size() < min_passphrase_bytes;
  form.error = is_weak ? FieldError::required : FieldError::none;
  if (is_weak) {
    effects_.emplace_back(Focus{std::string{keys::copy_passphrase}});
    return;
  }
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{keys::save_copy}};
  effects_.emplace_back(SaveCopy{.id = state_->action.waiting_for,
                                 .file_name = copy_file_name(*state_, form.format),
                                 .media_type = std::string{media_type(form.format)},
                                 .text = record_copy(*state_, form.format),
                                 .passphrase = form.is_locked ? form.passphrase : std::string{}});
}

}  // namespace hallpass::portal
