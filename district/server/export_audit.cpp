#include "district/server/export_audit.hpp"

#include "district/server/signing_key.hpp"
#include "district/server/whole_file.hpp"
#include "sdk/proof/audit_log.hpp"

namespace hallpass::server {
namespace {

constexpr std::size_t page_entries = 1000;

constexpr std::string_view flag = "--export-audit";

// Writes the entries, and walks them as whoever checks the file will.
Result<proof::AuditHead> write_entries(store::Store& store, WholeFile& file) {
  HALLPASS_TRY(view, store.begin(store::Access::read));
  proof::AuditWalk walk;
  for (std::int64_t after = 0;;) {
    HALLPASS_TRY(page, view->audit_entries(after, page_entries));
    if (page.empty()) break;
    for (auto const& entry : page) {
      auto const hash = proof::read_audit_hash(entry.hash);
      auto const line = hash ? proof::format_audit_line(entry.content, *hash) : std::string{};
      if (auto const walked = walk.take(line); !walked) {
        return fail(
            ErrorCode::not_authentic, "audit",
            "Somebody has changed the log in the database; " + walked.error().where + ": " + walked.error().advice);
      }
      HALLPASS_CHECK(file.write(line + '\n'));
    }
    after = page.back().sequence;
  }
  if (walk.count() == 0) return fail(ErrorCode::not_found, "audit", "Nothing has been logged yet.");
  return walk.head();
}

}  // namespace

Result<std::int64_t> export_audit(store::Store& store, std::string const& key_file, std::string const& path,
                                  InstantMs now) {
  HALLPASS_TRY(key, read_signing_key(key_file, "--signing-key"));
  WholeFile file(path, flag);
  HALLPASS_TRY(head, write_entries(store, file));
  head.signed_at = now;
  HALLPASS_TRY(compact, proof::sign_jws(key, proof::audit_head_type, proof::format_audit_head(head)));
  HALLPASS_CHECK(file.write(proof::format_audit_head_line(compact) + '\n'));
  HALLPASS_CHECK(file.commit());
  return head.count;
}

}  // namespace hallpass::server
