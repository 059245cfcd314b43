#include "portal/model/wall_clock.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

InstantMs at(std::string_view instant) {
  return parse_instant(instant).value();
}

// New York around 2026 and 2027.
WallClock const new_york{{.from_ms = at("2025-11-02T06:00:00Z"), .utc_offset_minutes = -300},
                         {.from_ms = at("2026-03-08T07:00:00Z"), .utc_offset_minutes = -240},
                         {.from_ms = at("2026-11-01T06:00:00Z"), .utc_offset_minutes = -300},
                         {.from_ms = at("2027-03-14T07:00:00Z"), .utc_offset_minutes = -240}};

std::string instant_at(WallClock const& clock, std::string_view day, int minutes) {
  return format_instant(instant_of(clock, parse_date(day).value(), minutes));
}

}  // namespace

TEST_CASE("the offset of an instant is the one that holds then") {
  CHECK(offset_at({}, 0) == 0);
  CHECK(offset_at(new_york, at("2020-01-01T00:00:00Z")) == -300);
  CHECK(offset_at(new_york, at("2026-03-08T06:59:59Z")) == -300);
  CHECK(offset_at(new_york, at("2026-03-08T07:00:00Z")) == -240);
  CHECK(offset_at(new_york, at("2026-12-01T00:00:00Z")) == -300);
  CHECK(offset_at(new_york, at("2030-01-01T00:00:00Z")) == -240);
}

TEST_CASE("a hearing in March that was set in November is at the hour that was written") {
  CHECK(instant_at(new_york, "2026-12-15", 9 * 60 + 30) == "2026-12-15T14:30:00Z");
  CHECK(instant_at(new_york, "2027-03-20", 9 * 60 + 30) == "2027-03-20T13:30:00Z");
  CHECK(instant_at({}, "2027-03-20", 9 * 60 + 30) == "2027-03-20T09:30:00Z");
}

TEST_CASE("an hour that comes twice, and one that never comes") {
  CHECK(instant_at(new_york, "2026-11-01", 90) == "2026-11-01T05:30:00Z");   // the first 1:30
  CHECK(instant_at(new_york, "2027-03-14", 150) == "2027-03-14T07:30:00Z");  // 2:30 is 3:30
}

TEST_CASE("property: every local minute reads back as itself, but where the clock jumps ahead") {
  for (auto const* day : {"2026-03-07", "2026-03-08", "2026-03-09", "2026-10-31", "2026-11-01", "2026-11-02"}) {
    for (int minutes = 0; minutes < 1440; ++minutes) {
      auto const instant = instant_of(new_york, parse_date(day).value(), minutes);
      auto const local = instant + std::int64_t{offset_at(new_york, instant)} * 60'000;
      bool const skipped = std::string_view{day} == "2026-03-08" && minutes >= 120 && minutes < 180;
      auto const wanted = at(std::string{day} + "T00:00:00Z") + std::int64_t{minutes} * 60'000;
      INFO(day << " " << minutes);
      CHECK(local == wanted + (skipped ? 3'600'000 : 0));
    }
  }
}
