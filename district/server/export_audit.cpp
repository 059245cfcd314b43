#include "district/server/export_audit.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "district/server/signing_key.hpp"
#include "sdk/proof/audit_log.hpp"

namespace hallpass::server {
namespace {

constexpr std::size_t page_entries = 1000;

// Beside its place until it is whole.
class File {
 public:
  explicit File(std::string path) : path_(std::move(path)), part_(path_ + ".part") {
    auto const descriptor = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor >= 0) file_.reset(::fdopen(descriptor, "wb"));
  }
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  ~File() {
    if (!part_.empty()) ::unlink(part_.c_str());
  }

  [[nodiscard]] Result<void> line(std::string text) {
    text += '\n';
    if (!file_ || std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) return failed();
    return {};
  }
  [[nodiscard]] Result<void> commit() {
    if (!file_ || std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) return failed();
    if (std::rename(part_.c_str(), path_.c_str()) != 0) return failed();
    part_.clear();
    return {};
  }

 private:
  struct Closer {
    void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
  };
  [[nodiscard]] static Error failed() {
    return fail(ErrorCode::unavailable, "--export-audit", "This file cannot be written.");
  }

  std::string path_;
  std::string part_;
  std::unique_ptr<std::FILE, Closer> file_;
};

// Writes the entries, and walks them as whoever checks the file will.
Result<proof::AuditHead> write_entries(store::Store& store, File& file) {
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
      HALLPASS_CHECK(file.line(line));
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
  File file(path);
  HALLPASS_TRY(head, write_entries(store, file));
  head.signed_at = now;
  HALLPASS_TRY(compact, proof::sign_jws(key, proof::audit_head_type, proof::format_audit_head(head)));
  HALLPASS_CHECK(file.line(proof::format_audit_head_line(compact)));
  HALLPASS_CHECK(file.commit());
  return head.count;
}

}  // namespace hallpass::server
