// Ask for a correction: what it should say, why, and a paper that shows it.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_correction(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  page.way(keys::of(keys::record, draft.student_id), Text::back_to_record);
  page.error_summary(key, draft);
  ui.paragraph(page.text(Text::correction_intro));
  ui.facts([&] { page.about(draft); });
  ui.form("form", page.text(Text::correction_title), [&] {
    bool const value_wrong = draft.new_value_error != FieldError::none;
    ui.text_field(keys::of(keys::new_value, key),
                  {.label = page.text(Text::should_say),
                   .value = draft.new_value,
                   .description = page.text(Text::should_say_help),
                   .error = value_wrong ? page.text(new_value_error(draft.new_value_error)) : std::string_view{},
                   .necessity = Necessity::required});
    page.reason_field(key, draft);
    bool const file_wrong = draft.file_error != FieldError::none;
    ui.file_field(keys::of(keys::file, key),
                  {.label = page.text(Text::file),
                   .description = page.text(Text::file_help, {page.district()}),
                   .error = file_wrong ? page.text(file_error(draft.file_error)) : std::string_view{}});
    if (!draft.file_name.empty()) ui.paragraph(page.text(Text::file_chosen, {draft.file_name}));
    if (!draft.file_name.empty() || draft.file_lost) {
      ui.actions([&] { ui.button(keys::of(keys::remove_file, key), {.label = page.text(Text::remove_file)}); });
    }
    page.form_actions(key, draft);
  });
}

}  // namespace hallpass::portal
