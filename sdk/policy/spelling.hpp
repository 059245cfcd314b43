#pragma once
// "Did you mean …?"

#include <span>
#include <string_view>

namespace hallpass::policy {

// The candidate nearest to `word`, where one is near enough to be a slip (a third of the word's letters, at least
// one); the first of equals; otherwise empty.
[[nodiscard]] std::string_view closest(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace hallpass::policy
