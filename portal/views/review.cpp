// What will be sent, before it is sent (WCAG 3.3.4), and the sending of it.
#include <algorithm>

#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

bool is_step(Draft const& draft) {
  return draft.kind == DraftKind::step || draft.kind == DraftKind::message;
}

void draw_facts(Page const& page, Draft const& draft) {
  Ui& ui = page.ui();
  if (draft.event) {
    ui.fact(page.text(Text::review_you_do), page.text(word(*draft.event)));
    ui.fact(page.text(Text::review_about), page.text(word(draft.asked)));
  } else {
    ui.fact(page.text(Text::review_you_ask), page.text(word(draft.kind)));
  }
  ui.fact(page.text(page.is_staff() ? Text::student : Text::child), draft.student_name);
  if (!draft.label.empty()) ui.fact(page.text(Text::entry), page.translated(draft.label));
  if (draft.changes.size() == 1) {
    Change const& change = draft.changes.front();
    ui.fact(page.text(Text::entry), page.translated(change.label));
    ui.fact(page.text(Text::now_says), page.or_nothing(change.old_value));
    ui.fact(page.text(Text::should_say), change.new_value);
  }
  if (draft.event == RequestEvent::schedule_hearing) {
    ui.fact(page.text(Text::hearing_when), [&] { page.moment(draft.hearing_at_ms); });
    ui.fact(page.text(Text::hearing_where), draft.hearing_place);
  }
  ui.fact(page.text(is_step(draft) ? text_label(draft) : Text::reason),
          draft.reason.empty() ? page.text(Text::reason_none) : draft.reason);
  if (draft.kind == DraftKind::correction) {
    ui.fact(page.text(Text::attachment), draft.file_name.empty() ? page.text(Text::attachment_none) : draft.file_name);
  }
}

std::vector<RequestEntry> entries_of(Draft const& draft) {
  std::vector<RequestEntry> entries;
  entries.reserve(draft.changes.size());
  for (Change const& change : draft.changes) {
    entries.push_back({.label = change.label, .old_value = change.old_value, .new_value = change.new_value});
  }
  return entries;
}

std::string back_key(std::string_view key, Draft const& draft) {
  return is_step(draft) ? keys::of(keys::request, draft.request_id) : keys::of(keys::resume, key);
}

}  // namespace

void draw_review(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  page.problem(draft.problem, {});
  ui.paragraph(page.text(draft.unsure ? Text::review_unsure : Text::review_intro));
  ui.facts([&] { draw_facts(page, draft); });
  if (draft.changes.size() > 1) draw_changes(page, entries_of(draft));
  bool const is_final = draft.kind == DraftKind::deletion || draft.event == RequestEvent::confirm;
  if (is_final) ui.paragraph([&] { ui.strong(page.text(Text::deletion_final)); });

  bool const sending = draft.sending != Sending::no;
  if (draft.sending == Sending::uploading) {
    auto const percent = draft.total_bytes == 0 ? 0 : draft.sent_bytes * 100 / draft.total_bytes;
    ui.progress("upload", page.text(Text::uploading), static_cast<int>(std::min<std::uint64_t>(percent, 100)), 100);
  }
  if (sending) ui.notice(Tone::info, page.text(Text::sending));

  auto const availability = sending ? Availability::unavailable : Availability::available;
  ui.form("form", page.text(Text::review_title), [&] {
    ui.actions([&] {
      Text const label = draft.problem != Problem::none ? Text::try_again : Text::send;
      ui.button(keys::of(keys::send, key), {.label = page.text(label),
                                            .look = ButtonLook::primary,
                                            .kind = ButtonKind::submit,
                                            .availability = availability});
      ui.button(back_key(key, draft), {.label = page.text(Text::change), .availability = availability});
      ui.button(keys::of(keys::discard, key), {.label = page.text(Text::discard), .availability = availability});
    });
  });
}

}  // namespace hallpass::portal
