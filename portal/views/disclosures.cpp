// Who has seen the record: what the law asks to be written down, and what is written down beyond it.
#include <algorithm>

#include "portal/views/long_list.hpp"
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

std::string categories_in_words(Page const& page, std::vector<std::optional<Category>> const& categories) {
  std::string out;
  for (auto const& category : categories) {
    if (!out.empty()) out += ", ";
    out += page.text(word(category));
  }
  return out;
}

void draw_log(Page const& page, std::string_view key, std::string_view caption, bool required_by_law) {
  Ui& ui = page.ui();
  std::vector<Disclosure const*> log;
  for (Disclosure const& entry : page.state().disclosures.value) {
    if (entry.required_by_law == required_by_law) log.push_back(&entry);
  }
  LongList const list(page, keys::of(key, page.state().place.student_id), log.size());
  ui.table(key, caption,
           {page.text(Text::column_who), page.text(Text::column_when), page.text(Text::column_how),
            page.text(Text::column_why), page.text(Text::column_parts), page.text(Text::column_rule)},
           [&] {
             for (std::size_t i = 0; i < list.shown(); ++i) {
               Disclosure const& entry = *log[i];
               ui.row(keys::of("log", entry.id), [&] {
                 ui.row_header(page.or_nothing(entry.party), list.header_key(i));
                 ui.cell([&] { page.moment(entry.at); });
                 ui.cell(page.text(word(entry.kind)));
                 ui.cell(page.or_nothing(entry.interest));
                 ui.cell(page.or_nothing(categories_in_words(page, entry.what)));
                 ui.cell(page.or_nothing(entry.source));
               });
             }
           });
  list.draw_more(caption);
}

void draw_by_law(Page const& page, bool any) {
  Ui& ui = page.ui();
  ui.section("log-law", 2, page.text(Text::disclosures_law_title), [&] {
    if (any) {
      draw_log(page, "log-law-table", page.text(Text::disclosures_law_title), true);
    } else {
      ui.paragraph(page.text(Text::disclosures_law_empty));
    }
  });
}

}  // namespace

void draw_disclosures(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  page.way(keys::of(keys::record, state.place.student_id), Text::back_to_record);
  ui.paragraph(page.text(Text::disclosures_intro));
  if (!page.is_ready(state.disclosures)) return;
  auto const& log = state.disclosures.value;
  if (log.empty()) {
    ui.paragraph(page.text(Text::disclosures_empty));
    return;
  }
  bool const any_by_law = std::ranges::any_of(log, &Disclosure::required_by_law);
  bool const any_beyond = !std::ranges::all_of(log, &Disclosure::required_by_law);
  // No law asks for a log of personnel records.
  bool const is_asked_for = kind_on_screen(state) == RecordKind::student || any_by_law;
  if (is_asked_for) draw_by_law(page, any_by_law);
  if (!any_beyond) return;
  ui.section("log-beyond", 2, page.text(Text::disclosures_promise_title), [&] {
    ui.paragraph(page.text(Text::disclosures_promise_text));
    draw_log(page, "log-beyond-table", page.text(Text::disclosures_promise_title), false);
  });
}

}  // namespace hallpass::portal
