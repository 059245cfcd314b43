#include "sdk/proof/audit_log.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/canonical_json.hpp"

namespace hallpass::proof {

namespace {

std::string base64url(ByteView bytes) {
  return base64_encode(bytes, Base64Alphabet::url, Base64Padding::forbidden);
}

}  // namespace

crypto::Sha256 next_audit_hash(crypto::Sha256 const& previous, std::string_view entry) {
  Bytes bytes{previous.begin(), previous.end()};
  bytes.insert(bytes.end(), entry.begin(), entry.end());
  return crypto::sha256(bytes);
}

std::string audit_hash_text(crypto::Sha256 const& hash) {
  return base64url(hash);
}

Result<crypto::Sha256> read_audit_hash(std::string_view text) {
  auto const bytes = base64_decode(text, Base64Alphabet::url, Base64Padding::forbidden);
  crypto::Sha256 hash{};
  if (!bytes || bytes->size() != hash.size()) {
    return fail(ErrorCode::malformed, "hash", "This must be a SHA-256 in base64url.");
  }
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

Result<std::string> audit_digest(std::string_view salt, json::Value const& values) {
  HALLPASS_TRY(text, json::canonical(values));
  return base64url(crypto::sha256(as_bytes(std::string{salt} + text)));
}

std::string format_audit_head(AuditHead const& head) {
  auto const claims = json::object({{"count", json::whole(head.count)},
                                    {"hash", json::text(audit_hash_text(head.hash))},
                                    {"iat", json::seconds(head.signed_at)},
                                    {"log", json::text(head.log)}});
  return json::canonical(claims).value();
}

Result<AuditHead> read_audit_head(Verified const& verified) {
  if (verified.type != audit_head_type) {
    return fail(ErrorCode::unsupported, "typ", "This is signed, but it is not the head of an audit log.");
  }
  HALLPASS_TRY(payload, json::parse_object(verified.payload, ""));
  HALLPASS_TRY(log, json::text_of(payload, "log", ""));
  HALLPASS_TRY(count, json::whole_of(payload, "count", ""));
  HALLPASS_TRY(text, json::text_of(payload, "hash", ""));
  HALLPASS_TRY(hash, read_audit_hash(text));
  HALLPASS_TRY(signed_at, json::time_of(payload, "iat", ""));
  return AuditHead{log, count, hash, signed_at};
}

std::string format_audit_line(std::string_view entry, crypto::Sha256 const& hash) {
  return R"({"entry":)" + std::string{entry} + R"(,"hash":")" + audit_hash_text(hash) + R"("})";
}

std::string format_audit_head_line(std::string_view compact) {
  return R"({"head":")" + std::string{compact} + R"("})";
}

Result<std::string> find_audit_head(std::string_view line) {
  HALLPASS_TRY(object, json::parse_object(line, ""));
  return json::text_of(object, "head", "");
}

bool looks_like_audit_log(std::string_view beginning) noexcept {
  return beginning.starts_with(R"({"entry":)") || beginning.starts_with(R"({"head":)");
}

Result<void> AuditWalk::take(std::string_view line) {
  auto const where = "line " + std::to_string(++lines_);
  if (!compact_head_.empty()) return fail(ErrorCode::malformed, where, "Nothing may come after the signed head.");
  if (line.size() > max_audit_line) return fail(ErrorCode::too_large, where, "No entry is that long.");
  auto const object = json::parse_object(line, where);
  if (!object) return object.error();
  if (!json::has(*object, "head")) return take_entry(*object, line, where);
  HALLPASS_TRY(compact, json::text_of(*object, "head", where));
  if (line != format_audit_head_line(compact)) return fail(ErrorCode::malformed, where, "This is not a head's line.");
  compact_head_ = std::move(compact);
  return {};
}

Result<void> AuditWalk::take_entry(json::Value const& line, std::string_view text, std::string const& where) {
  auto const* const entry = json::find(line, "entry");
  if (entry == nullptr || entry->kind != json::Value::Kind::object) {
    return fail(ErrorCode::malformed, where, "This is neither an entry nor a head.");
  }
  HALLPASS_TRY(content, json::canonical(*entry));
  HALLPASS_TRY(written, json::text_of(line, "hash", where));
  auto const hash = read_audit_hash(written);
  if (!hash || text != format_audit_line(content, *hash)) {
    return fail(ErrorCode::malformed, where, "This is not written as the log writes its entries.");
  }
  HALLPASS_TRY(sequence, json::whole_of(*entry, "seq", where));
  if (sequence != count_ + 1) {
    return fail(ErrorCode::not_authentic, where,
                "Here should be entry " + std::to_string(count_ + 1) + ", and it is entry " + std::to_string(sequence) +
                    ": entries were taken out, added or moved.");
  }
  hash_ = next_audit_hash(hash_, content);
  if (hash_ != *hash) {
    return fail(
        ErrorCode::not_authentic, where,
        "The chain breaks at entry " + std::to_string(sequence) + ": it was changed, or the one before it was.");
  }
  ++count_;
  if (older_ && older_->count == count_ && older_->hash != hash_) {
    return fail(ErrorCode::conflict, where,
                "The log up to this entry is another one than when the older head was signed.");
  }
  return note(*entry, where);
}

Result<void> AuditWalk::note(json::Value const& entry, std::string const& where) {
  HALLPASS_TRY(kind, json::text_of(entry, "kind", where));
  HALLPASS_TRY(at, json::text_of(entry, "at", where));
  if (!parse_instant(at)) return fail(ErrorCode::malformed, where, "Its time must be in UTC (RFC 3339).");
  if (count_ == 1) {
    HALLPASS_TRY(log, json::text_of(entry, "log", where));
    if (kind != audit_begun) return fail(ErrorCode::malformed, where, "A log begins with the entry that names it.");
    log_ = log;
    first_at_ = at;
  }
  last_at_ = at;
  ++kinds_[kind];
  return {};
}

Result<AuditHead> AuditWalk::finish(std::span<VerifyingKey const> keys) const {
  if (compact_head_.empty()) {
    return fail(ErrorCode::truncated, "line " + std::to_string(lines_ + 1),
                "The signed head is missing: the log was cut off.");
  }
  HALLPASS_TRY(verified, verify_jws(compact_head_, keys));
  HALLPASS_TRY(head, read_audit_head(verified));
  if (head.count != count_ || head.hash != hash_ || head.log != log_) {
    return fail(ErrorCode::not_authentic, "line " + std::to_string(lines_),
                "The signed head is of " + std::to_string(head.count) +
                    " entries and not of these: the chain was made anew, or the log was cut off.");
  }
  if (older_ && older_->log != log_) return fail(ErrorCode::conflict, "log", "The older head is another log's.");
  if (older_ && older_->count > count_) {
    return fail(ErrorCode::truncated, "line " + std::to_string(lines_),
                "The older head was signed over " + std::to_string(older_->count) + " entries: some are gone.");
  }
  return head;
}

}  // namespace hallpass::proof
