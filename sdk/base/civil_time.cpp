#include "sdk/base/civil_time.hpp"

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

// At least so many characters. Not printf: that would be four kilobytes of what a browser loads for the portal.
void append(std::string& out, std::int64_t value, std::size_t width) {
  auto const digits = std::to_string(value < 0 ? -value : value);
  if (value < 0) out += '-';
  auto const size = digits.size() + (value < 0 ? 1 : 0);
  if (size < width) out.append(width - size, '0');
  out += digits;
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
  std::string out;
  append(out, static_cast<int>(date.year()), 4);
  append(out += '-', static_cast<unsigned>(date.month()), 2);
  append(out += '-', static_cast<unsigned>(date.day()), 2);
  return out;
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
  auto out = format_date(CivilDate{midnight});
  append(out += 'T', time.hours().count(), 2);
  append(out += ':', time.minutes().count(), 2);
  append(out += ':', time.seconds().count(), 2);
  if (auto const fraction_ms = time.subseconds().count(); fraction_ms != 0) append(out += '.', fraction_ms, 3);
  return out += 'Z';
}

}  // namespace hallpass
