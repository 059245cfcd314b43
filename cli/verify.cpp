// hallpass verify: what a signed receipt or authorisation says, and whether it was really signed.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"
#include "sdk/proof/consent_receipt.hpp"
#include "sdk/proof/school_authorisation.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const verify_command;
Command const verify_command{"verify", "checks a signed receipt or authorisation, without any network",
                             R"(usage: hallpass verify -k KEYS [--policy FILE] RECEIPT
       hallpass verify -k KEYS [--policy FILE] [--for SITE] AUTHORISATION

Checks the signature of a visitor's receipt or of a school's authorisation (a
compact JWS with Ed25519, RFC 7515 and 8037) and says what it says, and what
was checked. "-" is the standard input.

  -k, --keys KEYS   the signer's public keys, a JWK Set: what the site serves
                    as /.well-known/hallpass-keys.json. Keep your own copy: who
                    gives you both the receipt and the keys can make up both.
  --policy FILE     for a receipt: the policy that the choice was made under;
                    checks that it is the very one the receipt names. For an
                    authorisation: checks that this policy believes it
  --for SITE        checks that an authorisation is for this site's origin, or
                    for this product
  --now TIME        RFC 3339, UTC: is the authorisation in force then? Without
                    it, at present

exit status: 0 the signature is good and so is all that was asked for,
             1 it is not, 2 wrong arguments, or a file that cannot be read
)",
                             run};

namespace {

struct Options {
  std::optional<std::string_view> keys;
  std::optional<std::string_view> policy;
  std::optional<std::string_view> receipt;
  std::optional<std::string_view> site;
  std::optional<std::string_view> now;
};

// Errors: invalid_argument.
Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    auto const argument = arguments[at];
    auto* target = argument == "-k" || argument == "--keys" ? &options.keys
                   : argument == "--policy"                 ? &options.policy
                   : argument == "--for"                    ? &options.site
                   : argument == "--now"                    ? &options.now
                                                            : nullptr;
    if (target != nullptr && at + 1 < arguments.size()) {
      *target = arguments[++at];
    } else if (target == nullptr && !options.receipt && (argument == "-" || !argument.starts_with("-"))) {
      options.receipt = argument;
    } else {
      return fail(ErrorCode::invalid_argument, argument, "the option or its value is not understood");
    }
  }
  if (!options.keys || !options.receipt) {
    return fail(ErrorCode::invalid_argument, "-k KEYS and RECEIPT", "are both needed");
  }
  return options;
}

std::string_view without_line_ends(std::string_view text) {
  return text.substr(0, text.find_last_not_of("\r\n") + 1);
}

// A foreign text must not steer the terminal it is printed on.
std::string printable(std::string_view text) {
  std::string shown;
  for (char const letter : text) {
    if (letter == '\n')
      shown += "\n          ";
    else if (static_cast<unsigned char>(letter) >= ' ' && letter != '\x7f')
      shown += letter;
  }
  return shown;
}

void print(std::string_view name, std::string_view value) {
  std::cout << name << std::string(name.size() < 10 ? 10 - name.size() : 1, ' ') << printable(value) << '\n';
}

void print(proof::ConsentReceipt const& receipt) {
  print("signed", format_instant(receipt.signed_at) + " by " + receipt.issuer);
  print("receipt", receipt.id);
  print("chosen", format_instant(receipt.chosen_at) + " (the visitor's clock)");
  for (auto const& signal : receipt.signals) print("signal", signal);
  for (auto const& outcome : receipt.outcomes) {
    print(outcome.state, outcome.purpose + " (" + outcome.reason + ")");
  }
  for (auto const& vendor : receipt.refused) print("refused", "the vendor " + vendor);
  print("shown", "in " + receipt.language + "\n" + receipt.shown);
}

// The school's statement that a receipt carries; good, when the district's key is among the keys and it was in force
// then.
void print_authorisation(proof::ConsentReceipt const& receipt, std::span<proof::VerifyingKey const> keys) {
  if (receipt.authorisation.empty()) return;
  auto const verified = proof::verify_jws(receipt.authorisation, keys);
  auto const statement =
      verified ? proof::read_school_authorisation(*verified) : Result<proof::SchoolAuthorisation>{verified.error()};
  if (!statement) {
    return print("authorised", "by a statement that these keys do not verify (" + statement.error().where + ")");
  }
  print("authorised", "by " + statement->authorised_by + " of " + statement->issuer +
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

int failed(std::string_view what, Error const& error) {
  std::cerr << "hallpass verify: " << what << ": " << error.where << (error.where.empty() ? "" : ": ")
            << (error.advice.empty() ? title(error.code) : std::string_view{error.advice}) << '\n';
  return exit_failed;
}

Result<InstantMs> time_of(Options const& options) {
  if (options.now) return parse_instant(*options.now);
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// Prints what the statement says and what was checked of it; whether all of that holds. Errors: of files and arguments.
Result<bool> report(proof::SchoolAuthorisation const& statement, proof::Verified const& verified,
                    Options const& options) {
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
  if (options.site) {
    bool const named = std::ranges::find(statement.audience, *options.site) != statement.audience.end();
    print("site", std::string{*options.site} + (named ? " is named" : " is not named"));
    holds = holds && named;
  }
  if (options.policy) {
    HALLPASS_TRY(text, read_file(*options.policy, policy::max_policy_bytes * 16));
    HALLPASS_TRY(policy, policy::read_policy(text));
    bool const trusted = proof::is_trusted(policy.authorisations, statement, verified.key);
    print("policy", std::string{*options.policy} + (trusted ? " believes this key of that district"
                                                            : " does not believe this key for that district"));
    bool const whole = proof::covers(statement, policy);
    if (!whole) print("purposes", "not all that this policy needs an authorisation for: the gate takes it for none");
    holds = holds && trusted && whole;
  }
  return holds;
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  if (!options) return usage_error(verify_command, options.error().where + ": " + options.error().advice);
  auto const keys_text = read_file(*options->keys, proof::max_keys_size);
  if (!keys_text) return usage_error(verify_command, keys_text.error().where + ": " + keys_text.error().advice);
  auto const text = read_file(*options->receipt, proof::max_jws_size);
  if (!text) return usage_error(verify_command, text.error().where + ": " + text.error().advice);

  auto const keys = proof::read_keys(*keys_text);
  if (!keys) return failed(*options->keys, keys.error());
  auto const verified = proof::verify_jws(without_line_ends(*text), *keys);
  if (!verified) return failed(*options->receipt, verified.error());
  print("signature", "good, by the key " + verified->key_id);
  if (verified->type == proof::school_authorisation_type) {
    auto const statement = proof::read_school_authorisation(*verified);
    if (!statement) return failed(*options->receipt, statement.error());
    auto const holds = report(*statement, *verified, *options);
    if (!holds) return failed("this authorisation", holds.error());
    return *holds ? exit_ok : exit_failed;
  }
  auto const receipt = proof::read_consent_receipt(*verified);
  if (!receipt) return failed(*options->receipt, receipt.error());
  print(*receipt);
  print_authorisation(*receipt, *keys);
  if (!options->policy) {
    print("policy", receipt->policy + ", not compared (--policy)");
    return exit_ok;
  }
  auto const same = names_policy(*receipt, *options->policy);
  if (!same) return failed(*options->policy, same.error());
  print("policy", *same ? "the same as " + std::string{*options->policy} : "another one than this file");
  return *same ? exit_ok : exit_failed;
}

}  // namespace
}  // namespace hallpass::cli
