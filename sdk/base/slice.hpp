#pragma once
// Parts of a text without exceptions: std::string_view::substr may throw, and the gate's module has no room for that,
// nor for what the library's searches and comparisons unfold to.

#include <cstddef>
#include <string_view>

namespace hallpass {

// The first `count` characters, or all when there are fewer.
[[nodiscard]] constexpr std::string_view first(std::string_view text, std::size_t count) noexcept {
  return {text.data(), count < text.size() ? count : text.size()};
}

// What follows the first `count` characters; empty when there are no more.
[[nodiscard]] constexpr std::string_view after(std::string_view text, std::size_t count) noexcept {
  return count < text.size() ? std::string_view{text.data() + count, text.size() - count} : std::string_view{};
}

// Where the character first stands; the text's size when it does not.
[[nodiscard]] constexpr std::size_t place_of(char wanted, std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size() && text[at] != wanted) ++at;
  return at;
}

[[nodiscard]] constexpr bool same(std::string_view one, std::string_view other) noexcept {
  if (one.size() != other.size()) return false;
  for (std::size_t at = 0; at < one.size(); ++at) {
    if (one[at] != other[at]) return false;
  }
  return true;
}

}  // namespace hallpass
