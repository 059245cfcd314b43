// Before sign-in: what this is, who may use it, and how to do without it.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_welcome(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  if (state.district.phase == Phase::failed) page.problem(state.district.problem, keys::retry);

  ui.paragraph(page.text(Text::welcome_intro, {page.district()}));
  ui.list(ListKind::bullets, [&] {
    for (Text const what : {Text::welcome_see, Text::welcome_correct, Text::welcome_delete, Text::welcome_log}) {
      ui.item({}, [&] { ui.text(page.text(what)); });
    }
  });
  ui.section("welcome-sign-in", 2, page.text(Text::welcome_sign_in_title), [&] {
    ui.paragraph(page.text(Text::welcome_sign_in_text));
    if (state.session == Session::signing_in) ui.notice(Tone::info, page.text(Text::signing_in));
    // Stays pressable: who comes back from the provider without signing in finds this page as it was left.
    ui.actions([&] { ui.button(keys::sign_in, {.label = page.text(Text::sign_in), .look = ButtonLook::primary}); });
  });
  ui.section("welcome-who", 2, page.text(Text::welcome_who_title), [&] {
    ui.paragraph(page.text(Text::welcome_who_text));
    ui.paragraph(page.text(Text::welcome_young));
    ui.paragraph(page.text(Text::welcome_personnel));
  });
  ui.section("welcome-without", 2, page.text(Text::welcome_without_title),
             [&] { ui.paragraph(page.text(Text::welcome_without_text)); });
}

}  // namespace hallpass::portal
