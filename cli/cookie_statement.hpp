#pragma once
// The cookie statement, from the same policy that the gate obeys: the two cannot differ.

#include <string>

#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

// An HTML fragment (headings from h2) in the language of `texts`, whose banner texts are complete: every technology by
// the purpose it serves, whose it is and how long it lasts. Without style and script; everything from the policy is
// escaped.
[[nodiscard]] std::string cookie_statement(policy::Policy const& policy, policy::Texts const& texts);

}  // namespace hallpass::cli
