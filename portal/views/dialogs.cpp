// Questions before something that cannot be undone, and before the session ends.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

struct Question {
  Text title;
  Text text;
  Text confirm;
  Text cancel;
};

Question question_of(Dialog dialog) {
  switch (dialog) {
    case Dialog::withdraw:
      return {Text::dialog_withdraw_title, Text::dialog_withdraw_text, Text::dialog_withdraw_confirm,
              Text::dialog_keep};
    case Dialog::discard:
      return {Text::dialog_discard_title, Text::dialog_discard_text, Text::dialog_discard_confirm, Text::dialog_keep};
    case Dialog::sign_out:
      return {Text::dialog_sign_out_title, Text::dialog_sign_out_text, Text::dialog_sign_out_confirm,
              Text::dialog_stay};
    case Dialog::session:
    case Dialog::none:
      break;
  }
  return {Text::dialog_session_title, Text::dialog_session_text, Text::dialog_session_confirm, Text::dialog_later};
}

}  // namespace

void draw_dialog(Page const& page) {
  Dialog const dialog = page.state().dialog;
  if (dialog == Dialog::none) return;
  Ui& ui = page.ui();
  Question const question = question_of(dialog);
  bool const harmless = dialog == Dialog::session;
  ui.dialog(keys::dialog, page.text(question.title), [&] {
    ui.paragraph(page.text(question.text));
    // The first button gets the focus: the one that does no harm.
    ui.actions([&] {
      Button const confirm{.label = page.text(question.confirm),
                           .look = harmless ? ButtonLook::primary : ButtonLook::danger};
      if (harmless) ui.button(keys::confirm, confirm);
      ui.button(keys::cancel, {.label = page.text(question.cancel)});
      if (!harmless) ui.button(keys::confirm, confirm);
    });
  });
}

}  // namespace hallpass::portal
