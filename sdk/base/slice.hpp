#pragma once
// Parts of a text without exceptions: std::string_view::substr may throw, and the gate's module has no room for that.

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

}  // namespace hallpass
