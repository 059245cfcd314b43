#include "sdk/signal/signals.hpp"

#include "sdk/base/slice.hpp"

namespace hallpass::signal {

namespace {

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

TriState parse_gpc_header(std::string_view value) noexcept {
  while (!value.empty()) {
    auto const comma = value.find(',');
    if (trimmed(first(value, comma)) == "1") return TriState::on;
    if (comma == std::string_view::npos) break;
    value.remove_prefix(comma + 1);
  }
  return TriState::unknown;
}

TriState parse_dnt(std::string_view value) noexcept {
  auto const first = value.empty() ? '\0' : value.front();
  if (first == '1') return TriState::on;
  return first == '0' ? TriState::off : TriState::unknown;
}

std::uint8_t parse_age(std::string_view text) noexcept {
  if (text.empty()) return unknown_age;
  auto const years = [](std::string_view digits) -> int {
    if (digits.empty() || digits.size() > 2) return -1;
    int value = 0;
    for (auto const c : digits) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  auto const end = place_of('-', text);
  auto const from = years(text.back() == '+' ? first(text, text.size() - 1) : first(text, end));
  auto const to = end == text.size() ? from : years(after(text, end + 1));
  auto const fewest = from < to ? from : to;
  return fewest < 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(fewest);
}

}  // namespace hallpass::signal
