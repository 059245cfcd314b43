#pragma once
// The outbox: mails saying that there is news on a request, from the transaction of the news until they are sent.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

struct Mail {
  std::string id;
  std::string request_id;
  std::string person_id;  // whom it is for; their address is looked up when it is sent, and never kept here
  InstantMs created_at = 0;
  std::int64_t tries = 0;  // how often it was claimed
};

class Outbox {
 public:
  Outbox() = default;
  Outbox(Outbox const&) = delete;
  Outbox& operator=(Outbox const&) = delete;
  virtual ~Outbox() = default;

  // Due at once. Does nothing when one about the same request waits for the same person and was never claimed: it
  // will tell of this too.
  [[nodiscard]] virtual Result<void> add_mail(Mail const& mail) = 0;
  [[nodiscard]] virtual Result<bool> has_due_mail(InstantMs now) = 0;
  // The one that has been due the longest, now the claimer's own until `until`; after that it is due again. To be
  // committed before it is sent: who dies in between leaves it here.
  [[nodiscard]] virtual Result<std::optional<Mail>> claim_mail(InstantMs now, InstantMs until) = 0;
  // It was sent, or there is nobody to send it to any more.
  [[nodiscard]] virtual Result<void> forget_mail(std::string_view id) = 0;
  // These two do nothing when somebody else has claimed it since.
  [[nodiscard]] virtual Result<void> postpone_mail(Mail const& claimed, InstantMs until) = 0;
  // It stays, so that it shows in Request::mail_failed_at.
  [[nodiscard]] virtual Result<void> give_up_mail(Mail const& claimed, InstantMs at) = 0;
  // Whoever was to be told knows by now, says `person_id`.
  [[nodiscard]] virtual Result<void> forget_mails_about(std::string_view request_id, std::string_view person_id) = 0;
};

}  // namespace hallpass::store
