#pragma once
// Dates and instants as values. Nothing here reads a clock: `now` always comes in from the caller.

#include <chrono>
#include <string>
#include <string_view>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass {

// A day without a time zone.
using CivilDate = std::chrono::year_month_day;

// "YYYY-MM-DD". Errors: malformed, for another form or a day that does not exist.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(CivilDate date);

// RFC 3339, UTC ("2026-11-23T21:17:10Z", fractions of up to 3 digits kept). Errors: malformed.
[[nodiscard]] Result<InstantMs> parse_instant(std::string_view text);
[[nodiscard]] std::string format_instant(InstantMs instant);

}  // namespace hallpass
