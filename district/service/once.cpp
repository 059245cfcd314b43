#include "district/service/make_once.hpp"

namespace hallpass::district {

Result<std::optional<std::string>> find_answer(store::Transaction& transaction, Caller const& caller,
                                               IdempotencyKey const& key, InstantMs now) {
  if (key.text.empty()) return std::nullopt;
  HALLPASS_TRY(kept, transaction.kept_answer(caller.subject, key.text, now));
  if (!kept) return std::nullopt;
  if (kept->answer.empty()) {
    return fail(ErrorCode::conflict, "Idempotency-Key", "This was done, and its answer is not kept any more: look.");
  }
  if (kept->request_digest != key.request_digest) {
    return fail(ErrorCode::already_used, "Idempotency-Key", "Another request was sent under this key: take a new one.");
  }
  return std::move(kept->answer);
}

Result<void> keep_answer(store::Transaction& transaction, Caller const& caller, IdempotencyKey const& key,
                         std::string_view student_id, std::string const& answer, InstantMs now) {
  return transaction.keep_answer({.caller_id = caller.subject,
                                  .key = key.text,
                                  .request_digest = key.request_digest,
                                  .student_id = std::string(student_id),
                                  .answer = answer,
                                  .expires_at = now + answers_are_kept_ms},
                                 now);
}

}  // namespace hallpass::district
