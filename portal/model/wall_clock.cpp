#include "portal/model/wall_clock.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace hallpass::portal {

std::int32_t offset_at(WallClock const& clock, InstantMs instant) noexcept {
  if (clock.empty()) return 0;
  auto const next = std::ranges::upper_bound(clock, instant, {}, &ClockChange::from_ms);
  return next == clock.begin() ? clock.front().utc_offset_minutes : std::prev(next)->utc_offset_minutes;
}

InstantMs instant_of(WallClock const& clock, CivilDate day, int minutes) noexcept {
  auto const at = [&](std::int32_t offset) {
    auto const local = std::chrono::sys_days{day}.time_since_epoch() + std::chrono::minutes{minutes - offset};
    return std::chrono::duration_cast<std::chrono::milliseconds>(local).count();
  };
  // Which of the offsets around that time gives an instant that has it.
  constexpr InstantMs day_ms = 86'400'000;
  auto const before = offset_at(clock, at(0) - day_ms);
  auto const after = offset_at(clock, at(0) + day_ms);
  auto const earlier = at(std::max(before, after));
  if (offset_at(clock, earlier) == std::max(before, after)) return earlier;
  auto const later = at(std::min(before, after));
  return offset_at(clock, later) == std::min(before, after) ? later : at(before);
}

}  // namespace hallpass::portal
