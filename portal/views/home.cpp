// Signed in, before it is known as whom; and signed in as somebody for whom there is nothing here.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

void draw_home(Page const& page) {
  // The next screen comes as soon as this is ready.
  if (page.is_ready(page.state().me)) page.ui().notice(surface::Tone::info, page.text(Text::loading));
}

void draw_not_for_you(Page const& page) {
  page.ui().paragraph(page.text(Text::not_for_you_text));
}

}  // namespace hallpass::portal
