#pragma once
// What a browser's time zone may say about where a visitor is: never anything that opens more than not knowing it.

#include <string_view>
#include <utility>
#include <vector>

#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

// Time zone -> country, where the policy asks for the hint: the countries that the policy names, whose rules differ
// from those of an unknown region and are nowhere looser. Sorted by zone; the views live as long as the policy.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> time_zone_hints(policy::Policy const& policy);

}  // namespace hallpass::cli
