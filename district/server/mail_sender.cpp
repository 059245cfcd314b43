#include "district/server/mail_sender.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "district/server/log.hpp"

namespace hallpass::server {
namespace {

constexpr std::chrono::seconds pause{1};

InstantMs now_ms() {
  auto const since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// Whose mail it is, and what the server said in words, is nobody's to read in a log.
void log_failure(Sent const& sent, bool given_up) {
  auto const why = sent.reply == 0 ? std::string("no answer") : "SMTP " + std::to_string(sent.reply);
  log_line("a mail was not delivered (" + why +
           "): " + (given_up ? "given up; the staff's queue says who has to be told otherwise" : "tried again later"));
}

}  // namespace

MailSender::MailSender(district::Service const& service, MailServer server, Letterhead letterhead)
    : service_(service),
      server_(std::move(server)),
      letterhead_(std::move(letterhead)),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

void MailSender::run(std::stop_token const& stop) const {
  std::mutex mutex;
  std::condition_variable_any stopped;
  while (!stop.stop_requested()) {
    if (send_one(stop)) continue;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, pause, [] { return false; });
  }
}

bool MailSender::send_one(std::stop_token const& stop) const {
  auto const now = now_ms();
  auto const until = now + 2 * std::chrono::milliseconds(server_.limit).count();
  auto const mail = service_.next_mail(now, until);
  // A store that is busy now is asked again in a moment.
  if (!mail || !*mail) return false;
  auto const& [address, kept] = **mail;
  auto const message = format_mail(letterhead_, kept.id, address, kept.created_at);
  auto const sent = smtp_send(server_, letterhead_.from, address, message, stop);
  auto const given_up = service_.settle_mail(**mail, sent.outcome, now_ms());
  if (sent.outcome == district::MailOutcome::sent) return true;
  log_failure(sent, given_up && *given_up);
  return false;
}

}  // namespace hallpass::server
