#pragma once
// Appends to the audit log, inside a transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "district/store/sql/session.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/canonical_json.hpp"

namespace hallpass::store {

// 128 random bits in hex. Ends the program where the system has no randomness.
[[nodiscard]] std::string new_salt();

// Of values that are kept beside the salt (proof::audit_digest).
[[nodiscard]] proof::json::Value salted(std::string_view salt, proof::json::Value const& values);

struct AuditTail {
  std::int64_t sequence = 0;
  crypto::Sha256 hash{};
};

// For one transaction. REQUIRES: writers follow one another, so that what was last stays last.
class AuditWriter {
 public:
  // `details` are the entry's own members; their number, time and kind are added. Throws as SOCI does.
  void append(Session& session, std::string_view kind, proof::json::Value details);

 private:
  void write(Session& session, std::string_view kind, proof::json::Value details);

  std::optional<AuditTail> tail_;  // read at the first use
};

}  // namespace hallpass::store
