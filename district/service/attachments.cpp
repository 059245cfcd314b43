// Evidence, which the district's server only ever holds as ciphertext.

#include "district/service/log.hpp"
#include "district/service/make_once.hpp"
#include "district/service/new_id.hpp"
#include "district/service/view.hpp"

namespace hallpass::district {
namespace {

constexpr std::string_view age_intro = "age-encryption.org/v1\n";  // https://age-encryption.org/v1

}  // namespace

Result<std::string> Service::add_attachment(Caller const& caller, ByteView age_file, Once<Attachment> const& once,
                                            InstantMs now) const {
  if (age_file.size() > max_attachment_bytes) return fail(ErrorCode::too_large, "body");
  if (!as_text(age_file).starts_with(age_intro)) {
    return fail(ErrorCode::malformed, "body", "Encrypt the file to the district's age recipient first.");
  }
  return make_once(store_, once, [&](store::Transaction& transaction) -> Result<Answer<Attachment>> {
    HALLPASS_CHECK(known_person(transaction, caller));
    HALLPASS_TRY(children, transaction.children(caller.subject));
    if (children.empty()) {
      // Whoever has a record of their own and may ask about it.
      auto const own = see_student(transaction, caller, caller.subject, settings_, day_of(now, settings_));
      if (!own && own.error().code != ErrorCode::not_found) return own.error();
      if (!own || may_request(*own, settings_).empty()) return hidden("caller");
    }
    HALLPASS_TRY(kept, find_answer(transaction, caller, once.key, now));
    if (kept) return Answer<Attachment>{*std::move(kept)};
    HALLPASS_TRY(waiting, transaction.unused_attachments(caller.subject));
    if (waiting >= max_unused_attachments) {
      return fail(ErrorCode::conflict, "attachments", "Use those that you have uploaded first.");
    }
    store::Attachment const attachment{
        .id = new_id(), .owner_id = caller.subject, .request_id = {}, .size_bytes = age_file.size(), .created_at = now};
    HALLPASS_CHECK(transaction.add_attachment(attachment, age_file));
    return answer_with(transaction, caller, once, {}, Attachment{attachment.id, attachment.size_bytes}, now);
  });
}

Result<Bytes> Service::attachment(Caller const& caller, std::string_view attachment_id, InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(attachment, transaction->attachment(attachment_id));
  if (!attachment) return hidden("attachment");
  if (attachment->request_id.empty()) {
    if (attachment->owner_id != caller.subject) return hidden("attachment");
  } else {
    auto const seen = see_request(*transaction, caller, attachment->request_id, settings_, day_of(now, settings_));
    if (!seen && seen.error().code == ErrorCode::not_found) return hidden("attachment");
    HALLPASS_CHECK(seen);
    HALLPASS_CHECK(log_view(*transaction, seen->sight, opened_evidence, categories_of(seen->request), now));
  }
  HALLPASS_TRY(bytes, transaction->attachment_bytes(attachment_id));
  HALLPASS_CHECK(transaction->commit());
  return std::move(bytes);
}

}  // namespace hallpass::district
