#include "district/server/smtp_send.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <memory>

#include "district/server/mail_message.hpp"

namespace hallpass::server {
namespace {

using district::MailOutcome;

constexpr long connect_limit_ms = 15'000;
constexpr int good_bye = 221;

struct Login {
  std::string name;
  std::string password;
};

Result<Login> read_login(std::string const& path) {
  constexpr std::string_view flag = "--mail-login";
  std::ifstream file(path);
  if (!file) return fail(ErrorCode::not_found, flag, "This file cannot be read.");
  Login login;
  if (!std::getline(file, login.name) || !std::getline(file, login.password) || login.name.empty()) {
    return fail(ErrorCode::malformed, flag, "Write the name on the first line and the password on the second.");
  }
  return login;
}

// What is left to send.
std::size_t give(char* buffer, std::size_t size, std::size_t count, void* source) {
  auto& rest = *static_cast<std::string_view*>(source);
  auto const bytes = rest.copy(buffer, size * count);
  rest.remove_prefix(bytes);
  return bytes;
}

// Each line that the server says. Curl's own answer may be the one to our parting word.
std::size_t hear(char* line, std::size_t size, std::size_t count, void* target) {
  int code = 0;
  auto const [end, error] = std::from_chars(line, line + std::min<std::size_t>(3, size * count), code);
  if (error == std::errc{} && code != good_bye) *static_cast<int*>(target) = code;
  return size * count;
}

int is_stopped(void* stop, curl_off_t /*down*/, curl_off_t /*got*/, curl_off_t /*up*/, curl_off_t /*gave*/) {
  return static_cast<std::stop_token const*>(stop)->stop_requested() ? 1 : 0;
}

bool is_here(std::string_view url) {
  static constexpr std::array<std::string_view, 3> hosts{"127.0.0.1", "localhost", "[::1]"};
  auto const host = url.substr(url.find("//") + 2);
  return std::ranges::any_of(hosts, [&](std::string_view here) {
    return host.starts_with(here) && (host.size() == here.size() || host[here.size()] == ':');
  });
}

// https://www.rfc-editor.org/rfc/rfc4954#section-6: about our login, not about the mail.
bool is_about_login(int reply) {
  return reply == 530 || reply == 534 || reply == 535 || reply == 538;
}

MailOutcome outcome_of(CURLcode code, int reply) {
  if (code == CURLE_OK) return MailOutcome::sent;
  bool const answered = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  return answered && reply >= 500 && reply < 600 && !is_about_login(reply) ? MailOutcome::refused : MailOutcome::failed;
}

}  // namespace

bool is_mail_url(std::string_view url) noexcept {
  auto const slashes = url.find("://");
  if (slashes == std::string_view::npos) return false;
  auto const scheme = url.substr(0, slashes);
  auto const host = url.substr(slashes + 3);
  return (scheme == "smtp" || scheme == "smtps") && !host.empty() && std::ranges::all_of(host, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || std::string_view(".-:[]").find(letter) != std::string_view::npos;
         });
}

Result<void> check_mail_login(MailServer const& server) {
  if (!server.login_file.empty()) HALLPASS_CHECK(read_login(server.login_file));
  return {};
}

Sent smtp_send(MailServer const& server, std::string const& from, std::string const& to, std::string const& message,
               std::stop_token const& stop) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const handle(curl_easy_init(), &curl_easy_cleanup);
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> const recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()), &curl_slist_free_all);
  if (!handle || !recipients) return {};
  CURL* const curl = handle.get();
  // Read each time: who changes the password replaces the file while the server runs.
  if (!server.login_file.empty()) {
    auto const login = read_login(server.login_file);
    if (!login) return {};
    curl_easy_setopt(curl, CURLOPT_USERNAME, login->name.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, login->password.c_str());
  }
  auto const url = server.url + "/" + std::string{domain_of(from)};  // the path is our name in EHLO
  std::string_view rest = message;
  Sent sent;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(is_here(server.url) ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_limit_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(std::chrono::milliseconds(server.limit).count()));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &hear);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &sent.reply);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &is_stopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop);
  sent.outcome = outcome_of(curl_easy_perform(curl), sent.reply);
  return sent;
}

}  // namespace hallpass::server
