#pragma once
// The thread that empties the outbox.

#include <functional>
#include <string>
#include <thread>

#include "district/server/mail_message.hpp"
#include "district/server/smtp_send.hpp"
#include "district/service/service.hpp"

namespace hallpass::server {

// Sends what is due, one mail at a time, until it goes away. A mail is claimed for twice the limit of a sending, so
// that nobody sends it at the same time, and whoever comes after a crash sends it again. REQUIRES: the service outlives
// it.
class MailSender {
 public:
  MailSender(district::Service const& service, MailServer server, Letterhead letterhead);

 private:
  void run(std::stop_token const& stop) const;
  // False when there was nothing to send, or it could not be sent: time for a pause.
  [[nodiscard]] bool send_one(std::stop_token const& stop) const;

  district::Service const& service_;
  MailServer const server_;
  Letterhead const letterhead_;
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace hallpass::server
