// hallpass-district: the district's API over its own database. See options.hpp for the flags.

#include <curl/curl.h>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <thread>
#include <vector>

#include "district/roster/import.hpp"
#include "district/server/export_audit.hpp"
#include "district/server/export_roster.hpp"
#include "district/server/http_get.hpp"
#include "district/server/listener.hpp"
#include "district/server/log.hpp"
#include "district/server/mail_sender.hpp"
#include "district/server/options.hpp"
#include "district/server/policy_rights.hpp"
#include "district/server/published_keys.hpp"
#include "district/server/signing_key.hpp"
#include "district/service/service.hpp"
#include "district/store/open.hpp"

namespace {

namespace asio = boost::asio;
using namespace hallpass;

constexpr unsigned io_threads = 12;
constexpr std::chrono::seconds stop_limit{5};
constexpr std::chrono::milliseconds stop_poll{10};

int report(Error const& error) {
  std::string line = "hallpass-district: " + error.where + ": " + std::string(title(error.code)) + ".";
  if (!error.advice.empty()) line += " " + error.advice;
  server::log_line(line);
  return 1;
}

// Requests that were begun get their answer; then everything ends.
void stop_when_idle(asio::io_context& context, server::State const& state, asio::steady_timer& timer,
                    std::chrono::steady_clock::time_point until) {
  if (state.busy.load() == 0 || std::chrono::steady_clock::now() >= until) return context.stop();
  timer.expires_after(stop_poll);
  timer.async_wait(
      [&context, &state, &timer, until](boost::system::error_code) { stop_when_idle(context, state, timer, until); });
}

std::string personnel_in_words(roster::ImportReport const& report) {
  if (report.employees + report.applicants == 0) return {};
  return std::to_string(report.employees) + " employees, " + std::to_string(report.applicants) + " applicants, ";
}

Result<void> import_roster(store::Store& store, std::string const& zip, district::Settings const& settings) {
  if (zip.empty()) return {};
  CivilDate const today{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  auto const seen = settings.applicants.inspection || settings.employees.inspection;
  HALLPASS_TRY(report,
               roster::import_package(store, zip, today, seen ? roster::Personnel::read : roster::Personnel::left_out));
  server::log_line("imported " + std::to_string(report.students) + " students, " + std::to_string(report.guardians) +
                   " guardians, " + std::to_string(report.staff) + " staff, " + personnel_in_words(report) +
                   std::to_string(report.entries) + " entries");
  return {};
}

InstantMs now() {
  auto const since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

Result<void> write_audit(server::Options const& options) {
  HALLPASS_TRY(store, store::open_store(options.database));
  HALLPASS_TRY(entries, server::export_audit(*store, options.signing_key, options.export_audit, now()));
  server::log_line("exported " + std::to_string(entries) + " entries");
  return {};
}

Result<void> write_roster(server::Options const& options) {
  HALLPASS_TRY(store, store::open_store(options.database));
  auto const since = options.since_beginning ? roster::Since::beginning : roster::Since::last_export;
  HALLPASS_TRY(said, server::export_roster(*store, options.export_roster, since, now()));
  std::fputs(said.c_str(), stdout);
  return {};
}

Result<void> serve(server::Options const& options) {
  HALLPASS_TRY(store, store::open_store(options.database));

  district::Settings settings{.district_name = options.name};
  if (!options.policy.empty()) HALLPASS_CHECK(server::grant_from(options.policy, settings));
  HALLPASS_CHECK(import_roster(*store, options.import_zip, settings));
  settings.utc_offset_minutes = options.utc_offset_minutes;
  settings.opt_out_period = options.opt_out_period;
  settings.student_view_from = options.student_view_from;
  if (!options.receipt_key.empty()) {
    HALLPASS_TRY(signer, server::read_receipt_signer(options.receipt_key, options.key_list, options.age_recipient));
    settings.receipt_signer = signer;
  }
  settings.mails = !options.mail_server.empty();
  settings.first_mail_wait_ms = std::chrono::milliseconds(std::chrono::seconds(options.mail_wait_seconds)).count();
  district::Service const service(*store, settings);
  api::KeysFile published;
  if (!options.key_list.empty()) {
    published = [&options] { return server::read_published_keys(options.key_list, options.age_recipient); };
    HALLPASS_CHECK(published());
  }
  api::Api const api(service, {options.name, options.age_recipient, options.email, options.phone}, published);
  server::KeySource keys(options.issuer, server::http_get);
  server::TokenVerifier const verifier({options.issuer, options.audience});
  server::State state{api, keys, verifier, options.cors_origin, {}};
  state.limits.header = std::chrono::seconds(options.header_seconds);
  state.limits.body = std::chrono::seconds(options.body_seconds);

  asio::io_context context(io_threads);
  auto const listener = std::make_shared<server::Listener>(context, state);
  HALLPASS_CHECK(listener->open(options.address, options.port));

  std::optional<server::MailSender> sender;
  if (settings.mails) {
    server::MailServer const mail_server{options.mail_server, options.mail_login,
                                         std::chrono::seconds(options.mail_seconds)};
    HALLPASS_CHECK(server::check_mail_login(mail_server));
    sender.emplace(service, mail_server,
                   server::Letterhead{options.name, options.mail_from, options.portal, options.email, options.phone});
  }

  asio::signal_set signals(context, SIGINT, SIGTERM);
  asio::steady_timer timer(context);
  signals.async_wait([&](boost::system::error_code, int) {
    state.stopping = true;
    listener->stop();
    stop_when_idle(context, state, timer, std::chrono::steady_clock::now() + stop_limit);
  });

  listener->run();
  bool const six = options.address.find(':') != std::string::npos;
  std::printf("listening on http://%s%s%s:%u\n", six ? "[" : "", options.address.c_str(), six ? "]" : "",
              static_cast<unsigned>(listener->port()));
  std::fflush(stdout);

  std::vector<std::jthread> threads;
  for (unsigned count = 1; count < io_threads; ++count) threads.emplace_back([&context] { context.run(); });
  context.run();
  return {};
}

}  // namespace

int main(int count, char const* const* arguments) try {
  auto const options = server::parse_options({arguments + 1, static_cast<std::size_t>(count - 1)});
  if (!options) {
    server::log_line(server::usage);
    return report(options.error()) + 1;
  }
  // Nobody reads what a client that left was sent.
  std::signal(SIGPIPE, SIG_IGN);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  auto const served = !options->export_audit.empty()    ? write_audit(*options)
                      : !options->export_roster.empty() ? write_roster(*options)
                                                        : serve(*options);
  curl_global_cleanup();
  return served ? 0 : report(served.error());
} catch (std::exception const&) {
  // No memory, no thread, no socket: its text is a library's, so it is not repeated.
  std::fputs("hallpass-district: the machine gave too little to run.\n", stderr);
  return 1;
}
