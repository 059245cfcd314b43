// Ask to see all of the record, also what is not in the district's computer.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

void draw_inspection(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  page.way_home();
  page.error_summary(key, draft);
  ui.paragraph(page.text(Text::inspection_intro));
  ui.facts([&] { page.about(draft); });
  ui.form("form", page.text(Text::inspection_title), [&] {
    page.reason_field(key, draft);
    page.form_actions(key, draft);
  });
}

}  // namespace hallpass::portal
