// hallpass explain: why a given visitor gets a given decision.
#include <chrono>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/consent/record.hpp"
#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"

namespace hallpass::cli {
namespace {

int run(Arguments arguments);

}  // namespace

extern Command const explain_command;
Command const explain_command{"explain", "says why a given visitor gets a given decision",
                              R"(usage: hallpass explain FILE [OPTIONS]

Prints a line for every purpose of the policy FILE: its state, its id, and why.

  --region CODE     US, US-CA, DE …; without it the region is unknown
  --audience ID     as the policy names it; without it, a website visitor
  --age YEARS       of the visitor, where it is known: 12, 13-15, 16+, under-13
  --authorised      the school has authorised the visitor
  --gpc on|off      Global Privacy Control; without it, unknown
  --dnt VALUE       the DNT header's value, such as 1
  --record TEXT     the stored record (the value of the consent cookie)
  --now TIME        RFC 3339, UTC; without it, the present

exit status: 0 explained, 1 the policy has errors, 2 wrong arguments, or a file
             that cannot be read
)",
                              run};

namespace {

struct Options {
  std::string_view file;
  signal::Signals signals;
  std::string_view record;
  InstantMs now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
};

// One option and its value; false when either is not understood.
bool take(Options& options, std::string_view name, std::string_view value) {
  auto& signals = options.signals;
  if (name == "--region") return (signals.region = region_key(value)) != 0;
  if (name == "--audience") return !(signals.audience = value).empty();
  if (name == "--dnt") return (signals.dnt = signal::parse_dnt(value)) != signal::TriState::unknown;
  if (name == "--record") return !(options.record = value).empty();
  if (name == "--gpc") {
    signals.gpc = value == "on" ? signal::TriState::on : signal::TriState::off;
    return value == "on" || value == "off";
  }
  if (name == "--age") {
    signals.age_years = signal::parse_age(value);
    // A page's slip means a child; here it is told.
    return !value.empty() && (signals.age_years > 0 || value.starts_with("0") || value.starts_with("under-"));
  }
  if (name == "--now") {
    auto const now = parse_instant(value);
    if (now) options.now = *now;
    return now.has_value();
  }
  return false;
}

// Errors: invalid_argument.
Result<Options> parse(Arguments arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    auto const argument = arguments[at];
    if (argument == "--authorised") {
      options.signals.school_authorised = true;
    } else if (argument.starts_with("--")) {
      if (at + 1 == arguments.size() || !take(options, argument, arguments[at + 1])) {
        return fail(ErrorCode::invalid_argument, std::string{argument}, "the option or its value is not understood");
      }
      ++at;
    } else if (options.file.empty()) {
      options.file = argument;
    } else {
      return fail(ErrorCode::invalid_argument, std::string{argument}, "one file at a time");
    }
  }
  if (options.file.empty()) return fail(ErrorCode::invalid_argument, "FILE", "which file?");
  return options;
}

std::string_view sentence(decision::Reason reason) {
  using decision::Reason;
  switch (reason) {
    case Reason::no_policy:
      return "there is no usable policy";
    case Reason::audience_bars:
      return "the policy bars it for this audience; no click lifts that";
    case Reason::under_age:
      return "the visitor is a child, and the policy bars it or asks for the school's authorisation";
    case Reason::strictly_necessary:
      return "it is strictly necessary";
    case Reason::gpc:
      return "Global Privacy Control is on, and the visitor has not chosen otherwise knowing of it";
    case Reason::dnt:
      return "Do Not Track is on, and the visitor has not chosen otherwise knowing of it";
    case Reason::visitor_granted:
      return "the visitor said yes";
    case Reason::visitor_denied:
      return "the visitor said no";
    case Reason::default_denied:
      return "there is no valid choice, and this region asks first";
    case Reason::default_granted:
      return "there is no valid choice, and this region allows it until the visitor objects";
  }
  return {};
}

int run(Arguments arguments) {
  auto const options = parse(arguments);
  auto const failed = [](Error const& error) {
    return usage_error(explain_command, error.where + ": " + error.advice);
  };
  if (!options) return failed(options.error());
  auto const text = read_file(options->file, policy::max_policy_bytes * 16);
  if (!text) return failed(text.error());
  auto const policy = policy::read_policy(*text);
  auto const bytes = policy ? policy::compile(*policy) : Result<Bytes>{policy.error()};
  if (!bytes) {
    std::cerr << options->file << ": " << bytes.error().where << ": " << bytes.error().advice << '\n';
    return exit_failed;
  }
  auto const image = policy::ImageView::open(*bytes);
  if (!image) return exit_failed;
  auto const choices = consent::read_record(*image, options->record);
  auto const decided = decision::decide(*image, options->signals, choices, options->now);
  for (unsigned index = 0; index < decided.purpose_count; ++index) {
    auto const& outcome = decided.by_purpose[index];
    std::cout << std::left << std::setw(10) << decision::to_string(outcome.state) << std::setw(24)
              << image->purpose(index).id << decision::to_string(outcome.reason) << ": " << sentence(outcome.reason)
              << '\n';
  }
  std::cout << "the banner: " << decision::to_string(decided.prompt) << '\n';
  return exit_ok;
}

}  // namespace
}  // namespace hallpass::cli
