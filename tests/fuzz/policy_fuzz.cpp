// Any bytes as a policy: the check ends, and its answer holds together; a policy it accepts compiles or says why not.
#include <cstdint>
#include <cstdlib>

#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace hallpass::policy;
  auto const checked = check_policy({reinterpret_cast<char const*>(data), size});
  if (checked.policy.has_value() != (count(checked.findings, Severity::error) == 0)) std::abort();
  if (checked.findings.size() > max_policy_findings + 1) std::abort();
  if (to_json(checked.findings).empty()) std::abort();
  if (checked.policy) static_cast<void>(compile(*checked.policy));
  return 0;
}
