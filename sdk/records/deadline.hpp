#pragma once
// By when the next step of a request is due, and which rule says so.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/records/certainty.hpp"
#include "sdk/records/lifecycle.hpp"

namespace hallpass::records {

enum class DayKind : std::uint8_t { calendar, business };
[[nodiscard]] std::string_view to_string(DayKind kind) noexcept;
[[nodiscard]] std::optional<DayKind> parse_day_kind(std::string_view word) noexcept;

// Whose law governs the district, beside the federal one.
enum class Jurisdiction : std::uint8_t { federal, new_york, california, canada };
[[nodiscard]] std::string_view to_string(Jurisdiction jurisdiction) noexcept;
[[nodiscard]] std::optional<Jurisdiction> parse_jurisdiction(std::string_view word) noexcept;

// Days on which the district does not work, besides Saturdays and Sundays; in any order.
using Holidays = std::vector<CivilDate>;

// The day `days` days after `from`; `from` itself does not count. Business days skip weekends and holidays.
// REQUIRES: 0 <= days <= 3660.
[[nodiscard]] CivilDate add_days(CivilDate from, int days, DayKind kind, Holidays const& holidays);

// What the district promises where the law only says "reasonable" or says nothing. Calendar days.
struct Targets {
  int explanation_days = 10;
  int correction_days = 30;
  int hearing_days = 30;
  int hearing_decision_days = 15;
  int deletion_days = 30;
  // Of the records of applicants and employees, as the district's privacy policy has it.
  int own_inspection_days = 30;
  int own_correction_days = 30;
  int own_deletion_days = 45;
};

struct DeadlineFacts {
  Situation situation;
  State state;
  CivilDate received_on;  // the request reached the district
  CivilDate entered_on;   // it came into `state`
  Jurisdiction jurisdiction = Jurisdiction::federal;
  bool has_iep = false;   // the student has a plan under IDEA
  bool extended = false;  // the time for the step that is due now was extended
};

struct Deadline {
  CivilDate due;  // the last day
  int days;
  DayKind day_kind;
  CivilDate counted_from;
  std::string_view source;      // e.g. "34 CFR 99.10(b)"; for a target also what the law says instead of a number
  Certainty certainty;          // of the number of days; district_policy: it is the district's own target
  std::string_view started_by;  // what started the clock, e.g. "submitted"
  // By how many days more the district may extend it once, with notice of the reason; 0: not at all, or done already.
  int extension_days = 0;
};

// The earliest deadline that runs in this state; none when nobody but the requester has to act.
[[nodiscard]] std::optional<Deadline> deadline_of(DeadlineFacts const& facts, Targets const& targets,
                                                  Holidays const& holidays);

}  // namespace hallpass::records
