#pragma once
// The person's own clock: local time minus UTC, which changes with the seasons.

#include <cstdint>
#include <vector>

#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

// From that instant on, local time is UTC and so many minutes, -1440…1440.
struct ClockChange {
  InstantMs from_ms = 0;
  std::int32_t utc_offset_minutes = 0;
};
// In order of time. Before the first, the first holds; none at all: UTC.
using WallClock = std::vector<ClockChange>;

[[nodiscard]] std::int32_t offset_at(WallClock const& clock, InstantMs instant) noexcept;
// The instant of a local day and the minutes since its midnight. Of an hour that comes twice the first; one that a
// change leaves out counts on from before it.
[[nodiscard]] InstantMs instant_of(WallClock const& clock, CivilDate day, int minutes) noexcept;

}  // namespace hallpass::portal
