#include "cli/age_options.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>

#include "cli/streams.hpp"

namespace hallpass::cli {
namespace {

constexpr std::size_t max_key_file_size = 1U << 20U;

struct Name {
  char short_name;
  std::string_view long_name;
};
constexpr std::array names{Name{'r', "recipient"},      Name{'R', "recipients-file"}, Name{'i', "identity"},
                           Name{'o', "output"},         Name{'a', "armor"},           Name{'y', "to-recipient"},
                           Name{'P', "passphrase-file"}};

// The option's short name, or '\0' for one that the command does not have.
char option_name(std::string_view argument, std::string_view allowed) {
  auto const* const found = std::ranges::find_if(names, [&](Name const& name) {
    return argument.starts_with("--") ? argument.substr(2) == name.long_name
                                      : argument.size() == 2 && argument[1] == name.short_name;
  });
  return found != names.end() && allowed.find(found->short_name) != std::string_view::npos ? found->short_name : '\0';
}

Error usage(std::string_view message) {
  return fail(ErrorCode::invalid_argument, "arguments", message);
}

Result<void> set_value(AgeOptions& options, char name, std::string_view value) {
  auto const once = [&](std::optional<std::string_view>& target) -> Result<void> {
    if (target) return usage("an option that may be given once is there twice");
    target = value;
    return {};
  };
  switch (name) {
    case 'r':
      options.recipients.push_back(value);
      return {};
    case 'R':
      options.recipient_files.push_back(value);
      return {};
    case 'i':
      options.identity_files.push_back(value);
      return {};
    case 'P':
      return once(options.passphrase_file);
    default:
      return once(options.output);
  }
}

Result<crypto::SecretBytes> read_key_file(std::string_view path) {
  HALLPASS_TRY(input, Input::open(path));
  crypto::SecretBytes bytes(max_key_file_size);
  HALLPASS_TRY(size, input.read(bytes));
  if (size == bytes.size()) return fail(ErrorCode::too_large, path, "This is not a file of keys.");
  bytes.resize(size);
  return std::move(bytes);
}

// Calls `take` with every line that is neither empty nor a comment; an error gets "path:line" as its place.
Result<void> for_each_key(std::string_view path, std::function<Result<void>(std::string_view)> const& take) {
  HALLPASS_TRY(bytes, read_key_file(path));
  auto text = as_text(bytes);
  for (int number = 1; !text.empty(); ++number) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (auto const taken = take(line); !taken) {
      return fail(taken.error().code, std::string{path} + ":" + std::to_string(number), taken.error().advice);
    }
  }
  return {};
}

}  // namespace

Result<AgeOptions> parse_age_options(Arguments arguments, std::string_view allowed) {
  AgeOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto const argument = arguments[i];
    if (argument == "-" || !argument.starts_with('-')) {
      if (options.input) return usage("one input at a time");
      options.input = argument;
      continue;
    }
    auto const name = option_name(argument, allowed);
    if (name == 'a') {
      options.armor = true;
    } else if (name == 'y') {
      options.to_recipient = true;
    } else if (name == '\0') {
      return usage("there is no option " + std::string{argument});
    } else if (++i == arguments.size()) {
      return usage("the option " + std::string{argument} + " needs a value");
    } else {
      HALLPASS_CHECK(set_value(options, name, arguments[i]));
    }
  }
  return options;
}

Result<std::vector<age::Recipient>> read_recipients(AgeOptions const& options) {
  std::vector<age::Recipient> recipients;
  auto const take = [&](std::string_view text) -> Result<void> {
    HALLPASS_TRY(recipient, age::parse_recipient(text));
    recipients.push_back(recipient);
    return {};
  };
  for (auto const text : options.recipients) HALLPASS_CHECK(take(text));
  for (auto const path : options.recipient_files) HALLPASS_CHECK(for_each_key(path, take));
  for (auto const path : options.identity_files) {
    HALLPASS_TRY(identities, read_identities(path));
    for (auto const& identity : identities) recipients.push_back(age::recipient_of(identity));
  }
  return recipients;
}

Result<std::vector<age::Identity>> read_identities(std::string_view path) {
  std::vector<age::Identity> identities;
  HALLPASS_CHECK(for_each_key(path, [&](std::string_view text) -> Result<void> {
    HALLPASS_TRY(identity, age::parse_identity(text));
    identities.push_back(std::move(identity));
    return {};
  }));
  if (identities.empty()) return fail(ErrorCode::malformed, path, "There is no identity in this file.");
  return std::move(identities);
}

Result<crypto::SecretBytes> read_passphrase(std::string_view path) {
  HALLPASS_TRY(bytes, read_key_file(path));
  bytes.resize(static_cast<std::size_t>(std::ranges::find_if(bytes, [](auto c) { return c == '\n' || c == '\r'; }) -
                                        bytes.begin()));
  if (bytes.empty()) return fail(ErrorCode::malformed, path, "The passphrase is empty.");
  return std::move(bytes);
}

int age_error(Command const& command, Error const& error) {
  std::cerr << "hallpass " << command.name << ": " << title(error.code) << " (" << error.where << ")";
  if (!error.advice.empty()) std::cerr << ". " << error.advice;
  std::cerr << '\n';
  return exit_failed;
}

}  // namespace hallpass::cli
