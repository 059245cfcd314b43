// hallpass verify, of a school's authorisation.
#include <algorithm>

#include "cli/files.hpp"
#include "cli/verify.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/policy/read.hpp"
#include "sdk/proof/school_authorisation.hpp"

namespace hallpass::cli {
namespace {

// Whether the policy of that file believes the statement, and needs no other. Errors: of the file and the policy.
Result<bool> is_believed(proof::SchoolAuthorisation const& statement, proof::Verified const& verified,
                         std::string_view path) {
  HALLPASS_TRY(text, read_file(path, policy::max_policy_bytes * 16));
  HALLPASS_TRY(policy, policy::read_policy(text));
  bool const trusted = proof::is_trusted(policy.authorisations, statement, verified.key);
  print("policy", std::string{path} + (trusted ? " believes this key of that district"
                                               : " does not believe this key for that district"));
  bool const whole = proof::covers(statement, policy);
  if (!whole) print("purposes", "not all that this policy needs an authorisation for: the gate takes it for none");
  return trusted && whole;
}

}  // namespace

Result<bool> report_authorisation(proof::Verified const& verified, VerifyOptions const& options, Checks& checks) {
  HALLPASS_TRY(statement, proof::read_school_authorisation(verified));
  HALLPASS_TRY(now, time_of(options));
  print("district", statement.issuer);
  print("authorised", "by " + statement.authorised_by + ", " + format_instant(statement.issued_at));
  if (!statement.agreement.empty()) print("agreement", statement.agreement);
  for (auto const& purpose : statement.purposes) print("purpose", purpose);
  bool holds = proof::is_in_force(statement, now);
  print("in force", format_instant(statement.not_before) + " to " + format_instant(statement.expires_at) +
                        (holds                        ? ""
                         : now < statement.not_before ? ": not yet"
                                                      : ": over"));
  for (auto const& audience : statement.audience) print("for", audience);
  checks.note("the time", true, "");
  checks.note("the site", options.site.has_value(), "--for");
  if (options.site) {
    bool const named = std::ranges::find(statement.audience, *options.site) != statement.audience.end();
    print("site", std::string{*options.site} + (named ? " is named" : " is not named"));
    holds = holds && named;
  }
  checks.note("that a policy believes this key", options.policy.has_value(), "--policy");
  if (options.policy) {
    HALLPASS_TRY(believed, is_believed(statement, verified, *options.policy));
    holds = holds && believed;
  }
  return holds;
}

}  // namespace hallpass::cli
