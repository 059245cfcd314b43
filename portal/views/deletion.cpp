// Ask to delete: what the law or the district's policy says about this entry, and what else one can ask for.
#include <vector>

#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

std::vector<Text> choices_instead(Page const& page, Draft const& draft) {
  std::vector<Text> out;
  if (auto const* const student = find_own_or_child(page.state(), draft.student_id)) {
    if (student->allows(RequestKind::correction)) out.push_back(Text::instead_correction);
    if (student->allows(RequestKind::inspection)) out.push_back(Text::instead_inspection);
  }
  out.push_back(Text::instead_log);
  return out;
}

}  // namespace

void draw_deletion(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  page.way(keys::of(keys::record, draft.student_id), Text::back_to_record);
  page.error_summary(key, draft);
  ui.facts([&] { page.about(draft); });
  ui.section("deletion-law", 2, page.text(Text::deletion_law_title), [&] {
    ui.paragraph(page.text(word(draft.deletion_basis)));
    ui.paragraph(page.text(Text::deletion_hint));
  });
  ui.section("deletion-instead", 2, page.text(Text::instead_title), [&] {
    ui.list(ListKind::bullets, [&] {
      for (Text const what : choices_instead(page, draft)) {
        ui.item({}, [&] { ui.text(page.text(what)); });
      }
    });
  });
  ui.paragraph([&] { ui.strong(page.text(Text::deletion_final)); });
  ui.form("form", page.text(Text::deletion_title), [&] {
    page.reason_field(key, draft);
    page.form_actions(key, draft);
  });
}

}  // namespace hallpass::portal
