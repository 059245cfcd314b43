#pragma once
// The audit log: every change that the store commits has an entry, in the same transaction (docs/audit-log.md).

#include <cstdint>
#include <string>
#include <vector>

#include "sdk/base/result.hpp"

namespace hallpass::store {

struct AuditEntry {
  std::int64_t sequence = 0;
  std::string content;  // canonical JSON
  std::string hash;     // base64url, of this entry and all before it
};

// Written by the other methods of a transaction; nothing else can write into it.
class AuditLog {
 public:
  AuditLog() = default;
  AuditLog(AuditLog const&) = delete;
  AuditLog& operator=(AuditLog const&) = delete;
  virtual ~AuditLog() = default;

  // In order, at most `most` of those after the sequence number.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> audit_entries(std::int64_t after, std::size_t most) = 0;
};

}  // namespace hallpass::store
