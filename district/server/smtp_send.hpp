#pragma once
// Hands one mail to a mail server. https://www.rfc-editor.org/rfc/rfc5321

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "district/service/values.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

struct MailServer {
  std::string url;         // smtp://HOST:PORT or smtps://HOST:PORT
  std::string login_file;  // two lines, name and password; empty: none
  std::chrono::seconds limit{60};
};

struct Sent {
  district::MailOutcome outcome = district::MailOutcome::failed;
  int reply = 0;  // the server's last reply code; 0: none
};

// Blocks, at most for the limit; a stop ends it soon. Except on this machine nothing is said before TLS, with a
// certificate that holds. Refused: what the server will never take; whatever is wrong with the server or our login
// there is a failure.
[[nodiscard]] Sent smtp_send(MailServer const& server, std::string const& from, std::string const& to,
                             std::string const& message, std::stop_token const& stop);

// Errors, `where` "--mail-login": not_found; malformed.
[[nodiscard]] Result<void> check_mail_login(MailServer const& server);
// "smtp://HOST", "smtps://HOST:25", without anything else in it.
[[nodiscard]] bool is_mail_url(std::string_view url) noexcept;

}  // namespace hallpass::server
