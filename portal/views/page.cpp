#include "portal/views/page.hpp"

#include "portal/model/invalid_fields.hpp"

namespace hallpass::portal {

using namespace surface;

std::string_view Page::district() const noexcept {
  std::string const& name = state_->district.value.name;
  return name.empty() ? text(Text::district_unnamed) : std::string_view{name};
}

bool Page::is_overdue(Deadline const& deadline) const noexcept {
  return local_day(state_->now_ms, offset_at(state_->clock, state_->now_ms)) > deadline.due;
}

void Page::day(CivilDate day) const {
  ui_->time(format_date(day), day_in_words(state_->language, day));
}

void Page::day_of(InstantMs instant) const {
  ui_->time(format_instant(instant),
            day_in_words(state_->language, local_day(instant, offset_at(state_->clock, instant))));
}

void Page::moment(InstantMs instant) const {
  ui_->time(format_instant(instant), time_in_words(state_->language, instant, offset_at(state_->clock, instant)));
}

void Page::state_badge(std::optional<RequestState> state) const {
  Tone tone = Tone::info;
  if (state) {
    switch (*state) {
      case RequestState::amended:
      case RequestState::approved:
      case RequestState::confirmed:
      case RequestState::available:
      case RequestState::destroyed:
      case RequestState::vendor_directed:
      case RequestState::statement_attached:
        tone = Tone::success;
        break;
      case RequestState::refused:
      case RequestState::rejected:
        tone = Tone::danger;
        break;
      case RequestState::withdrawn:
      case RequestState::draft:
        tone = Tone::neutral;
        break;
      case RequestState::submitted:
      case RequestState::identity_check:
      case RequestState::triaged:
      case RequestState::explanation_requested:
      case RequestState::explained:
      case RequestState::hearing_requested:
      case RequestState::hearing_scheduled:
      case RequestState::hearing_held:
      case RequestState::statement_offered:
        break;
    }
  }
  ui_->badge(tone, text(word(state)));
}

void Page::due(std::optional<Deadline> const& deadline) const {
  if (!deadline) {
    ui_->text(text(Text::no_deadline));
    return;
  }
  day(deadline->due);
  if (!is_overdue(*deadline)) return;
  ui_->text(" ");
  ui_->badge(Tone::danger, text(Text::deadline_overdue));
}

void Page::problem(Problem problem, std::string_view retry_key) const {
  if (problem == Problem::none) return;
  if (problem == Problem::expired && state_->session != Session::signed_in) return;
  ui_->notice(Tone::danger, [&] {
    ui_->paragraph(text(word(problem)));
    if (retry_key.empty()) return;
    ui_->actions([&] { ui_->button(retry_key, {.label = text(Text::try_again)}); });
  });
}

void Page::about(Draft const& draft) const {
  ui_->fact(text(Text::child), draft.student_name);
  if (draft.label.empty()) return;
  ui_->fact(text(Text::entry), translated(draft.label));
  ui_->fact(text(Text::now_says), or_nothing(draft.old_value));
}

void Page::error_summary(std::string_view key, Draft const& draft) const {
  auto const invalid = invalid_fields(key, draft);
  if (invalid.empty()) return;
  ui_->notice(Tone::danger, [&] {
    ui_->paragraph(text(Text::error_summary));
    ui_->list(ListKind::bullets, [&] {
      for (auto const& field : invalid) {
        std::string_view const what = text(field.text);
        auto const label =
            field.label.empty() ? std::string{what} : text(Text::kind_and_entry, {translated(field.label), what});
        ui_->item({}, [&] { ui_->link(keys::of(keys::focus, field.key), {.label = label}); });
      }
    });
  });
}

void Page::reason_field(std::string_view key, Draft const& draft) const {
  bool const wrong = draft.reason_error != FieldError::none;
  bool const required = draft.kind == DraftKind::correction || (draft.event && records::needs_text(*draft.event));
  ui_->text_field(keys::of(keys::reason, key), {.label = text(text_label(draft)),
                                                .value = draft.reason,
                                                .description = text(text_help(draft)),
                                                .error = wrong ? text(reason_error(draft)) : std::string_view{},
                                                .kind = TextKind::multiline,
                                                .necessity = required ? Necessity::required : Necessity::optional});
}

void Page::form_actions(std::string_view key, Draft const& draft) const {
  ui_->actions([&] {
    ui_->button(keys::of(keys::review, key),
                {.label = text(Text::review), .look = ButtonLook::primary, .kind = ButtonKind::submit});
    if (is_touched(draft)) ui_->button(keys::of(keys::discard, key), {.label = text(Text::discard)});
  });
}

std::string Page::why_hidden(std::string_view explanation, std::string_view source) const {
  return translated(explanation).append(" (").append(source).append(")");
}

void Page::way_home() const {
  way(keys::of(is_staff() ? keys::to_queue : keys::to_children, "back"), Text::back_to_children);
}

void Page::way(std::string_view key, Text label) const {
  ui_->paragraph([&] { ui_->link(key, {.label = text(label)}); });
}

}  // namespace hallpass::portal
