// Ask for a correction: what each entry should say, why, and a paper that shows it.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

void draw_change(Page const& page, std::string_view key, Draft const& draft, Change const& change) {
  Ui& ui = page.ui();
  std::string const label = page.translated(change.label);
  ui.section(keys::of("change", change.number, key), 2, label, [&] {
    ui.facts([&] { ui.fact(page.text(Text::now_says), page.or_nothing(change.old_value)); });
    bool const wrong = change.error != FieldError::none;
    bool const hides = change.old_value.find(records::redaction_mark) != std::string::npos;
    ui.text_field(keys::of(keys::new_value, change.number, key),
                  {.label = page.text(Text::entry_should_say, {label}),
                   .value = change.new_value,
                   .description = page.text(hides ? Text::keep_marks_help : Text::should_say_help),
                   .error = wrong ? page.text(new_value_error(change.error)) : std::string_view{},
                   .necessity = Necessity::required});
    if (draft.changes.size() < 2) return;
    ui.actions([&] {
      ui.button(keys::of(keys::remove_change, change.number, key),
                {.label = page.text(Text::remove_change), .context = label});
    });
  });
}

void draw_more_changes(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  if (draft.changes.size() >= max_changes) {
    ui.paragraph(page.text(Text::changes_full, {std::to_string(max_changes)}));
    return;
  }
  ui.actions([&] { ui.button(keys::of(keys::more_changes, key), {.label = page.text(Text::more_changes)}); });
}

void draw_file(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  bool const wrong = draft.file_error != FieldError::none;
  ui.file_field(keys::of(keys::file, key),
                {.label = page.text(Text::file),
                 .description = page.text(Text::file_help, {page.district()}),
                 .error = wrong ? page.text(file_error(draft.file_error)) : std::string_view{}});
  if (!draft.file_name.empty()) ui.paragraph(page.text(Text::file_chosen, {draft.file_name}));
  if (draft.file_name.empty() && !draft.file_lost) return;
  ui.actions([&] { ui.button(keys::of(keys::remove_file, key), {.label = page.text(Text::remove_file)}); });
}

}  // namespace

void draw_correction(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  page.way(keys::of(keys::record, draft.student_id), Text::back_to_record);
  page.error_summary(key, draft);
  ui.paragraph(page.text(Text::correction_intro));
  ui.facts([&] { page.about(draft); });
  ui.form("form", page.text(Text::correction_title), [&] {
    for (Change const& change : draft.changes) draw_change(page, key, draft, change);
    draw_more_changes(page, key, draft);
    page.reason_field(key, draft);
    draw_file(page, key, draft);
    page.form_actions(key, draft);
  });
}

}  // namespace hallpass::portal
