#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using soci::into;
using soci::use;

Result<std::vector<AuditEntry>> SqlTransaction::audit_entries(std::int64_t after, std::size_t most) {
  return guarded([&] {
    auto const limit = static_cast<long long>(most);
    AuditEntry entry;
    soci::statement read =
        (session_->prepare << "SELECT seq, entry, hash FROM audit WHERE seq > :after ORDER BY seq LIMIT :most",
         use(after), use(limit), into(entry.sequence), into(entry.content), into(entry.hash));
    read.execute();
    std::vector<AuditEntry> entries;
    while (read.fetch()) entries.push_back(entry);
    return entries;
  });
}

}  // namespace hallpass::store
