// hallpass keygen: a new age key pair, in the form of age-keygen's files.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>

#include "cli/age_options.hpp"
#include "cli/streams.hpp"
#include "cli/system_random.hpp"
#include "sdk/age/keys.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::cli {

extern Command const keygen_command;

namespace {

crypto::SecretBytes key_file(age::Identity const& identity, std::string const& recipient) {
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  auto const now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  auto const comment = "# created: " + format_instant(now_ms) + "\n# public key: " + recipient + "\n";
  crypto::SecretBytes text{comment.begin(), comment.end()};
  auto const secret = age::format_identity(identity);
  text.insert(text.end(), secret.begin(), secret.end());
  text.push_back('\n');
  return text;
}

Result<void> print_recipients(AgeOptions const& options) {
  HALLPASS_TRY(identities, read_identities(options.input.value_or("-")));
  HALLPASS_TRY(output, Output::create(options.output.value_or("-")));
  for (auto const& identity : identities) {
    HALLPASS_CHECK(output.write(as_bytes(age::format_recipient(age::recipient_of(identity)) + "\n")));
  }
  return output.commit();
}

Result<void> make_key(AgeOptions const& options) {
  auto const path = options.output.value_or("-");
  std::error_code error;
  if (path != "-" && std::filesystem::is_regular_file(path, error)) {
    return fail(ErrorCode::conflict, path, "A key file is never overwritten: whatever it opens would be lost.");
  }
  SystemRandom random;
  HALLPASS_TRY(identity, age::generate_identity(random));
  auto const recipient = age::format_recipient(age::recipient_of(identity));
  HALLPASS_TRY(output, Output::create(path));
  HALLPASS_CHECK(output.write(key_file(identity, recipient)));
  HALLPASS_CHECK(output.commit());
  if (path != "-" || isatty(STDOUT_FILENO) == 0) std::cerr << "Public key: " << recipient << '\n';
  return {};
}

int run(Arguments arguments) {
  auto const options = parse_age_options(arguments, "oy");
  if (!options) return usage_error(keygen_command, options.error().advice);
  if (options->input && !options->to_recipient) return usage_error(keygen_command, "an input belongs to -y only");
  auto const done = options->to_recipient ? print_recipients(*options) : make_key(*options);
  return done ? exit_ok : age_error(keygen_command, done.error());
}

}  // namespace

Command const keygen_command{"keygen", "makes a key pair for encrypted forms and files",
                             R"(usage: hallpass keygen [-o FILE]
       hallpass keygen -y [-o FILE] [KEYFILE]

Makes an age X25519 key pair and writes it as age-keygen does: the secret
key, with the public key in a comment. FILE gets the mode 0600 and is never
overwritten. The public key (age1...) goes into the policy or the forms.

  -o, --output FILE   where to, instead of the standard output
  -y, --to-recipient  reads secret keys, prints their public keys

exit status: 0 done, 1 failed, 2 wrong arguments
)",
                             run};

}  // namespace hallpass::cli
