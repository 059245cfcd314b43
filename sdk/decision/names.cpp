// The names of a decision's parts. Apart from decision.cpp, so that the gate's module does not carry them.
#include "sdk/decision/decision.hpp"

namespace hallpass::decision {

std::string_view to_string(Reason reason) noexcept {
  constexpr std::array<std::string_view, 10> names{
      "no_policy", "audience_bars",   "under_age",      "strictly_necessary", "gpc",
      "dnt",       "visitor_granted", "visitor_denied", "default_denied",     "default_granted"};
  return names[static_cast<std::size_t>(reason)];
}

std::string_view to_string(State state) noexcept {
  constexpr std::array<std::string_view, 3> names{"denied", "granted", "forbidden"};
  return names[static_cast<std::size_t>(state)];
}

std::string_view to_string(Prompt prompt) noexcept {
  constexpr std::array<std::string_view, 3> names{"none", "ask", "notice"};
  return names[static_cast<std::size_t>(prompt)];
}

}  // namespace hallpass::decision
