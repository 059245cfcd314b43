// My children, my own record, and what is begun but not sent.
#include <algorithm>

#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

void draw_unfinished(Page const& page) {
  auto const& drafts = page.state().drafts;
  if (std::ranges::none_of(drafts, [](auto const& entry) { return is_touched(entry.second); })) return;
  Ui& ui = page.ui();
  ui.section("unfinished", 2, page.text(Text::unfinished_title), [&] {
    ui.paragraph(page.text(Text::unfinished_text));
    ui.list(ListKind::bullets, [&] {
      for (auto const& entry : drafts) {
        std::string const& key = entry.first;
        Draft const& draft = entry.second;
        if (!is_touched(draft)) continue;
        ui.item(keys::of("unfinished", key), [&] {
          std::string const what = subject(page.state().language, draft);
          ui.link(keys::of(keys::resume, key), {.label = page.text(Text::unfinished_item, {draft.student_name, what})});
        });
      }
    });
  });
}

// Tells records of one name apart: a parent may work for the district too.
void draw_which(Page const& page, Student const& child) {
  Ui& ui = page.ui();
  if (child.kind == RecordKind::applicant) ui.paragraph(page.text(Text::own_as_applicant));
  if (child.kind == RecordKind::employee) ui.paragraph(page.text(Text::own_as_employee));
  if (!child.is_student()) return;
  ui.facts([&] {
    if (!child.school.empty()) ui.fact(page.text(Text::school), child.school);
    if (!child.grade.empty()) ui.fact(page.text(Text::grade), grade_in_words(page.state().language, child.grade));
  });
}

void draw_child(Page const& page, Student const& child) {
  Ui& ui = page.ui();
  ui.section(keys::of("child", child.id), 2, child.name, [&] {
    draw_which(page, child);
    std::string const whose = page.text(Text::of_child, {child.name});
    ui.actions([&] {
      ui.button(keys::of(keys::record, child.id),
                {.label = page.text(Text::see_record), .look = ButtonLook::primary, .context = whose});
      if (may_see_log(child)) {
        ui.button(keys::of(keys::disclosures, child.id), {.label = page.text(Text::see_disclosures), .context = whose});
      }
      if (child.allows(RequestKind::inspection)) {
        ui.button(keys::of(keys::inspect, child.id), {.label = page.text(Text::ask_inspection), .context = whose});
      }
    });
  });
}

}  // namespace

void draw_children(Page const& page) {
  auto const& children = page.state().me.value.children;
  if (children.empty()) page.ui().paragraph(page.text(Text::children_empty));
  draw_unfinished(page);
  for (Student const& child : children) draw_child(page, child);
}

}  // namespace hallpass::portal
