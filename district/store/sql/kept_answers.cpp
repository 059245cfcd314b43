#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using soci::into;
using soci::use;

Result<void> SqlTransaction::keep_answer(KeptAnswer const& answer, InstantMs now) {
  return added(guarded([&] {
    *session_ << "DELETE FROM kept_answers WHERE expires_at <= :now", use(now);
    soci::statement insert =
        (session_->prepare << "INSERT INTO kept_answers (caller_id, idempotency_key, request_digest, student_id, "
                              "answer, expires_at) VALUES (:caller, :key, :digest, :student, :answer, :expires) "
                              "ON CONFLICT DO NOTHING",
         use(answer.caller_id), use(answer.key), use(answer.request_digest), use(answer.student_id), use(answer.answer),
         use(answer.expires_at));
    return affected_one(insert);
  }));
}

Result<std::optional<KeptAnswer>> SqlTransaction::kept_answer(std::string_view caller_id, std::string_view key,
                                                              InstantMs now) {
  return guarded([&]() -> std::optional<KeptAnswer> {
    KeptAnswer kept{};
    kept.caller_id = caller_id;
    kept.key = key;
    *session_ << "SELECT request_digest, student_id, answer, expires_at FROM kept_answers WHERE caller_id = :caller "
                 "AND idempotency_key = :key AND expires_at > :now",
        use(kept.caller_id), use(kept.key), use(now), into(kept.request_digest), into(kept.student_id),
        into(kept.answer), into(kept.expires_at);
    if (!session_->got_data()) return std::nullopt;
    return kept;
  });
}

}  // namespace hallpass::store
