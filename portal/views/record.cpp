// One record by category: what it says, where it comes from, what it is for, what one can ask.
#include <algorithm>

#include "portal/views/long_list.hpp"
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

std::string section_key(std::size_t index) {
  return "part:" + std::to_string(index);
}

Draft const* find_draft(State const& state, DraftKind kind, std::string_view entry_id = {}) {
  Draft probe;
  probe.kind = kind;
  probe.student_id = state.record.value.student.id;
  probe.entry_id = entry_id;
  auto const found = state.drafts.find(draft_key(probe));
  return found == state.drafts.end() ? nullptr : &found->second;
}

// The button says when a correction or deletion of the entry is begun already.
void draw_correct(Page const& page, Entry const& entry, std::string_view label) {
  Draft const* const draft = find_draft(page.state(), DraftKind::correction);
  bool const collects = draft != nullptr && collects_changes(*draft);
  bool const asked = collects && std::ranges::find(draft->changes, entry.id, &Change::entry_id) != draft->changes.end();
  bool const is_full = collects && !asked && draft->changes.size() >= max_changes;
  Text const name = asked ? Text::continue_correction : collects ? Text::also_correct : Text::ask_correction;
  page.ui().button(keys::of(keys::correct, entry.id),
                   {.label = page.text(name),
                    .availability = is_full ? Availability::unavailable : Availability::available,
                    .context = label});
}

void draw_erase(Page const& page, Entry const& entry, std::string_view label) {
  Draft const* const draft = find_draft(page.state(), DraftKind::deletion, entry.id);
  bool const begun = draft != nullptr && is_touched(*draft);
  page.ui().button(keys::of(keys::erase, entry.id),
                   {.label = page.text(begun ? Text::continue_deletion : Text::ask_deletion), .context = label});
}

void draw_redact(Page const& page, Entry const& entry, std::string_view label) {
  page.ui().button(keys::of(keys::redact, entry.id), {.label = page.text(Text::redact), .context = label});
}

bool may_correct(Page const& page, Entry const& entry) {
  return entry.correctable && page.state().record.value.student.allows(RequestKind::correction);
}

bool may_erase(Page const& page) {
  return page.state().record.value.student.allows(RequestKind::deletion);
}

// Who may only look has none: a student before 18, or whom the district's policy grants no more. What staff hide is in
// the record of a student.
bool has_actions(Page const& page) {
  Student const& student = page.state().record.value.student;
  if (page.is_staff()) return student.is_student();
  return student.allows(RequestKind::correction) || may_erase(page);
}

// A correction that is begun stays in sight, for it may take in more than one entry.
void draw_begun(Page const& page) {
  Draft const* const draft = find_draft(page.state(), DraftKind::correction);
  if (draft == nullptr || !collects_changes(*draft)) return;
  Ui& ui = page.ui();
  ui.notice(Tone::info, [&] {
    ui.paragraph(page.text(Text::correction_begun));
    ui.actions(
        [&] { ui.button(keys::of(keys::resume, draft_key(*draft)), {.label = page.text(Text::continue_correction)}); });
  });
}

// What it says; and where a part is hidden, why, or to staff what.
void draw_value(Page const& page, Entry const& entry) {
  Ui& ui = page.ui();
  if (entry.redactions.empty()) return ui.cell(page.or_nothing(entry.value));
  ui.cell([&] {
    ui.paragraph(entry.value);
    if (!page.is_staff()) {
      auto const& first = entry.redactions.front();
      ui.paragraph(page.why_hidden(first.explanation, first.source));
      return;
    }
    bool const busy = page.state().action.phase == Phase::loading;
    for (Redaction const& redaction : entry.redactions) {
      ui.paragraph(page.text(Text::redaction_hidden, {redaction.part, redaction.by, redaction.note}));
      if (!redaction.may_lift) continue;
      ui.actions([&] {
        ui.button(keys::of(keys::lift, redaction.id),
                  {.label = page.text(Text::redaction_lift),
                   .availability = busy ? Availability::unavailable : Availability::available,
                   .context = redaction.part});
      });
    }
  });
}

void draw_entry(Page const& page, Entry const& entry, std::string const& header_key) {
  Ui& ui = page.ui();
  std::string const label = page.translated(entry.label);
  ui.row(keys::of("entry", entry.id), [&] {
    ui.row_header(label, header_key);
    draw_value(page, entry);
    ui.cell(entry.source);
    ui.cell(page.translated(entry.purpose));
    if (!has_actions(page)) return;
    bool const redacts = page.is_staff() && entry.may_redact;
    bool const corrects = may_correct(page, entry);
    bool const erases = may_erase(page);
    if (!redacts && !corrects && !erases) return ui.cell("-");
    ui.cell([&] {
      ui.actions([&] {
        if (redacts) draw_redact(page, entry, label);
        if (corrects) draw_correct(page, entry, label);
        if (erases) draw_erase(page, entry, label);
      });
    });
  });
}

// What was placed beside entries that were not changed: kept and shown with them (34 CFR 99.21(c)).
void draw_statements(Page const& page, RecordCategory const& category) {
  auto const has = [](Entry const& entry) { return !entry.statements.empty(); };
  if (std::ranges::none_of(category.entries, has)) return;
  Ui& ui = page.ui();
  ui.heading(3, page.text(Text::statements_title));
  ui.list(ListKind::bullets, [&] {
    for (Entry const& entry : category.entries) {
      for (Statement const& statement : entry.statements) {
        ui.item({}, [&] {
          ui.paragraph([&] {
            ui.strong(page.text(Text::statement_about, {page.translated(entry.label), statement.author}));
            ui.text(" ");
            page.day_of(statement.at);
          });
          ui.paragraph(statement.text);
        });
      }
    }
  });
}

void draw_category(Page const& page, std::size_t index, RecordCategory const& category) {
  Ui& ui = page.ui();
  std::string_view const title = page.text(word(category.category));
  ui.section(section_key(index), 2, title, [&] {
    if (!page.is_staff()) ui.paragraph(page.text(help(category.category)));
    if (category.entries.empty()) {
      ui.paragraph(page.text(Text::record_category_empty));
      return;
    }
    auto const key = "entries:" + std::to_string(index);
    LongList const list(page, keys::of(key, page.state().record.value.student.id), category.entries.size());
    auto const draw_rows = [&] {
      for (std::size_t i = 0; i < list.shown(); ++i) draw_entry(page, category.entries[i], list.header_key(i));
    };
    if (has_actions(page)) {
      ui.table(key, title,
               {page.text(Text::column_field), page.text(Text::column_value), page.text(Text::column_source),
                page.text(Text::column_purpose), page.text(Text::column_actions)},
               draw_rows);
    } else {
      ui.table(key, title,
               {page.text(Text::column_field), page.text(Text::column_value), page.text(Text::column_source),
                page.text(Text::column_purpose)},
               draw_rows);
    }
    list.draw_more(title);
    draw_statements(page, category);
  });
}

void draw_ways(Page const& page, Student const& student) {
  Ui& ui = page.ui();
  ui.actions([&] {
    std::string const whose = page.text(Text::of_child, {student.name});
    auto const way = [&](std::string_view verb, Text label) {
      ui.button(keys::of(verb, student.id), {.label = page.text(label), .context = whose});
    };
    way(keys::get_copy, Text::get_copy);
    if (may_see_log(student)) way(keys::disclosures, Text::see_disclosures);
    // Directory information is the schools' (34 CFR 99.37).
    if (student.is_student() && !student.may_request.empty()) way(keys::directory, Text::see_directory);
    if (student.allows(RequestKind::inspection)) way(keys::inspect, Text::ask_inspection);
  });
}

}  // namespace

void draw_record(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  page.way_home();
  if (!page.is_ready(state.record)) return;
  Record const& record = state.record.value;
  if (state.action.phase == Phase::failed) page.problem(state.action.problem, {});
  if (state.action.phase == Phase::loading) ui.notice(Tone::info, page.text(Text::sending));
  ui.paragraph(page.is_staff() ? page.text(Text::record_intro_staff, {record.student.name})
                               : std::string{page.text(Text::record_intro)});
  if (record.opted_out_since && record.student.is_student()) {
    ui.paragraph([&] {
      ui.strong(page.text(Text::directory_withheld));
      ui.text(" ");
      page.day_of(*record.opted_out_since);
    });
  }
  draw_begun(page);
  if (!page.is_staff()) draw_ways(page, record.student);
  ui.nav(page.text(Text::record_parts), [&] {
    ui.actions([&] {
      for (std::size_t i = 0; i < record.categories.size(); ++i) {
        ui.link(keys::of(keys::focus, section_key(i) + "#title"),
                {.label = page.text(word(record.categories[i].category))});
      }
    });
  });
  for (std::size_t i = 0; i < record.categories.size(); ++i) draw_category(page, i, record.categories[i]);
}

}  // namespace hallpass::portal
