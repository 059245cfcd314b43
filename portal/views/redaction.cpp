// Staff: hide a part of an entry that is about another student.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_redaction(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  RedactionForm const& form = state.redaction;
  page.way(keys::of(keys::record, state.place.student_id), Text::back_to_record);
  if (state.action.phase == Phase::failed) page.problem(state.action.problem, {});
  bool const busy = state.action.phase == Phase::loading;
  if (busy) ui.notice(Tone::info, page.text(Text::sending));
  ui.paragraph(page.text(Text::redaction_intro));
  ui.facts([&] {
    ui.fact(page.text(Text::entry), page.translated(form.entry.label));
    ui.fact(page.text(Text::now_says), form.entry.value);
  });
  ui.form("form", page.text(Text::redaction_title), [&] {
    bool const part_wrong = form.part_error != FieldError::none;
    ui.text_field(keys::redaction_part, {.label = page.text(Text::redaction_part),
                                         .value = form.part,
                                         .description = page.text(Text::redaction_part_help),
                                         .error = part_wrong ? page.text(Text::error_part) : std::string_view{},
                                         .necessity = Necessity::required});
    auto const note_error =
        form.note_error == FieldError::too_long ? Text::error_too_long : Text::error_reason_required;
    bool const note_wrong = form.note_error != FieldError::none;
    ui.text_field(keys::redaction_note, {.label = page.text(Text::redaction_note),
                                         .value = form.note,
                                         .description = page.text(Text::redaction_note_help),
                                         .error = note_wrong ? page.text(note_error) : std::string_view{},
                                         .necessity = Necessity::required});
    ui.actions([&] {
      ui.button(keys::send_redaction, {.label = page.text(Text::redaction_send),
                                       .look = ButtonLook::primary,
                                       .kind = ButtonKind::submit,
                                       .availability = busy ? Availability::unavailable : Availability::available});
    });
  });
}

}  // namespace hallpass::portal
