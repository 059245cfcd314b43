#include "district/service/mails.hpp"

#include <algorithm>
#include <random>

#include "district/service/log.hpp"
#include "district/service/new_id.hpp"
#include "district/service/view.hpp"

namespace hallpass::district {
namespace {

constexpr InstantMs hour_ms = InstantMs{60} * 60 * 1000;
constexpr InstantMs day_ms = 24 * hour_ms;
constexpr InstantMs longest_wait_ms = 4 * hour_ms;
// https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.1: at least four or five days.
constexpr InstantMs given_up_after_ms = 5 * day_ms;
constexpr std::size_t max_address_bytes = 254;

// Empty when there is none to send to.
Result<std::string> address_of(store::Transaction& transaction, std::string_view person_id) {
  HALLPASS_TRY(person, transaction.person(person_id));
  if (!person) return std::string{};
  auto address = std::move(person->email);
  HALLPASS_TRY(own_record, transaction.student(person_id));
  if (own_record) {
    HALLPASS_TRY(entry, transaction.entry(person_id, "contact.email"));
    address = entry ? std::move(entry->value) : std::string{};
  }
  return is_mail_address(address) ? address : std::string{};
}

// To whom a claimed mail goes; empty when nobody is to be told any more.
Result<std::string> recipient_of(store::Transaction& transaction, store::Mail const& mail, Settings const& settings,
                                 CivilDate today) {
  HALLPASS_TRY(request, transaction.request(mail.request_id));
  if (!request) return std::string{};
  HALLPASS_TRY(may, may_be_told(transaction, *request, settings, today));
  if (!may) return std::string{};
  return address_of(transaction, mail.person_id);
}

double luck() {
  std::random_device device;
  return std::uniform_real_distribution<double>{}(device);
}

}  // namespace

bool is_mail_address(std::string_view text) noexcept {
  auto const at = text.find('@');
  if (text.size() > max_address_bytes || at == 0 || at == std::string_view::npos || at + 1 == text.size()) return false;
  return std::ranges::count(text, '@') == 1 && std::ranges::all_of(text, [](char letter) {
           return letter > ' ' && letter < 0x7f &&
                  std::string_view("<>()[]\\,;:\"").find(letter) == std::string_view::npos;
         });
}

Result<bool> may_be_told(store::Transaction& transaction, store::Request const& request, Settings const& settings,
                         CivilDate today) {
  auto const sight = see_student(transaction, {request.requester_id}, request.student_id, settings, today);
  if (!sight && sight.error().code == ErrorCode::not_found) return false;
  HALLPASS_CHECK(sight);
  return acts_for_student(sight->standing);
}

Result<void> tell_requester(Work const& work, store::Request const& request) {
  if (!work.settings.mails || work.caller_id == request.requester_id) return {};
  HALLPASS_TRY(may, may_be_told(work.transaction, request, work.settings, day_of(work.now, work.settings)));
  if (!may) return {};
  HALLPASS_TRY(address, address_of(work.transaction, request.requester_id));
  if (address.empty()) return {};
  return work.transaction.add_mail(
      {.id = new_id(), .request_id = request.id, .person_id = request.requester_id, .created_at = work.now});
}

InstantMs wait_after(std::int64_t tries, InstantMs first, double luck) noexcept {
  auto wait = first;
  for (std::int64_t i = 1; i < tries && wait < longest_wait_ms; ++i) wait *= 2;
  return static_cast<InstantMs>(static_cast<double>(std::min(wait, longest_wait_ms)) * (0.75 + luck / 2));
}

Result<std::optional<OutgoingMail>> Service::next_mail(InstantMs now, InstantMs until) const {
  {
    HALLPASS_TRY(looking, store_.begin(store::Access::read));
    HALLPASS_TRY(due, looking->has_due_mail(now));
    if (!due) return std::optional<OutgoingMail>{};
  }
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  std::optional<OutgoingMail> mail;
  while (!mail) {
    HALLPASS_TRY(claimed, transaction->claim_mail(now, until));
    if (!claimed) break;
    HALLPASS_TRY(address, recipient_of(*transaction, *claimed, settings_, day_of(now, settings_)));
    if (address.empty()) {
      HALLPASS_CHECK(transaction->forget_mail(claimed->id));
    } else {
      mail = {.address = std::move(address), .kept = *std::move(claimed)};
    }
  }
  HALLPASS_CHECK(transaction->commit());
  return mail;
}

Result<bool> Service::settle_mail(OutgoingMail const& mail, MailOutcome outcome, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  auto const& kept = mail.kept;
  auto const next = now + wait_after(kept.tries, settings_.first_mail_wait_ms, luck());
  bool const ends = outcome == MailOutcome::refused || next - kept.created_at > given_up_after_ms;
  if (outcome == MailOutcome::sent) {
    HALLPASS_CHECK(transaction->forget_mail(kept.id));
  } else if (ends) {
    HALLPASS_CHECK(transaction->give_up_mail(kept, now));
  } else {
    HALLPASS_CHECK(transaction->postpone_mail(kept, next));
  }
  HALLPASS_CHECK(transaction->commit());
  return outcome != MailOutcome::sent && ends;
}

Result<Request> Service::note_told(Caller const& caller, std::string_view request_id, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id, settings_, day_of(now, settings_)));
  if (seen.sight.standing != records::Standing::staff) return hidden("request");
  HALLPASS_CHECK(transaction->forget_mails_about(request_id, seen.sight.person.id));
  HALLPASS_CHECK(log_view(*transaction, seen.sight, told_of_news, categories_of(seen.request), now));
  seen.request.mail_failed_at.reset();
  HALLPASS_TRY(view, view_of(*transaction, seen, settings_, Detail::whole, now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

}  // namespace hallpass::district
