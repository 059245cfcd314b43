#pragma once
// The options that keygen, encrypt and decrypt share, spelled as the standard tool spells them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "sdk/age/keys.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::cli {

struct AgeOptions {
  std::vector<std::string_view> recipients{};
  std::vector<std::string_view> recipient_files{};
  std::vector<std::string_view> identity_files{};
  std::optional<std::string_view> passphrase_file{};
  std::optional<std::string_view> output{};
  std::optional<std::string_view> input{};
  bool armor = false;
  bool to_recipient = false;
};

// `allowed`: the short names of the command's options, e.g. "rRioa". Errors: invalid_argument, with a sentence as
// advice.
[[nodiscard]] Result<AgeOptions> parse_age_options(Arguments arguments, std::string_view allowed);

// Every recipient that the options name. Errors: of the files (path as `where`) and the keys ("path:line").
[[nodiscard]] Result<std::vector<age::Recipient>> read_recipients(AgeOptions const& options);
[[nodiscard]] Result<std::vector<age::Identity>> read_identities(std::string_view path);
// The first line of the file, without its line end. Errors: malformed, for none.
[[nodiscard]] Result<crypto::SecretBytes> read_passphrase(std::string_view path);

// "hallpass NAME: what is wrong" to the error stream; returns exit_failed.
int age_error(Command const& command, Error const& error);

}  // namespace hallpass::cli
