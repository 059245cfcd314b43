#pragma once
// Policy JSON -> Policy, with everything that is wrong or missing in it.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"
#include "sdk/policy/finding.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::policy {

inline constexpr std::size_t max_policy_bytes = 1U << 20U;
inline constexpr std::size_t max_policy_depth = 16;
inline constexpr std::size_t max_policy_findings = 200;  // after that one "too_many_findings" ends the list

struct Checked {
  std::optional<Policy> policy;   // present exactly when no finding is an error
  std::vector<Finding> findings;  // in the order of their places in the text
};

// Any bytes whatsoever; never fails otherwise than by findings. Strict JSON (RFC 8259, UTF-8 without a BOM),
// no duplicate and no unknown keys, every reference resolved.
[[nodiscard]] Checked check_policy(std::string_view json);

// The same for callers that only need the policy. Errors: too_large; malformed with `where` the JSON Pointer of the
// first error and `advice` its message.
[[nodiscard]] Result<Policy> read_policy(std::string_view json);

}  // namespace hallpass::policy
