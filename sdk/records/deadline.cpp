#include "sdk/records/deadline.hpp"

#include <algorithm>
#include <array>

#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 2> day_kind_words{"calendar", "business"};
constexpr std::array<std::string_view, 4> jurisdiction_words{"federal", "new_york", "california", "canada"};

enum class Origin : std::uint8_t { received, entered };
enum class Applies : std::uint8_t { always, with_iep };

// How long a clock runs. `days` 0: the law gives no number, the district's own target counts.
struct Rule {
  Clock clock;
  std::optional<Jurisdiction> jurisdiction;  // none: everywhere in the United States
  Applies applies;
  int days;
  DayKind day_kind;
  Origin origin;
  std::string_view source;
  Certainty certainty;
  int extension_days = 0;  // a law's own extension; the district's targets can be doubled once
};

using enum DayKind;
using enum Origin;
using enum Certainty;
constexpr auto always = Applies::always;
constexpr std::nullopt_t everywhere = std::nullopt;
constexpr std::string_view own_policy = "The district's privacy policy";

constexpr std::array rules{
    Rule{Clock::inspection, everywhere, always, 45, calendar, received, "34 CFR 99.10(b)", text},
    Rule{Clock::inspection, everywhere, Applies::with_iep, 45, calendar, received,
         "34 CFR 300.613(a): before any IEP meeting or hearing, at most 45 days", text},
    Rule{Clock::inspection, Jurisdiction::new_york, always, 45, calendar, received, "8 NYCRR 121.12", text},
    Rule{Clock::inspection, Jurisdiction::california, always, 5, business, received,
         "California Education Code 49069.7", text},
    Rule{Clock::inspection, Jurisdiction::canada, always, 30, calendar, received, "PIPEDA 8(3), (4)", text, 30},
    Rule{Clock::correction, Jurisdiction::california, always, 30, calendar, received,
         "California Education Code 49070: the superintendent meets the parent", text},
    Rule{Clock::explanation, everywhere, always, 0, calendar, entered,
         "District target; 34 CFR 99.10(c) asks for a reasonable time", district_policy},
    Rule{Clock::correction, everywhere, always, 0, calendar, received,
         "District target; 34 CFR 99.20(b) asks for a reasonable time", district_policy},
    Rule{Clock::hearing, everywhere, always, 0, calendar, entered,
         "District target; 34 CFR 99.22(a) asks for a reasonable time", district_policy},
    Rule{Clock::hearing_decision, everywhere, always, 0, calendar, entered,
         "District target; 34 CFR 99.22(e) asks for a reasonable time", district_policy},
    Rule{Clock::deletion_coppa, everywhere, always, 0, calendar, received,
         "District target; 16 CFR 312.6(a) names no number of days", district_policy},
    Rule{Clock::deletion_idea, everywhere, always, 0, calendar, received,
         "District target; 34 CFR 300.624 names no number of days", district_policy},
    Rule{Clock::deletion_california, Jurisdiction::california, always, 60, calendar, received,
         "California B&P Code 22584", secondary},
    Rule{Clock::deletion_answer, everywhere, always, 0, calendar, received,
         "District target; no law names a number of days", district_policy},
    Rule{Clock::own_inspection, everywhere, always, 0, calendar, received, own_policy, district_policy},
    Rule{Clock::own_explanation, everywhere, always, 0, calendar, entered, "District target", district_policy},
    Rule{Clock::own_correction, everywhere, always, 0, calendar, received, own_policy, district_policy},
    Rule{Clock::own_deletion, everywhere, always, 0, calendar, received, own_policy, district_policy},
};

bool applies(Rule const& rule, Clock clock, DeadlineFacts const& facts) {
  if (rule.clock != clock || (rule.applies == Applies::with_iep && !facts.has_iep)) return false;
  if (rule.jurisdiction) return *rule.jurisdiction == facts.jurisdiction;
  // Federal law of the United States does not bind a Canadian organization; its own targets do.
  return facts.jurisdiction != Jurisdiction::canada || rule.certainty == district_policy;
}

int target_days(Clock clock, Targets const& targets) {
  switch (clock) {
    case Clock::explanation:
    case Clock::own_explanation:
      return targets.explanation_days;
    case Clock::correction:
      return targets.correction_days;
    case Clock::hearing:
      return targets.hearing_days;
    case Clock::hearing_decision:
      return targets.hearing_decision_days;
    case Clock::own_inspection:
      return targets.own_inspection_days;
    case Clock::own_correction:
      return targets.own_correction_days;
    case Clock::own_deletion:
      return targets.own_deletion_days;
    case Clock::none:
    case Clock::inspection:
    case Clock::deletion_coppa:
    case Clock::deletion_idea:
    case Clock::deletion_california:
    case Clock::deletion_answer:
      break;
  }
  return targets.deletion_days;
}

Deadline deadline_by(Rule const& rule, DeadlineFacts const& facts, Targets const& targets, Holidays const& holidays) {
  auto const days = rule.days > 0 ? rule.days : target_days(rule.clock, targets);
  auto const more = rule.days > 0 ? rule.extension_days : days;
  auto const granted = facts.extended ? days + more : days;
  auto const from = rule.origin == received ? facts.received_on : facts.entered_on;
  return Deadline{.due = add_days(from, granted, rule.day_kind, holidays),
                  .days = granted,
                  .day_kind = rule.day_kind,
                  .counted_from = from,
                  .source = rule.source,
                  .certainty = rule.certainty,
                  .started_by = to_string(rule.origin == received ? State::submitted : facts.state),
                  .extension_days = facts.extended ? 0 : more};
}

}  // namespace

std::string_view to_string(DayKind kind) noexcept {
  return word_of(day_kind_words, kind);
}
std::optional<DayKind> parse_day_kind(std::string_view word) noexcept {
  return enumerator_of<DayKind>(day_kind_words, word);
}
std::string_view to_string(Jurisdiction jurisdiction) noexcept {
  return word_of(jurisdiction_words, jurisdiction);
}
std::optional<Jurisdiction> parse_jurisdiction(std::string_view word) noexcept {
  return enumerator_of<Jurisdiction>(jurisdiction_words, word);
}

CivilDate add_days(CivilDate from, int days, DayKind kind, Holidays const& holidays) {
  std::chrono::sys_days day{from};
  if (kind == calendar) return CivilDate{day + std::chrono::days{days}};
  while (days > 0) {
    day += std::chrono::days{1};
    std::chrono::weekday const weekday{day};
    auto const weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    if (!weekend && std::find(holidays.begin(), holidays.end(), CivilDate{day}) == holidays.end()) --days;
  }
  return CivilDate{day};
}

std::optional<Deadline> deadline_of(DeadlineFacts const& facts, Targets const& targets, Holidays const& holidays) {
  std::optional<Deadline> earliest;
  for (auto const& row : transitions()) {
    if (row.from != facts.state || row.clock == Clock::none || !applies_to(row.scope, facts.situation)) continue;
    for (auto const& rule : rules) {
      if (!applies(rule, row.clock, facts)) continue;
      auto const candidate = deadline_by(rule, facts, targets, holidays);
      if (!earliest || candidate.due < earliest->due) earliest = candidate;
    }
  }
  return earliest;
}

}  // namespace hallpass::records
