// hallpass check: everything that is wrong with a policy file, or missing in it.
#include <iostream>
#include <optional>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "sdk/policy/read.hpp"

namespace hallpass::cli {
namespace {

using policy::Severity;

void print(std::string_view file, std::span<policy::Finding const> findings) {
  for (auto const& finding : findings) {
    std::cout << file << ':' << finding.line << ':' << finding.column << ": " << policy::to_string(finding.severity)
              << ": " << finding.message << " [" << finding.code << (finding.where.empty() ? "" : " ") << finding.where
              << "]\n";
    if (!finding.suggestion.empty()) std::cout << "    " << finding.suggestion << '\n';
  }
  std::cout << file << ": " << policy::count(findings, Severity::error) << " errors, "
            << policy::count(findings, Severity::warning) << " warnings, " << policy::count(findings, Severity::gap)
            << " gaps\n";
}

int run(Arguments arguments);

}  // namespace

extern Command const check_command;
Command const check_command{"check", "says what is wrong with a policy file, or missing in it",
                            R"(usage: hallpass check FILE [--json]

Reads a policy file (FILE "-": the standard input) and prints every finding:

  FILE:LINE:COLUMN: SEVERITY: MESSAGE [CODE POINTER]
      what to do about it

  error    the file cannot be used
  warning  it works, and probably does not mean what it says
  gap      it works, but the statement or the arrangements behind it lack
           something that a law or a promise asks for

CODE is stable. POINTER is a JSON Pointer (RFC 6901) into the file.
--json prints one JSON object instead:
  {"errors":N,"warnings":N,"gaps":N,"findings":[{"severity","code","where",
   "line","column","message","suggestion"}]}

exit status: 0 no errors (there may be warnings and gaps), 1 errors,
             2 wrong arguments, or a file that cannot be read
)",
                            run};

namespace {

int run(Arguments arguments) {
  std::optional<std::string_view> file;
  bool json = false;
  for (auto const argument : arguments) {
    if (argument == "--json") {
      json = true;
    } else if (argument.starts_with("--")) {
      return usage_error(check_command, "there is no option " + std::string{argument});
    } else if (file) {
      return usage_error(check_command, "one file at a time");
    } else {
      file = argument;
    }
  }
  if (!file) return usage_error(check_command, "which file?");
  // Somewhat too large a file is a finding; only a huge one is refused here.
  auto const text = read_file(*file, policy::max_policy_bytes * 16);
  if (!text) return usage_error(check_command, text.error().where + ": " + text.error().advice);
  auto const checked = policy::check_policy(*text);
  if (json) {
    std::cout << policy::to_json(checked.findings) << '\n';
  } else {
    print(*file, checked.findings);
  }
  return checked.policy ? exit_ok : exit_failed;
}

}  // namespace
}  // namespace hallpass::cli
