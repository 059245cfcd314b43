// Directory information: whether the school may give it out, what no one can hide, and who decided what and when.
#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

void draw_standing(Page const& page, OptOut const& opt_out) {
  Ui& ui = page.ui();
  ui.section("standing", 2, page.text(Text::directory_standing_title), [&] {
    ui.paragraph([&] {
      if (!opt_out.since) {
        ui.strong(page.text(Text::directory_open));
        return;
      }
      ui.strong(page.text(Text::directory_withheld));
      ui.text(" ");
      page.day_of(*opt_out.since);
    });
    if (opt_out.since) ui.paragraph(page.text(Text::directory_lasts));
    if (opt_out.since && !opt_out.mine && !opt_out.may_rescind) ui.paragraph(page.text(Text::directory_others));
    ui.facts([&] { ui.fact(page.text(Text::source), opt_out.source); });
  });
}

// Nothing where the person can opt out, or has.
void draw_bar(Page const& page, OptOut const& opt_out) {
  Ui& ui = page.ui();
  if (opt_out.bar == records::OptOutBar::has_left) ui.paragraph(page.text(Text::directory_has_left));
  if (opt_out.bar == records::OptOutBar::outside_period) ui.paragraph(page.text(Text::directory_outside_period));
}

void draw_choice(Page const& page, OptOut const& opt_out) {
  Ui& ui = page.ui();
  if (opt_out.period_from) {
    ui.paragraph(page.text(Text::directory_period, {day_in_words(page.state().language, *opt_out.period_from),
                                                    day_in_words(page.state().language, opt_out.period_until)}));
  }
  draw_bar(page, opt_out);
  auto const availability =
      page.state().action.phase == Phase::loading ? Availability::unavailable : Availability::available;
  ui.actions([&] {
    if (opt_out.may_opt_out) {
      ui.button(
          keys::opt_out,
          {.label = page.text(Text::directory_opt_out), .look = ButtonLook::primary, .availability = availability});
    }
    if (opt_out.may_rescind) {
      ui.button(keys::rescind, {.label = page.text(Text::directory_rescind), .availability = availability});
    }
  });
}

void draw_limits(Page const& page, OptOut const& opt_out) {
  Ui& ui = page.ui();
  ui.section("limits", 2, page.text(Text::directory_limits_title), [&] {
    ui.list(ListKind::bullets, [&] {
      for (OptOutLimit const& limit : opt_out.limits) {
        ui.item({}, [&] { ui.text(page.translated(limit.what) + " (" + limit.source + ")"); });
      }
    });
  });
}

void draw_history(Page const& page, OptOut const& opt_out) {
  if (opt_out.history.empty()) return;
  Ui& ui = page.ui();
  ui.section("history", 2, page.text(Text::directory_history_title), [&] {
    ui.list(ListKind::numbered, [&] {
      for (OptOutStep const& step : opt_out.history) {
        ui.item({}, [&] {
          ui.strong(page.text(step.opts_out ? Text::directory_opted_out : Text::directory_rescinded));
          ui.text(", ");
          page.moment(step.at);
          ui.text(" ");
          ui.text(page.text(Text::timeline_by, {actor_in_words(page.state().language, step.actor)}));
        });
      }
    });
  });
}

}  // namespace

void draw_directory(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  page.way(keys::of(keys::record, state.place.student_id), Text::back_to_record);
  if (state.action.phase == Phase::failed) page.problem(state.action.problem, {});
  if (state.action.phase == Phase::loading) ui.notice(Tone::info, page.text(Text::sending));
  ui.paragraph(page.text(Text::directory_intro));
  if (!page.is_ready(state.opt_out)) return;
  OptOut const& opt_out = state.opt_out.value;
  draw_standing(page, opt_out);
  draw_choice(page, opt_out);
  draw_limits(page, opt_out);
  draw_history(page, opt_out);
}

}  // namespace hallpass::portal
