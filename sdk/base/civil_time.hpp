#pragma once
// Dates and instants as values. Nothing here reads a clock: `now` always comes in from the caller.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/base/result.hpp"

namespace hallpass {

// Milliseconds since 1970-01-01T00:00:00Z, as JavaScript's Date counts them.
using InstantMs = std::int64_t;
// A day without a time zone.
using CivilDate = std::chrono::year_month_day;

// "YYYY-MM-DD". Errors: malformed, for another form or a day that does not exist.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(CivilDate date);

// RFC 3339, UTC ("2026-11-23T21:17:10Z", fractions of up to 3 digits kept). Errors: malformed.
[[nodiscard]] Result<InstantMs> parse_instant(std::string_view text);
[[nodiscard]] std::string format_instant(InstantMs instant);

}  // namespace hallpass
