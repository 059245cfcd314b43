#pragma once
// The audit log as a file that anybody can check: `hallpass verify` (docs/audit-log.md).

#include <cstdint>
#include <string>

#include "district/store/store.hpp"
#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

// Writes one line an entry and the head, signed with the private JWK in `key_file`, to `path`: with mode 0600, and
// whole or not at all. Gives the number of entries. Errors: of the key, `where` "--signing-key"; unavailable, `where`
// "--export-audit"; not_found, `where` "audit", when nothing was ever logged; not_authentic, `where` "audit", when the
// chain in the database does not hold: such a log is not signed; those of the store.
[[nodiscard]] Result<std::int64_t> export_audit(store::Store& store, std::string const& key_file,
                                                std::string const& path, InstantMs now);

}  // namespace hallpass::server
