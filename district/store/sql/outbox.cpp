#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::text;
using soci::into;
using soci::use;

Result<void> SqlTransaction::add_mail(Mail const& mail) {
  return guarded([&] {
    *session_ << "INSERT INTO mails (id, request_id, person_id, created_at, tries, due_at, failed_at) SELECT :id, "
                 ":request, :person, :at, 0, :due, 0 WHERE NOT EXISTS (SELECT 1 FROM mails WHERE request_id = "
                 ":same_request AND person_id = :same_person AND tries = 0)",
        use(mail.id), use(mail.request_id), use(mail.person_id), use(mail.created_at), use(mail.created_at),
        use(mail.request_id), use(mail.person_id);
  });
}

Result<bool> SqlTransaction::has_due_mail(InstantMs now) {
  return guarded([&] {
    int due = 0;
    *session_ << "SELECT 1 FROM mails WHERE failed_at = 0 AND due_at <= :now LIMIT 1", use(now), into(due);
    return session_->got_data();
  });
}

Result<std::optional<Mail>> SqlTransaction::claim_mail(InstantMs now, InstantMs until) {
  return guarded([&]() -> std::optional<Mail> {
    Mail mail;
    *session_ << "SELECT id, request_id, person_id, created_at, tries FROM mails WHERE failed_at = 0 AND due_at <= "
                 ":now ORDER BY due_at, id LIMIT 1",
        use(now), into(mail.id), into(mail.request_id), into(mail.person_id), into(mail.created_at), into(mail.tries);
    if (!session_->got_data()) return std::nullopt;
    ++mail.tries;
    *session_ << "UPDATE mails SET tries = :tries, due_at = :until WHERE id = :id", use(mail.tries), use(until),
        use(mail.id);
    return mail;
  });
}

Result<void> SqlTransaction::forget_mail(std::string_view id) {
  return guarded([&] {
    std::string const mail{id};
    *session_ << "DELETE FROM mails WHERE id = :id", use(mail);
  });
}

Result<void> SqlTransaction::postpone_mail(Mail const& claimed, InstantMs until) {
  return guarded([&] {
    *session_ << "UPDATE mails SET due_at = :until WHERE id = :id AND tries = :tries", use(until), use(claimed.id),
        use(claimed.tries);
  });
}

Result<void> SqlTransaction::give_up_mail(Mail const& claimed, InstantMs at) {
  return guarded([&] {
    soci::statement update =
        (session_->prepare << "UPDATE mails SET failed_at = :at WHERE id = :id AND tries = :tries AND failed_at = 0",
         use(at), use(claimed.id), use(claimed.tries));
    if (!affected_one(update)) return;
    audit("mail.given_up", {{"request", text(claimed.request_id)}, {"person", text(claimed.person_id)}});
  });
}

Result<void> SqlTransaction::forget_mails_about(std::string_view request_id, std::string_view person_id) {
  return guarded([&] {
    std::string const request{request_id};
    *session_ << "DELETE FROM mails WHERE request_id = :request AND failed_at = 0", use(request);
    soci::statement told =
        (session_->prepare << "DELETE FROM mails WHERE request_id = :request AND failed_at > 0", use(request));
    told.execute(true);
    if (told.get_affected_rows() == 0) return;
    audit("mail.settled", {{"request", text(request)}, {"person", text(person_id)}});
  });
}

}  // namespace hallpass::store
