#pragma once
// An append-only log as a chain of hashes, and its signed head: docs/audit-log.md has the members.
//
// hash(n) = SHA-256(hash(n - 1) ‖ entry n as canonical JSON), hash(0) = 32 zero bytes. Entries hold no values of
// people, only digests of them with a random salt that is kept with the value: when value and salt are destroyed, the
// entry stays and nothing can be told from it.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/base/bytes.hpp"
#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/json.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

inline constexpr std::string_view audit_head_type = "audit-head+jwt";
// The first entry of every log; its "log" is the log's random name.
inline constexpr std::string_view audit_begun = "log.begun";
// Longest line of an export, in bytes.
inline constexpr std::size_t max_audit_line = 1U << 16U;

[[nodiscard]] crypto::Sha256 next_audit_hash(crypto::Sha256 const& previous, std::string_view entry);
// Base64url, and back. Errors: malformed, `where` "hash".
[[nodiscard]] std::string audit_hash_text(crypto::Sha256 const& hash);
[[nodiscard]] Result<crypto::Sha256> read_audit_hash(std::string_view text);

// SHA-256 of the salt and the values as canonical JSON, base64url. Errors: of json::canonical.
[[nodiscard]] Result<std::string> audit_digest(std::string_view salt, json::Value const& values);

struct AuditHead {
  std::string log;
  std::int64_t count = 0;
  crypto::Sha256 hash{};
  InstantMs signed_at = 0;
};
// The claims as canonical JSON, to be signed (signing_key.hpp).
[[nodiscard]] std::string format_audit_head(AuditHead const& head);
// Errors: unsupported ("typ"), malformed with a JSON Pointer into the payload.
[[nodiscard]] Result<AuditHead> read_audit_head(Verified const& verified);

// The lines of an export, without their ends: one for each entry, and at the end one for the signed head.
[[nodiscard]] std::string format_audit_line(std::string_view entry, crypto::Sha256 const& hash);
[[nodiscard]] std::string format_audit_head_line(std::string_view compact);
// Errors: malformed.
[[nodiscard]] Result<std::string> find_audit_head(std::string_view line);
// Whether a file that begins so may be an export.
[[nodiscard]] bool looks_like_audit_log(std::string_view beginning) noexcept;

// Walks an export, line by line, with constant memory.
class AuditWalk {
 public:
  // An older signed head, whose entries must be the first ones of this log. Before the first line.
  void expect(AuditHead const& older) { older_ = older; }

  // Errors, `where` "line N": malformed; not_authentic, where the chain breaks; conflict, where it leaves the older
  // head.
  [[nodiscard]] Result<void> take(std::string_view line);
  // Errors: truncated, when the log ends without its head, or before the older one; those of read_audit_head, and
  // not_authentic when the head is not that of these entries.
  [[nodiscard]] Result<AuditHead> finish(std::span<VerifyingKey const> keys) const;

  // What there is to sign over the entries so far; `signed_at` is the signer's to say.
  [[nodiscard]] AuditHead head() const { return {log_, count_, hash_, 0}; }
  [[nodiscard]] std::int64_t count() const noexcept { return count_; }
  [[nodiscard]] std::map<std::string, std::int64_t> const& kinds() const noexcept { return kinds_; }
  [[nodiscard]] std::string const& first_at() const noexcept { return first_at_; }
  [[nodiscard]] std::string const& last_at() const noexcept { return last_at_; }
  // The head as it stands in the file; empty before it came.
  [[nodiscard]] std::string const& compact_head() const noexcept { return compact_head_; }

 private:
  [[nodiscard]] Result<void> take_entry(json::Value const& line, std::string_view text, std::string const& where);
  [[nodiscard]] Result<void> note(json::Value const& entry, std::string const& where);

  std::optional<AuditHead> older_;
  std::int64_t lines_ = 0;
  std::int64_t count_ = 0;
  crypto::Sha256 hash_{};
  std::string log_;
  std::string first_at_;
  std::string last_at_;
  std::map<std::string, std::int64_t> kinds_;
  std::string compact_head_;
};

}  // namespace hallpass::proof
