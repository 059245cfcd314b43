// Under a request: the step that is taken next, and a message to the other side.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

Text help_for(Draft const& draft, RequestEvent event) {
  if (event == RequestEvent::approve && draft.asked == RequestKind::correction) return Text::approve_correction_help;
  if (event == RequestEvent::approve && draft.asked == RequestKind::deletion) return Text::approve_deletion_help;
  return help(event);
}

std::string help_in_words(Page const& page, Request const& request, Draft const& draft, RequestEvent event) {
  std::uint64_t const more = request.deadline ? request.deadline->extension_days : 0;
  return page.text(help_for(draft, event), more, {std::to_string(more)});
}

void draw_choice(Page const& page, Request const& request, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  // A single step is said, not chosen.
  if (draft.choices.size() == 1) {
    RequestEvent const event = draft.choices.front();
    ui.paragraph([&] { ui.strong(page.text(word(event))); });
    ui.paragraph(help_in_words(page, request, draft, event));
    return;
  }
  std::vector<std::string> helps;
  helps.reserve(draft.choices.size());
  for (RequestEvent const event : draft.choices) helps.push_back(help_in_words(page, request, draft, event));
  std::vector<Option> options;
  options.reserve(draft.choices.size());
  for (std::size_t i = 0; i < draft.choices.size(); ++i) {
    options.push_back({.value = records::to_string(draft.choices[i]),
                       .label = page.text(word(draft.choices[i])),
                       .description = helps[i]});
  }
  bool const wrong = draft.event_error != FieldError::none;
  ui.radio_group(keys::of(keys::event, key),
                 {.label = page.text(Text::step_choice),
                  .selected = draft.event ? records::to_string(*draft.event) : std::string_view{},
                  .error = wrong ? page.text(Text::error_event_required) : std::string_view{},
                  .necessity = Necessity::required},
                 options);
}

void draw_hearing_fields(Page const& page, std::string_view key, Draft const& draft) {
  Ui& ui = page.ui();
  auto const error = [&](FieldError found, Text what) {
    return found == FieldError::none ? std::string_view{} : page.text(what);
  };
  ui.text_field(keys::of(keys::hearing_date, key), {.label = page.text(Text::hearing_date),
                                                    .value = draft.hearing_date,
                                                    .error = error(draft.date_error, date_error(draft.date_error)),
                                                    .kind = TextKind::date,
                                                    .necessity = Necessity::required});
  ui.text_field(keys::of(keys::hearing_time, key), {.label = page.text(Text::hearing_time),
                                                    .value = draft.hearing_time,
                                                    .error = error(draft.time_error, Text::error_time_required),
                                                    .kind = TextKind::time,
                                                    .necessity = Necessity::required});
  ui.text_field(keys::of(keys::hearing_place, key), {.label = page.text(Text::hearing_place),
                                                     .value = draft.hearing_place,
                                                     .description = page.text(Text::hearing_place_help),
                                                     .error = error(draft.place_error, place_error(draft.place_error)),
                                                     .necessity = Necessity::required});
}

Draft const* find_draft(Page const& page, DraftKind kind, Request const& request) {
  Draft probe;
  probe.kind = kind;
  probe.request_id = request.id;
  auto const found = page.state().drafts.find(draft_key(probe));
  return found == page.state().drafts.end() ? nullptr : &found->second;
}

}  // namespace

void draw_step_form(Page const& page, Request const& request) {
  Draft const* const draft = find_draft(page, DraftKind::step, request);
  if (draft == nullptr || draft->choices.empty()) return;
  Ui& ui = page.ui();
  std::string const key = draft_key(*draft);
  ui.section("step", 2, page.text(Text::steps_title), [&] {
    page.error_summary(key, *draft);
    ui.form("step-form", page.text(Text::steps_title), [&] {
      draw_choice(page, request, key, *draft);
      if (draft->event == RequestEvent::schedule_hearing) draw_hearing_fields(page, key, *draft);
      page.reason_field(key, *draft);
      page.form_actions(key, *draft);
    });
  });
}

void draw_message_form(Page const& page, Request const& request) {
  Draft const* const draft = find_draft(page, DraftKind::message, request);
  if (draft == nullptr || !request.allows(RequestEvent::message)) return;
  Ui& ui = page.ui();
  std::string const key = draft_key(*draft);
  ui.section("message", 2, page.text(Text::message_title), [&] {
    page.error_summary(key, *draft);
    ui.form("message-form", page.text(Text::message_title), [&] {
      page.reason_field(key, *draft);
      page.form_actions(key, *draft);
    });
  });
}

}  // namespace hallpass::portal
