#pragma once
// What a policy must hold beyond its shape.

#include "sdk/policy/policy.hpp"
#include "sdk/policy/report.hpp"

namespace hallpass::policy {

// Contradictions: errors and warnings.
void check_rules(Policy const& policy, Report& report);

// Of those: forms and whom they are encrypted to.
void check_forms(Policy const& policy, Report& report);

// What the statement or the arrangements behind it lack: gaps.
void check_gaps(Policy const& policy, Report& report);

}  // namespace hallpass::policy
