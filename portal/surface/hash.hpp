#pragma once
// Tells nodes and frames apart; not for anything a person could attack.

#include <cstdint>
#include <string_view>

namespace hallpass::surface {

inline constexpr std::uint64_t hash_seed = 0xcbf29ce484222325ULL;

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t state, std::uint64_t value) noexcept {
  state = (state ^ value) * 0x9e3779b97f4a7c15ULL;
  return state ^ (state >> 32U);
}

// FNV-1a. The length goes in too, so that two texts one after the other cannot read like another two.
[[nodiscard]] constexpr std::uint64_t hash(std::uint64_t state, std::string_view text) noexcept {
  for (char const c : text) state = (state ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
  return mix(state, text.size());
}

}  // namespace hallpass::surface
