#pragma once
// The command line of hallpass-district.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/result.hpp"
#include "sdk/records/directory.hpp"

namespace hallpass::server {

struct Options {
  std::string database;                  // --database FILE, or a postgresql:// URL (docs/district-store.md); required
  std::string export_audit;              // --export-audit FILE: writes the signed audit log and ends; empty: serves
  std::string signing_key;               // --signing-key FILE: the district's private JWK, for --export-audit
  std::string export_roster;             // --export-roster ZIP: writes corrections for the SIS and ends; empty: serves
  bool since_beginning = false;          // --since-beginning: all of them again, for --export-roster
  std::string import_zip;                // --import ZIP: a OneRoster package, read before listening; empty: none
  std::string issuer;                    // --issuer URL, required
  std::string audience;                  // --audience TEXT, required
  std::string address = "127.0.0.1";     // --listen ADDRESS:PORT
  std::uint16_t port = 0;                // 0: a free one
  std::string age_recipient;             // --age-recipient age1…, required
  std::string key_list;                  // --key-list FILE: published at /.well-known/hallpass-keys.json; empty: none
  std::string receipt_key;               // --receipt-key FILE: a private JWK, listed in --key-list; empty: no receipts
  std::string cors_origin;               // --cors-origin ORIGIN: the portal's; empty: none
  std::string name = "School district";  // --name TEXT
  std::string email;                     // --email ADDRESS
  std::string phone;                     // --phone NUMBER
  std::string mail_server;               // --mail-server smtp://HOST:PORT, or smtps://; empty: news is not mailed
  std::string mail_from;                 // --mail-from ADDRESS, required with --mail-server
  std::string mail_login;                // --mail-login FILE: name and password, a line each; empty: no login
  std::string policy;                    // --policy FILE: what applicants and employees may do; empty: nothing
  std::string portal;                    // --portal URL: where a mail says to sign in, required with --mail-server
  std::optional<records::OptOutPeriod> opt_out_period;  // --opt-out-period MM-DD..MM-DD; none: the whole year
  int utc_offset_minutes = 0;                           // --utc-offset-minutes N: of the district's wall clock
  // --student-view-from AGE: of a student's own look at the record; 18: not before the rights pass
  int student_view_from = 13;
  int header_seconds = 10;     // --header-seconds N: within which a request's headers must have arrived
  int body_seconds = 60;       // --body-seconds N: and its body
  int mail_seconds = 60;       // --mail-seconds N: within which the mail server must have taken a mail
  int mail_wait_seconds = 60;  // --mail-wait-seconds N: after the first try that failed; longer each time
};

inline constexpr std::string_view usage =
    "hallpass-district --database FILE|postgresql://... --issuer URL --audience TEXT --age-recipient age1...\n"
    "  [--import ONEROSTER.zip] [--listen ADDRESS:PORT] [--cors-origin ORIGIN] [--key-list FILE] [--receipt-key FILE]\n"
    "  [--name TEXT] [--email ADDRESS] [--phone NUMBER] [--opt-out-period MM-DD..MM-DD]\n"
    "  [--policy FILE] [--student-view-from AGE] [--utc-offset-minutes N] [--header-seconds N] [--body-seconds N]\n"
    "  [--mail-server smtp://HOST:PORT --mail-from ADDRESS --portal URL [--mail-login FILE] [--mail-seconds N]\n"
    "  [--mail-wait-seconds N]]\n"
    "hallpass-district --database FILE|postgresql://... --export-audit FILE --signing-key FILE\n"
    "hallpass-district --database FILE|postgresql://... --export-roster FILE.zip [--since-beginning]\n";

// Errors: invalid_argument, `where` the flag.
[[nodiscard]] Result<Options> parse_options(std::span<char const* const> arguments);

}  // namespace hallpass::server
