#pragma once
// ISO 3166 codes as numbers that compare and sort: what images hold and signals carry.

#include <cstdint>
#include <string_view>

namespace hallpass {

// The country's two letters in bits 16…31, the subdivision's 1…3 letters or digits in bits 0…15 (0: the whole country).
// 0 is "unknown region".
using RegionKey = std::uint32_t;

// "US" (ISO 3166-1 alpha-2) or "US-CA" (ISO 3166-2), in either case. 0 for anything else, and for the codes that
// proxies use for "unknown" (XX, ZZ, T1, A1, A2).
[[nodiscard]] RegionKey region_key(std::string_view text) noexcept;

[[nodiscard]] constexpr RegionKey country_of(RegionKey key) noexcept {
  return key & 0xFFFF0000U;
}

}  // namespace hallpass
