#pragma once
// Opting out of directory information: what a school may tell anybody about a student unless a parent, or the student
// from 18 on, has said no (34 CFR 99.37).

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/records/certainty.hpp"
#include "sdk/records/standing.hpp"

namespace hallpass::records {

enum class OptOutEvent : std::uint8_t { opt_out, rescind };
[[nodiscard]] std::string_view to_string(OptOutEvent event) noexcept;
[[nodiscard]] std::optional<OptOutEvent> parse_opt_out_event(std::string_view word) noexcept;

// The days of every year on which a district takes opt-outs, both included; `from` may come after `until`.
struct OptOutPeriod {
  std::chrono::month_day from;
  std::chrono::month_day until;
};
// "08-01..09-30". Errors: malformed.
[[nodiscard]] Result<OptOutPeriod> parse_opt_out_period(std::string_view text);
[[nodiscard]] bool is_in(OptOutPeriod const& period, CivilDate day) noexcept;

// The period that runs on a day, or comes next after it.
struct OptOutWindow {
  CivilDate from;
  CivilDate until;
};
[[nodiscard]] OptOutWindow window_at(OptOutPeriod const& period, CivilDate day) noexcept;

// What somebody did, in the order of time.
struct OptOutAct {
  std::string_view person_id;
  bool by_student = false;  // of 18 or older
  OptOutEvent event;
  InstantMs at = 0;
};

// Each parent's own opt-out stands until that parent rescinds it, so that neither lifts what protects the child for the
// other; the student's word at 18 counts for all before it. It outlives the student's time at the school (99.37(b)).
struct OptOutState {
  std::optional<InstantMs> since;  // the oldest that stands; none: nobody has opted out
  bool mine = false;               // the one who asks has
};
[[nodiscard]] OptOutState opt_out_state(std::span<OptOutAct const> acts, std::string_view person_id);

struct OptOutFacts {
  Standing standing;
  OptOutState state;
  bool enrolled = true;
  std::optional<OptOutPeriod> period;  // none: the whole year
  CivilDate today;
};

// Why an opt-out cannot be made now.
enum class OptOutBar : std::uint8_t { none, not_theirs, made_already, has_left, outside_period };
[[nodiscard]] std::string_view to_string(OptOutBar bar) noexcept;
[[nodiscard]] std::optional<OptOutBar> parse_opt_out_bar(std::string_view word) noexcept;

// The one table: who may do what, and when. Errors: none; `none` when it may be done.
[[nodiscard]] OptOutBar bar_to(OptOutEvent event, OptOutFacts const& facts) noexcept;

// What no opt-out hides, in English; the portal translates each.
struct OptOutLimit {
  std::string_view what;
  std::string_view source;
};
[[nodiscard]] std::span<OptOutLimit const> opt_out_limits() noexcept;
inline constexpr std::string_view opt_out_source = "34 CFR 99.37(a)(3), (b)";

}  // namespace hallpass::records
