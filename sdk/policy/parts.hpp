#pragma once
// The small values that every part of a policy is made of: ids, codes, durations, enums.
// JSON spells every enumerator exactly as it is named here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/civil_time.hpp"

namespace hallpass::policy {

// [a-z][a-z0-9_]{0,47}. Unique in its list; the JSON key of the entry, so a JSON Pointer names it.
using Id = std::string;

// A place in the statement that people read: the key of one entry of `statement.passages`. Empty: nowhere stated.
using PassageId = std::string;

// ISO 3166-1 alpha-2 ("DE") or ISO 3166-2 ("US-CA"). Upper case.
using RegionCode = std::string;

// BCP 47 ("en", "es", "pt-BR").
using LanguageTag = std::string;

// A length of time in whole seconds, 0 < seconds ≤ 100 years. JSON: an ISO 8601 duration with one unit, such as
// "P400D", "PT24H", "P6M", "P2Y". A month counts 30 days and a year 365: what is stored never outlives the promise.
struct Duration {
  std::int64_t seconds = 0;

  [[nodiscard]] std::int64_t milliseconds() const noexcept { return seconds * 1000; }
  friend bool operator==(Duration const&, Duration const&) = default;
};

// A legal clock: `count` of `unit`, from the day the request or event is known.
enum class ClockUnit : std::uint8_t { hours, calendar_days, business_days, school_days, months };

struct Clock {
  std::uint32_t count = 0;  // 1…10,000
  ClockUnit unit = ClockUnit::calendar_days;

  friend bool operator==(Clock const&, Clock const&) = default;
};

enum class Role : std::uint8_t { controller, processor };

// What the law itself demands, or the statement only promises; `presumed` was taken from a secondary source.
enum class Certainty : std::uint8_t { text, official, secondary, presumed };

}  // namespace hallpass::policy
