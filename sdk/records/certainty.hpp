#pragma once
// How sure we are of a rule of law, and therefore as what it may be shown.

#include <cstdint>
#include <optional>
#include <string_view>

namespace hallpass::records {

enum class Certainty : std::uint8_t {
  text,             // read in the law's own text
  guidance,         // read in an agency's guidance
  secondary,        // read about
  memory,           // remembered; to be checked
  district_policy,  // no law: the district's own promise or target
};
// "text", "guidance" …
[[nodiscard]] std::string_view to_string(Certainty certainty) noexcept;
[[nodiscard]] std::optional<Certainty> parse_certainty(std::string_view word) noexcept;

// What a person is told a rule is. Only what was read in law or guidance is shown as law.
enum class Authority : std::uint8_t { law, district_policy };
[[nodiscard]] std::string_view to_string(Authority authority) noexcept;

[[nodiscard]] constexpr Authority authority_of(Certainty certainty) noexcept {
  return certainty == Certainty::text || certainty == Certainty::guidance ? Authority::law : Authority::district_policy;
}

}  // namespace hallpass::records
