#include "sdk/policy/finding.hpp"

#include <algorithm>

#include "sdk/base/json_tree.hpp"

namespace hallpass::policy {

std::size_t count(std::span<Finding const> findings, Severity severity) noexcept {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [severity](Finding const& finding) { return finding.severity == severity; }));
}

std::string to_json(std::span<Finding const> findings) {
  std::string out = "{\"errors\":" + std::to_string(count(findings, Severity::error)) +
                    ",\"warnings\":" + std::to_string(count(findings, Severity::warning)) +
                    ",\"gaps\":" + std::to_string(count(findings, Severity::gap)) + ",\"findings\":[";
  bool first = true;
  for (auto const& finding : findings) {
    if (!first) out += ',';
    first = false;
    out += "{\"severity\":" + quote_json(to_string(finding.severity)) + ",\"code\":" + quote_json(finding.code) +
           ",\"where\":" + quote_json(finding.where) + ",\"line\":" + std::to_string(finding.line) +
           ",\"column\":" + std::to_string(finding.column) + ",\"message\":" + quote_json(finding.message) +
           ",\"suggestion\":" + quote_json(finding.suggestion) + "}";
  }
  return out + "]}";
}

}  // namespace hallpass::policy
