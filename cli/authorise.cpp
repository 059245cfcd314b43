// hallpass authorise: a district's key, and what it signs with it: that its students may use a product.
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/signing_key_file.hpp"
#include "sdk/proof/school_authorisation.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const authorise_command;
Command const authorise_command{"authorise", "signs a school district's authorisation of a product",
                                R"(usage: hallpass authorise --new-key KEYFILE
       hallpass authorise -k KEYFILE --district ORIGIN --by WHO --for SITE
                          --until DAY [OPTIONS] [-o FILE]

The first form makes a district's Ed25519 key pair, writes it as a private JWK
and prints the public key, which goes into a vendor's policy (/authorisations).
KEYFILE gets the mode 0600 and is never overwritten. The second form signs: a
compact JWS, which the vendor's pages give to the gate (data-authorisation).

  -k, --key KEYFILE   the district's key, as the first form writes it
  --district ORIGIN   the district, such as https://district.example
  --by WHO            who authorises for it: a role, or a name
  --for SITE          the site's origin, or the product that the policy names;
                      may come more than once
  --until DAY         YYYY-MM-DD, the last day (UTC); or RFC 3339
  --from DAY          the first day; without it, at once
  --agreement TEXT    which agreement stands behind it
  --purpose ID        may come more than once; without it, every purpose that
                      needs an authorisation
  -o, --output FILE   where to, instead of the standard output

exit status: 0 done, 1 failed, 2 wrong arguments, or a file that cannot be read
)",
                                run};

namespace {

struct Options {
  std::optional<std::string_view> new_key;
  std::optional<std::string_view> key;
  std::string_view output = "-";
  std::optional<InstantMs> from;
  proof::SchoolAuthorisation statement;
};

// One option and its value; false when either is not understood.
bool take(Options& options, std::string_view name, std::string_view value) {
  auto& statement = options.statement;
  if (value.empty()) return false;
  if (name == "--new-key") return !(options.new_key = value)->empty();
  if (name == "-k" || name == "--key") return !(options.key = value)->empty();
  if (name == "-o" || name == "--output") return !(options.output = value).empty();
  if (name == "--district") return !(statement.issuer = value).empty();
  if (name == "--by") return !(statement.authorised_by = value).empty();
  if (name == "--agreement") return !(statement.agreement = value).empty();
  if (name == "--for") return !statement.audience.emplace_back(value).empty();
  if (name == "--purpose") return !statement.purposes.emplace_back(value).empty();
  if (name == "--from") return (options.from = read_day(value, DayEdge::begin)).has_value();
  if (name == "--until") {
    auto const until = read_day(value, DayEdge::end);
    statement.expires_at = until.value_or(0);
    return until.has_value();
  }
  return false;
}

// Errors: invalid_argument.
Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); at += 2) {
    if (at + 1 == arguments.size() || !take(options, arguments[at], arguments[at + 1])) {
      return fail(ErrorCode::invalid_argument, arguments[at], "the option or its value is not understood");
    }
  }
  auto const& statement = options.statement;
  if (!options.new_key && (!options.key || statement.issuer.empty() || statement.authorised_by.empty() ||
                           statement.audience.empty() || statement.expires_at == 0)) {
    return fail(ErrorCode::invalid_argument, "-k, --district, --by, --for and --until", "are all needed");
  }
  return options;
}

Result<void> sign(Options options) {
  HALLPASS_TRY(key, read_signing_key_file(*options.key));
  auto& statement = options.statement;
  statement.issued_at = current_second();
  statement.not_before = std::max(statement.issued_at, options.from.value_or(0));
  if (statement.expires_at <= statement.not_before) {
    return fail(ErrorCode::invalid_argument, "--until", "This is over before it begins.");
  }
  HALLPASS_TRY(jws, proof::sign_jws(key, proof::school_authorisation_type, format_school_authorisation(statement)));
  return write_file(options.output, as_bytes(jws + "\n"));
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  if (!options) return usage_error(authorise_command, options.error().where + ": " + options.error().advice);
  auto const done = options->new_key ? make_signing_key_file(*options->new_key) : sign(*options);
  if (done) return exit_ok;
  std::cerr << "hallpass authorise: " << done.error().where << ": "
            << (done.error().advice.empty() ? title(done.error().code) : std::string_view{done.error().advice}) << '\n';
  return done.error().code == ErrorCode::not_found ? exit_usage : exit_failed;
}

}  // namespace
}  // namespace hallpass::cli
