// hallpass verify, of a visitor's receipt.
#include "cli/files.hpp"
#include "cli/verify.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"
#include "sdk/proof/consent_receipt.hpp"
#include "sdk/proof/school_authorisation.hpp"

namespace hallpass::cli {
namespace {

void print(proof::ConsentReceipt const& receipt) {
  cli::print("signed", format_instant(receipt.signed_at) + " by " + receipt.issuer);
  cli::print("receipt", receipt.id);
  cli::print("chosen", format_instant(receipt.chosen_at) + " (the visitor's clock)");
  for (auto const& signal : receipt.signals) cli::print("signal", signal);
  for (auto const& outcome : receipt.outcomes) {
    cli::print(outcome.state, outcome.purpose + " (" + outcome.reason + ")");
  }
  for (auto const& vendor : receipt.refused) cli::print("refused", "the vendor " + vendor);
  cli::print("shown", "in " + receipt.language + "\n" + receipt.shown);
}

// The school's statement that a receipt carries; good, when the district's key is among the keys and it was in force
// then.
void print_authorisation(proof::ConsentReceipt const& receipt, std::span<proof::VerifyingKey const> keys,
                         Checks& checks) {
  if (receipt.authorisation.empty()) return;
  auto const verified = proof::verify_jws(receipt.authorisation, keys);
  auto const statement =
      verified ? proof::read_school_authorisation(*verified) : Result<proof::SchoolAuthorisation>{verified.error()};
  checks.note("the school's authorisation in it", statement.has_value(), "the district's key among the keys");
  if (!statement) {
    return cli::print("authorised", "by a statement that these keys do not verify (" + statement.error().where + ")");
  }
  cli::print("authorised", "by " + statement->authorised_by + " of " + statement->issuer +
                               (statement->agreement.empty() ? "" : ", " + statement->agreement) + ", until " +
                               format_instant(statement->expires_at) +
                               (proof::is_in_force(*statement, receipt.signed_at) ? "" : ": not in force then"));
}

// Whether the receipt names the very policy of that file. Errors: of the file and the policy.
Result<bool> names_policy(proof::ConsentReceipt const& receipt, std::string_view path) {
  HALLPASS_TRY(text, read_file(path, policy::max_policy_bytes * 16));
  HALLPASS_TRY(policy, policy::read_policy(text));
  HALLPASS_TRY(image, policy::compile(policy));
  return receipt.policy == proof::policy_digest(image);
}

}  // namespace

Result<bool> report_receipt(proof::Verified const& verified, std::span<proof::VerifyingKey const> keys,
                            VerifyOptions const& options, Checks& checks) {
  HALLPASS_TRY(receipt, proof::read_consent_receipt(verified));
  print(receipt);
  print_authorisation(receipt, keys, checks);
  checks.note("the policy that decided", options.policy.has_value(), "--policy");
  if (!options.policy) {
    cli::print("policy", receipt.policy);
    return true;
  }
  HALLPASS_TRY(same, names_policy(receipt, *options.policy));
  cli::print("policy", same ? "the same as " + std::string{*options.policy} : "another one than this file");
  return same;
}

}  // namespace hallpass::cli
