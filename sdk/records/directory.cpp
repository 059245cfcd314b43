#include "sdk/records/directory.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 2> event_words{"opt_out", "rescind"};
constexpr std::array<std::string_view, 5> bar_words{"none", "not_theirs", "made_already", "has_left", "outside_period"};

constexpr std::array limits{
    OptOutLimit{"In class, the student's name, identifier and school e-mail address may still be used and asked for.",
                "34 CFR 99.37(c)(1)"},
    OptOutLimit{
        "The student may still have to wear or show a badge or an identity card with directory information on it.",
        "34 CFR 99.37(c)(2)"},
};

constexpr int any_leap_year = 2000;

Result<std::chrono::month_day> parse_month_day(std::string_view text) {
  HALLPASS_TRY(date, parse_date(std::to_string(any_leap_year) + "-" + std::string{text}));
  return std::chrono::month_day{date.month(), date.day()};
}

// February 29 of a year without one is the day before March.
CivilDate day_in(std::chrono::year year, std::chrono::month_day day) {
  CivilDate const date{year, day.month(), day.day()};
  return date.ok() ? date : CivilDate{std::chrono::year_month_day_last{year, std::chrono::month_day_last{day.month()}}};
}

}  // namespace

std::string_view to_string(OptOutEvent event) noexcept {
  return word_of(event_words, event);
}
std::optional<OptOutEvent> parse_opt_out_event(std::string_view word) noexcept {
  return enumerator_of<OptOutEvent>(event_words, word);
}
std::string_view to_string(OptOutBar bar) noexcept {
  return word_of(bar_words, bar);
}

std::optional<OptOutBar> parse_opt_out_bar(std::string_view word) noexcept {
  return enumerator_of<OptOutBar>(bar_words, word);
}

Result<OptOutPeriod> parse_opt_out_period(std::string_view text) {
  auto const dots = text.find("..");
  if (dots == std::string_view::npos) return fail(ErrorCode::malformed, "", "Write it as 08-01..09-30.");
  HALLPASS_TRY(from, parse_month_day(text.substr(0, dots)));
  HALLPASS_TRY(until, parse_month_day(text.substr(dots + 2)));
  return OptOutPeriod{from, until};
}

bool is_in(OptOutPeriod const& period, CivilDate day) noexcept {
  std::chrono::month_day const today{day.month(), day.day()};
  if (period.from <= period.until) return period.from <= today && today <= period.until;
  return today >= period.from || today <= period.until;
}

OptOutWindow window_at(OptOutPeriod const& period, CivilDate day) noexcept {
  auto const goes_over = period.until < period.from;
  auto const window_from = [&](std::chrono::year year) {
    return OptOutWindow{day_in(year, period.from),
                        day_in(goes_over ? year + std::chrono::years{1} : year, period.until)};
  };
  for (auto year = day.year() - std::chrono::years{1};; ++year) {
    if (auto const window = window_from(year); day <= window.until) return window;
  }
}

OptOutState opt_out_state(std::span<OptOutAct const> acts, std::string_view person_id) {
  std::map<std::string_view, InstantMs> standing;
  for (auto const& act : acts) {
    if (act.by_student && act.event == OptOutEvent::rescind) standing.clear();
    if (act.event == OptOutEvent::opt_out) {
      standing.try_emplace(act.person_id, act.at);
    } else {
      standing.erase(act.person_id);
    }
  }
  OptOutState state;
  for (auto const& [person, at] : standing) {
    if (!state.since || at < *state.since) state.since = at;
    state.mine = state.mine || person == person_id;
  }
  return state;
}

OptOutBar bar_to(OptOutEvent event, OptOutFacts const& facts) noexcept {
  auto const is_student = facts.standing == Standing::eligible_student;
  if (!is_student && facts.standing != Standing::parent) return OptOutBar::not_theirs;
  if (event == OptOutEvent::rescind) {
    auto const theirs = is_student ? facts.state.since.has_value() : facts.state.mine;
    return theirs ? OptOutBar::none : OptOutBar::not_theirs;
  }
  if (facts.state.mine) return OptOutBar::made_already;
  if (!facts.enrolled) return OptOutBar::has_left;
  if (facts.period && !is_in(*facts.period, facts.today)) return OptOutBar::outside_period;
  return OptOutBar::none;
}

std::span<OptOutLimit const> opt_out_limits() noexcept {
  return limits;
}

}  // namespace hallpass::records
