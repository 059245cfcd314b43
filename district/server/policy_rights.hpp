#pragma once
// What a privacy policy grants applicants and employees about their own records.

#include <string>

#include "district/service/service.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::server {

// Rights of access, correction and deletion, of audiences of kind applicant and employee, that hold in the whole United
// States and that the controller of that audience answers: the district, whether the file is its own or its vendor's.
// Their clocks become targets, the shortest of all; business days count as calendar days, which is sooner.
void grant(policy::Policy const& policy, district::Settings& settings);

// The same from a file. Errors: unavailable, malformed, `where` the flag.
[[nodiscard]] Result<void> grant_from(std::string const& file, district::Settings& settings);

}  // namespace hallpass::server
