#include "sdk/policy/spelling.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace hallpass::policy {
namespace {

constexpr std::size_t max_word = 64;

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view closest(std::string_view word, std::span<std::string_view const> candidates) {
  if (word.empty() || word.size() > max_word) return {};
  auto best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view best;
  for (auto const candidate : candidates) {
    if (candidate.size() > max_word) continue;
    if (auto const distance = edit_distance(word, candidate); distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace hallpass::policy
