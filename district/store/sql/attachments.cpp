#include "district/store/sql/transaction.hpp"
#include "sdk/base/base64.hpp"
#include "sdk/crypto/hash.hpp"

namespace hallpass::store {
namespace {

using proof::json::text;
using proof::json::whole;
using soci::into;
using soci::use;

}  // namespace

Result<void> SqlTransaction::add_attachment(Attachment const& attachment, ByteView ciphertext) {
  return added(guarded([&] {
    auto const size = static_cast<long long>(ciphertext.size());
    soci::statement insert =
        (session_->prepare << "INSERT INTO attachments (id, owner_id, request_id, size_bytes, created_at, "
                              "ciphertext) VALUES (:id, :owner, :request, :size, :created, '') "
                              "ON CONFLICT DO NOTHING",
         use(attachment.id), use(attachment.owner_id), use(attachment.request_id), use(size),
         use(attachment.created_at));
    if (!affected_one(insert)) return false;
    dialect_.write_ciphertext(*session_, attachment.id, ciphertext);
    // A ciphertext needs no salt: nobody can guess it.
    auto const digest = base64_encode(crypto::sha256(ciphertext), Base64Alphabet::url, Base64Padding::forbidden);
    audit("attachment.added", {{"attachment", text(attachment.id)},
                               {"owner", text(attachment.owner_id)},
                               {"request", text(attachment.request_id)},
                               {"size", whole(size)},
                               {"digest", text(digest)}});
    return true;
  }));
}

Result<std::optional<Attachment>> SqlTransaction::attachment(std::string_view id) {
  return guarded([&]() -> std::optional<Attachment> {
    Attachment attachment;
    attachment.id = id;
    long long size = 0;
    *session_ << "SELECT owner_id, request_id, size_bytes, created_at FROM attachments WHERE id = :id",
        use(attachment.id), into(attachment.owner_id), into(attachment.request_id), into(size),
        into(attachment.created_at);
    if (!session_->got_data()) return std::nullopt;
    attachment.size_bytes = static_cast<std::uint64_t>(size);
    return attachment;
  });
}

Result<Bytes> SqlTransaction::attachment_bytes(std::string_view id) {
  HALLPASS_TRY(found, guarded([&] { return dialect_.read_ciphertext(*session_, std::string{id}); }));
  if (!found) return fail(ErrorCode::not_found, "attachment");
  return *std::move(found);
}

Result<std::vector<Attachment>> SqlTransaction::attachments_of(std::string_view request_id) {
  return guarded([&] {
    std::vector<Attachment> attachments;
    session_->query<std::string, std::string, long long, InstantMs>(
        "SELECT id, owner_id, size_bytes, created_at FROM attachments WHERE request_id = :request ORDER BY created_at, "
        "id",
        [&](auto& id, auto& owner_id, long long size, InstantMs created_at) {
          attachments.push_back({.id = std::move(id),
                                 .owner_id = std::move(owner_id),
                                 .request_id = std::string{request_id},
                                 .size_bytes = static_cast<std::uint64_t>(size),
                                 .created_at = created_at});
        },
        request_id);
    return attachments;
  });
}

Result<std::size_t> SqlTransaction::unused_attachments(std::string_view owner_id) {
  return guarded([&] {
    std::string const owner{owner_id};
    long long count = 0;
    *session_ << "SELECT COUNT(*) FROM attachments WHERE owner_id = :owner AND request_id = ''", use(owner),
        into(count);
    return static_cast<std::size_t>(count);
  });
}

Result<void> SqlTransaction::use_attachment(std::string_view id, std::string_view request_id) {
  HALLPASS_TRY(used, guarded([&] {
                 std::string const key{id};
                 std::string const request{request_id};
                 soci::statement update = (session_->prepare << "UPDATE attachments SET request_id = :request WHERE id "
                                                                "= :id AND request_id = ''",
                                           use(request), use(key));
                 if (!affected_one(update)) return false;
                 audit("attachment.used", {{"attachment", text(key)}, {"request", text(request)}});
                 return true;
               }));
  if (!used) return fail(ErrorCode::conflict, "attachment");
  return {};
}

}  // namespace hallpass::store
