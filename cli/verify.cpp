// hallpass verify: what somebody has signed says, and whether it was really signed.
#include "cli/verify.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/audit_log.hpp"
#include "sdk/proof/consent_receipt.hpp"
#include "sdk/proof/key_list.hpp"
#include "sdk/proof/school_authorisation.hpp"
#include "sdk/proof/signing_key.hpp"
#include "sdk/proof/step_receipt.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const verify_command;
Command const verify_command{"verify", "checks what somebody has signed, without any network",
                             R"(usage: hallpass verify (-k KEYS | --signer KEY) [--policy FILE] RECEIPT
       hallpass verify (-k KEYS | --signer KEY) [--policy FILE] [--for SITE]
                       AUTHORISATION
       hallpass verify (-k KEYS | --signer KEY) [--district ORIGIN]
                       [--after OLD] KEYLIST
       hallpass verify (-k KEYS | --signer KEY) [--after OLD] AUDITLOG
       hallpass verify (-k KEYS | --signer KEY) [--district ORIGIN] STEPS

Checks the signature of a visitor's receipt, of a school's authorisation (each
a compact JWS with Ed25519, RFC 7515 and 8037), of a district's list of keys
(the JSON file that it publishes), of the steps of a parent's request (the file
that the portal saves), or walks a district's audit log (what hallpass-district
--export-audit wrote), and says what it says, what was checked and what was
not. "-" is the standard input.

  -k, --keys KEYS   the signer's public keys, a JWK Set: what the site serves
                    as /.well-known/hallpass-keys.json. Keep your own copy: who
                    gives you both the receipt and the keys can make up both.
  --signer KEY      a public key itself, as a page pins it: 43 characters of
                    base64url. May come more than once
  --policy FILE     for a receipt: the policy that the choice was made under;
                    checks that it is the very one the receipt names. For an
                    authorisation: checks that this policy believes it
  --for SITE        checks that an authorisation is for this site's origin, or
                    for this product
  --district ORIGIN checks that a list of keys, or a request's steps, are this
                    district's
  --after OLD       checks that a list of keys does not go back behind this one,
                    or that an audit log still has all that this older one has
  --now TIME        RFC 3339, UTC: is it in force then? Without it, at present

exit status: 0 the signature is good and so is all that was asked for,
             1 it is not, 2 wrong arguments, or a file that cannot be read
)",
                             run};

namespace {

// Errors: invalid_argument.
Result<VerifyOptions> parse(Arguments arguments) {
  VerifyOptions options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    auto const argument = arguments[at];
    auto* target = argument == "-k" || argument == "--keys" ? &options.keys
                   : argument == "--policy"                 ? &options.policy
                   : argument == "--for"                    ? &options.site
                   : argument == "--district"               ? &options.district
                   : argument == "--after"                  ? &options.after
                   : argument == "--now"                    ? &options.now
                                                            : nullptr;
    if (argument == "--signer" && at + 1 < arguments.size()) {
      options.signers.push_back(arguments[++at]);
    } else if (target != nullptr && at + 1 < arguments.size()) {
      *target = arguments[++at];
    } else if (target == nullptr && !options.file && (argument == "-" || !argument.starts_with("-"))) {
      options.file = argument;
    } else {
      return fail(ErrorCode::invalid_argument, argument, "the option or its value is not understood");
    }
  }
  if ((!options.keys && options.signers.empty()) || !options.file) {
    return fail(ErrorCode::invalid_argument, "-k KEYS or --signer KEY, and FILE", "are both needed");
  }
  return options;
}

// Errors: of the key file; malformed ("--signer").
Result<std::vector<proof::VerifyingKey>> keys_of(VerifyOptions const& options, std::string_view key_set) {
  std::vector<proof::VerifyingKey> keys;
  if (options.keys) {
    HALLPASS_TRY(read, proof::read_keys(key_set));
    keys = std::move(read);
  }
  for (auto const text : options.signers) {
    auto const point = proof::read_public_text(text);
    if (!point) return fail(point.error().code, "--signer", point.error().advice);
    keys.push_back({proof::thumbprint(*point), *point});
  }
  return keys;
}

// The compact signature that the file is, or has in it. Errors: of proof::find_key_list; unsupported.
Result<std::string> signed_part(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  auto const first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return fail(ErrorCode::truncated, "", "There is nothing in this file.");
  text = text.substr(first, text.find_last_not_of(space) + 1 - first);
  if (text.starts_with('{')) return proof::find_key_list(text);
  if (text.starts_with("age-encryption.org/") || text.starts_with("-----BEGIN AGE ")) {
    return fail(ErrorCode::unsupported, "", "An age file is encrypted, not signed: hallpass decrypt checks it.");
  }
  return std::string{text};
}

int failed(std::string_view what, Error const& error) {
  std::cerr << "hallpass verify: " << what << ": " << error.where << (error.where.empty() ? "" : ": ")
            << (error.advice.empty() ? title(error.code) : std::string_view{error.advice}) << '\n';
  return exit_failed;
}

Result<bool> report(proof::Verified const& verified, std::span<proof::VerifyingKey const> keys,
                    VerifyOptions const& options, Checks& checks) {
  if (verified.type == proof::consent_receipt_type) return report_receipt(verified, keys, options, checks);
  if (verified.type == proof::school_authorisation_type) return report_authorisation(verified, options, checks);
  if (verified.type == proof::key_list_type) return report_key_list(verified, keys, options, checks);
  if (verified.type == proof::step_receipt_type) return report_step_receipt(verified, options, checks);
  return fail(ErrorCode::unsupported, "typ",
              "This is signed, but it is not a consent receipt, a school's authorisation, a list of keys or a step of "
              "a request.");
}

// All of the file, or the beginning of an audit log. Errors: of the file; too_large.
Result<std::string> read_statement(Input& input) {
  std::string text;
  while (text.size() <= proof::max_step_receipts_size) {
    std::array<std::uint8_t, 1U << 14U> chunk{};
    HALLPASS_TRY(got, input.read(chunk));
    text += as_text(ByteView{chunk}.first(got));
    if (got == 0 || proof::looks_like_audit_log(text)) return text;
  }
  return fail(ErrorCode::too_large, "", "This is too large for a signed statement.");
}

std::string joined(std::vector<std::string> const& parts) {
  std::string text;
  for (auto const& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

int conclude(Checks const& checks, bool holds) {
  print("checked", joined(checks.done));
  if (!checks.left.empty()) print("unchecked", joined(checks.left));
  return holds ? exit_ok : exit_failed;
}

int verify_audit_log(Input& input, std::string const& beginning, std::span<proof::VerifyingKey const> keys,
                     VerifyOptions const& options) {
  Checks checks;
  auto const holds = report_audit_log(input, beginning, keys, options, checks);
  return holds ? conclude(checks, true) : failed(*options.file, holds.error());
}

int verify_steps(std::string_view text, std::span<proof::VerifyingKey const> keys, VerifyOptions const& options) {
  Checks checks;
  auto const holds = report_step_receipts(text, keys, options, checks);
  return holds ? conclude(checks, *holds) : failed(*options.file, holds.error());
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  if (!options) return usage_error(verify_command, options.error().where + ": " + options.error().advice);
  auto const key_set = options->keys ? read_file(*options->keys, proof::max_keys_size) : Result<std::string>{""};
  if (!key_set) return usage_error(verify_command, key_set.error().where + ": " + key_set.error().advice);
  auto input = Input::open(*options->file);
  if (!input) return usage_error(verify_command, input.error().where + ": " + input.error().advice);
  auto const text = read_statement(*input);
  if (!text) return usage_error(verify_command, std::string{*options->file} + ": " + text.error().advice);

  auto const keys = keys_of(*options, *key_set);
  if (!keys) return failed(options->keys.value_or("arguments"), keys.error());
  if (proof::looks_like_audit_log(*text)) return verify_audit_log(*input, *text, *keys, *options);
  if (proof::looks_like_step_receipts(*text)) return verify_steps(*text, *keys, *options);
  auto const compact = signed_part(*text);
  if (!compact) return failed(*options->file, compact.error());
  auto const verified = proof::verify_jws(*compact, *keys);
  if (!verified) return failed(*options->file, verified.error());
  print("signature", "good, by the key " + verified->key_id);
  Checks checks;
  auto const holds = report(*verified, *keys, *options, checks);
  if (!holds) return failed(*options->file, holds.error());
  return conclude(checks, *holds);
}

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

}  // namespace

void Checks::note(std::string_view what, bool was_asked, std::string_view option) {
  if (was_asked) {
    done.emplace_back(what);
  } else {
    left.push_back(std::string{what} + " (" + std::string{option} + ")");
  }
}

void print(std::string_view name, std::string_view value) {
  std::cout << name << std::string(name.size() < 10 ? 10 - name.size() : 1, ' ') << printable(value) << '\n';
}

Result<InstantMs> time_of(VerifyOptions const& options) {
  if (options.now) {
    auto const at = parse_instant(*options.now);
    if (!at) return fail(ErrorCode::invalid_argument, "--now", "This must be a time in UTC (RFC 3339).");
    return *at;
  }
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace hallpass::cli
