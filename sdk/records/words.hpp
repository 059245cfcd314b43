#pragma once
// Enumerators and their words, in both directions, from one array in the enumerators' order.

#include <array>
#include <optional>
#include <string_view>

namespace hallpass::records {

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::string_view word_of(std::array<std::string_view, count> const& words,
                                                 Enum value) noexcept {
  auto const index = static_cast<std::size_t>(value);
  return index < count ? words[index] : std::string_view{};
}

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::optional<Enum> enumerator_of(std::array<std::string_view, count> const& words,
                                                          std::string_view word) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace hallpass::records
