#include "sdk/base/civil_time.hpp"

#include <array>
#include <cstdio>
#include <optional>

namespace hallpass {
namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (text.size() < from + count) return std::nullopt;
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Result<CivilDate> parse_date(std::string_view text) {
  auto const y = digits(text, 0, 4);
  auto const m = digits(text, 5, 2);
  auto const d = digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !y || !m || !d) {
    return fail(ErrorCode::malformed, "date", "Write a date as YYYY-MM-DD.");
  }
  CivilDate const date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return fail(ErrorCode::malformed, "date", "That day does not exist.");
  return date;
}

std::string format_date(CivilDate date) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return out.data();
}

Result<InstantMs> parse_instant(std::string_view text) {
  auto const malformed = [] {
    return fail(ErrorCode::malformed, "instant", "Write an instant as 2026-11-23T21:17:10Z.");
  };
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z')
    return malformed();
  auto const date = parse_date(text.substr(0, 10));
  auto const h = digits(text, 11, 2);
  auto const m = digits(text, 14, 2);
  auto const s = digits(text, 17, 2);
  if (!date || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return malformed();
  std::int64_t fraction_ms = 0;
  if (auto const fraction = text.substr(19, text.size() - 20); !fraction.empty()) {
    if (fraction.size() < 2 || fraction.size() > 4 || fraction[0] != '.') return malformed();
    auto const value = digits(fraction, 1, fraction.size() - 1);
    if (!value) return malformed();
    fraction_ms = std::int64_t{*value} * (fraction.size() == 2 ? 100 : fraction.size() == 3 ? 10 : 1);
  }
  auto const days = sys_days{*date}.time_since_epoch().count();
  return static_cast<InstantMs>(days) * 86'400'000 + (*h * 3600LL + *m * 60LL + *s) * 1000 + fraction_ms;
}

std::string format_instant(InstantMs instant) {
  auto const point = sys_time<milliseconds>{milliseconds{instant}};
  auto const midnight = floor<days>(point);
  hh_mm_ss const time{point - midnight};
  std::array<char, 64> out{};
  auto const fraction_ms = static_cast<int>(time.subseconds().count());
  std::snprintf(out.data(), out.size(), fraction_ms == 0 ? "%sT%02d:%02d:%02dZ" : "%sT%02d:%02d:%02d.%03dZ",
                format_date(CivilDate{midnight}).c_str(), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()), fraction_ms);
  return out.data();
}

}  // namespace hallpass
