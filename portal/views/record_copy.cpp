// A copy of the record for oneself: as what, and whether locked.
#include "portal/model/record_copy.hpp"

#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

void draw_format(Page const& page) {
  page.ui().radio_group(keys::copy_format,
                        {.label = page.text(Text::copy_format), .selected = to_string(page.state().copy.format)},
                        {{.value = to_string(CopyFormat::page),
                          .label = page.text(Text::copy_format_page),
                          .description = page.text(Text::copy_format_page_help)},
                         {.value = to_string(CopyFormat::table),
                          .label = page.text(Text::copy_format_table),
                          .description = page.text(Text::copy_format_table_help)},
                         {.value = to_string(CopyFormat::data),
                          .label = page.text(Text::copy_format_data),
                          .description = page.text(Text::copy_format_data_help)}});
}

void draw_lock(Page const& page) {
  Ui& ui = page.ui();
  CopyForm const& form = page.state().copy;
  ui.checkbox(
      keys::copy_lock,
      {.label = page.text(Text::copy_lock), .checked = form.is_locked, .description = page.text(Text::copy_lock_help)});
  if (!form.is_locked) return;
  bool const wrong = form.error != FieldError::none;
  ui.text_field(keys::copy_passphrase, {.label = page.text(Text::copy_passphrase),
                                        .value = form.passphrase,
                                        .description = page.text(Text::copy_passphrase_help),
                                        .error = wrong ? page.text(Text::error_passphrase) : std::string_view{},
                                        .kind = form.shows_passphrase ? TextKind::single : TextKind::password,
                                        .necessity = Necessity::required,
                                        .autocomplete = "new-password"});
  ui.checkbox(keys::copy_show, {.label = page.text(Text::copy_show), .checked = form.shows_passphrase});
}

}  // namespace

void draw_copy(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  page.way(keys::of(keys::record, state.place.student_id), Text::back_to_record);
  if (!page.is_ready(state.record)) return;
  bool const busy = state.action.phase == Phase::loading;
  if (state.action.phase == Phase::failed) ui.notice(Tone::danger, page.text(Text::copy_failed));
  if (busy) ui.notice(Tone::info, page.text(Text::copying));
  ui.paragraph(page.text(Text::copy_intro));
  ui.form("form", page.text(Text::get_copy), [&] {
    draw_format(page);
    draw_lock(page);
    ui.paragraph(page.text(Text::copy_shared));
    ui.actions([&] {
      ui.button(keys::save_copy, {.label = page.text(Text::save_copy),
                                  .look = ButtonLook::primary,
                                  .kind = ButtonKind::submit,
                                  .availability = busy ? Availability::unavailable : Availability::available});
    });
  });
}

}  // namespace hallpass::portal
