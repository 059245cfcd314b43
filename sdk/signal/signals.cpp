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

}  // namespace hallpass::signal
