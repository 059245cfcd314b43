#include "district/server/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "district/server/key_source.hpp"
#include "district/server/smtp_send.hpp"
#include "district/service/mails.hpp"

namespace hallpass::server {
namespace {

struct TextFlag {
  std::string_view name;
  std::string Options::* target;
  bool required;
};
constexpr std::array text_flags = {
    TextFlag{"--database", &Options::database, true},
    TextFlag{"--export-audit", &Options::export_audit, false},
    TextFlag{"--export-roster", &Options::export_roster, false},
    TextFlag{"--signing-key", &Options::signing_key, false},
    TextFlag{"--import", &Options::import_zip, false},
    TextFlag{"--issuer", &Options::issuer, true},
    TextFlag{"--audience", &Options::audience, true},
    TextFlag{"--age-recipient", &Options::age_recipient, true},
    TextFlag{"--key-list", &Options::key_list, false},
    TextFlag{"--receipt-key", &Options::receipt_key, false},
    TextFlag{"--cors-origin", &Options::cors_origin, false},
    TextFlag{"--name", &Options::name, false},
    TextFlag{"--email", &Options::email, false},
    TextFlag{"--phone", &Options::phone, false},
    TextFlag{"--mail-server", &Options::mail_server, false},
    TextFlag{"--mail-from", &Options::mail_from, false},
    TextFlag{"--mail-login", &Options::mail_login, false},
    TextFlag{"--portal", &Options::portal, false},
    TextFlag{"--policy", &Options::policy, false},
};

struct NumberFlag {
  std::string_view name;
  int Options::* target;
  int least;
  int most;
};
constexpr std::array number_flags = {
    NumberFlag{"--utc-offset-minutes", &Options::utc_offset_minutes, -14 * 60, 14 * 60},
    NumberFlag{"--student-view-from", &Options::student_view_from, 0, 18},
    NumberFlag{"--header-seconds", &Options::header_seconds, 1, 600},
    NumberFlag{"--body-seconds", &Options::body_seconds, 1, 600},
    NumberFlag{"--mail-seconds", &Options::mail_seconds, 1, 600},
    NumberFlag{"--mail-wait-seconds", &Options::mail_wait_seconds, 1, 3600},
};

constexpr std::string_view since_beginning = "--since-beginning";

template <class Number>
bool parse_number(std::string_view text, Number& number) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Error wrong(std::string_view flag, std::string const& advice) {
  return fail(ErrorCode::invalid_argument, std::string(flag), advice);
}

Result<void> set(Options& options, std::string_view flag, std::string_view value) {
  if (flag == "--listen") {
    auto const colon = value.rfind(':');
    if (colon == std::string_view::npos || !parse_number(value.substr(colon + 1), options.port)) {
      return wrong(flag, "Give ADDRESS:PORT, port 0 for a free one.");
    }
    options.address = value.substr(0, colon);
    return {};
  }
  if (flag == "--opt-out-period") {
    auto const period = records::parse_opt_out_period(value);
    if (!period) return wrong(flag, "Give the first and the last day of every year, as 08-01..09-30.");
    options.opt_out_period = *period;
    return {};
  }
  if (auto const text = std::ranges::find(text_flags, flag, &TextFlag::name); text != text_flags.end()) {
    options.*(text->target) = value;
    return {};
  }
  auto const number = std::ranges::find(number_flags, flag, &NumberFlag::name);
  if (number == number_flags.end()) return wrong(flag, "There is no such flag.");
  int parsed = 0;
  if (!parse_number(value, parsed) || parsed < number->least || parsed > number->most) {
    return wrong(flag, "Give a whole number from " + std::to_string(number->least) + " to " +
                           std::to_string(number->most) + ".");
  }
  options.*(number->target) = parsed;
  return {};
}

Result<void> check_mail(Options const& options) {
  if (options.mail_server.empty()) return {};
  if (!is_mail_url(options.mail_server)) return wrong("--mail-server", "Give smtp://HOST:PORT or smtps://HOST:PORT.");
  if (!district::is_mail_address(options.mail_from)) return wrong("--mail-from", "Give an e-mail address.");
  if (!is_trustworthy_url(options.portal)) return wrong("--portal", "It must be https, or http on this machine.");
  return {};
}

}  // namespace

Result<Options> parse_options(std::span<char const* const> arguments) {
  Options options;
  for (std::size_t at = 0; at < arguments.size();) {
    if (arguments[at] == since_beginning) {
      options.since_beginning = true;
      ++at;
      continue;
    }
    if (at + 1 == arguments.size()) return wrong(arguments[at], "It needs a value.");
    HALLPASS_CHECK(set(options, arguments[at], arguments[at + 1]));
    at += 2;
  }
  if (!options.export_audit.empty()) {
    if (options.database.empty()) return wrong("--database", "It is required.");
    if (options.signing_key.empty()) return wrong("--signing-key", "It is required: an audit log goes out signed.");
    return options;
  }
  if (!options.export_roster.empty()) {
    if (options.database.empty()) return wrong("--database", "It is required.");
    return options;
  }
  if (options.since_beginning) return wrong(since_beginning, "It goes with --export-roster.");
  for (auto const& flag : text_flags) {
    if (flag.required && (options.*(flag.target)).empty()) return wrong(flag.name, "It is required.");
  }
  if (!is_trustworthy_url(options.issuer)) return wrong("--issuer", "It must be https, or http on this machine.");
  if (!options.age_recipient.starts_with("age1")) return wrong("--age-recipient", "It must be an age1... recipient.");
  if (!options.receipt_key.empty() && options.key_list.empty()) {
    return wrong("--key-list",
                 "It is required with --receipt-key: receipts are checked with the keys published there.");
  }
  HALLPASS_CHECK(check_mail(options));
  return options;
}

}  // namespace hallpass::server
