#pragma once
// Signals: what the browser and the page say, as facts. Nothing is decided here.

#include <cstdint>
#include <string_view>

#include "sdk/base/region_key.hpp"

namespace hallpass::signal {

// `unknown` is never `off`: a property that is missing, a read that threw, a header with another value.
enum class TriState : std::uint8_t { unknown, off, on };

// navigator.globalPrivacyControl and the header Sec-GPC. The header is exactly "1"; there is no "0".
// Several header fields: one exact "1" counts as one (join them with ", ").
// https://www.w3.org/TR/gpc/#the-sec-gpc-header-field
[[nodiscard]] TriState parse_gpc_header(std::string_view value) noexcept;

// navigator.doNotTrack and the header DNT: only the first character counts, "1xyz" is on.
// Absent, "unspecified", "null": unknown. https://www.w3.org/TR/tracking-dnt/#dnt-header-field
[[nodiscard]] TriState parse_dnt(std::string_view value) noexcept;

// What is not known about an age.
inline constexpr std::uint8_t unknown_age = 0xFF;

// An age or a band, as a page gives it: "12", "13-15", "16+", "under-13". The fewest years that the visitor can be old:
// who may be a child is one. Empty: unknown. What cannot be read: 0, for a page that says an age has a reason to.
[[nodiscard]] std::uint8_t parse_age(std::string_view text) noexcept;

struct Signals {
  TriState gpc = TriState::unknown;
  TriState dnt = TriState::unknown;
  RegionKey region = 0;  // 0: unknown
  // The policy's id of the audience the page is for; empty where the page names none.
  std::string_view audience{};
  // The fewest years the visitor can be old, as the page knows it; unknown_age where it does not.
  std::uint8_t age_years = unknown_age;
  // The school has authorised this visitor although a child (verified by the caller).
  bool school_authorised = false;
};

}  // namespace hallpass::signal
