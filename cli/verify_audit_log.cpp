// hallpass verify, of a district's audit log: the chain of its entries and the signed head.
#include <array>

#include "cli/streams.hpp"
#include "cli/verify.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/audit_log.hpp"

namespace hallpass::cli {
namespace {

constexpr std::size_t chunk_bytes = 1U << 16U;

// Cuts what comes in pieces into lines.
class Lines {
 public:
  Lines(Input& input, std::string beginning) : input_{input}, text_{std::move(beginning)} {}

  // Nothing at the end. Errors: of the file; too_large.
  Result<std::optional<std::string>> next() {
    for (;;) {
      if (auto const end = text_.find('\n', at_); end != std::string::npos) {
        auto line = text_.substr(at_, end - at_);
        at_ = end + 1;
        return std::optional{std::move(line)};
      }
      text_.erase(0, at_);
      at_ = 0;
      if (text_.size() > proof::max_audit_line)
        return fail(ErrorCode::too_large, "", "A line is too long for an entry.");
      std::array<std::uint8_t, chunk_bytes> chunk{};
      HALLPASS_TRY(got, input_.read(chunk));
      if (got == 0) break;
      text_ += as_text(ByteView{chunk}.first(got));
    }
    if (text_.empty()) return std::optional<std::string>{};
    return std::optional{std::exchange(text_, {})};
  }

 private:
  Input& input_;
  std::string text_;
  std::size_t at_ = 0;
};

// The head of an older export, which the same keys must have signed; its entries are not walked again.
Result<proof::AuditHead> read_older(std::string_view path, std::span<proof::VerifyingKey const> keys) {
  HALLPASS_TRY(input, Input::open(path));
  Lines lines{input, {}};
  std::string last;
  for (;;) {
    HALLPASS_TRY(line, lines.next());
    if (!line) break;
    last = *std::move(line);
  }
  auto const compact = proof::find_audit_head(last);
  if (!compact) return fail(ErrorCode::malformed, path, "The older file does not end with a signed head.");
  HALLPASS_TRY(verified, proof::verify_jws(*compact, keys));
  return proof::read_audit_head(verified);
}

Result<proof::AuditHead> walk_lines(Lines& lines, proof::AuditWalk& walk, std::span<proof::VerifyingKey const> keys) {
  for (;;) {
    HALLPASS_TRY(line, lines.next());
    if (!line) return walk.finish(keys);
    HALLPASS_CHECK(walk.take(*line));
  }
}

}  // namespace

Result<void> report_audit_log(Input& input, std::string beginning, std::span<proof::VerifyingKey const> keys,
                              VerifyOptions const& options, Checks& checks) {
  proof::AuditWalk walk;
  if (options.after) {
    HALLPASS_TRY(older, read_older(*options.after, keys));
    walk.expect(older);
  }
  Lines lines{input, std::move(beginning)};
  auto const head = walk_lines(lines, walk, keys);
  auto const count = std::to_string(walk.count());
  if (!head) {
    print("entries", "1 to " + count + " hang together; what comes after does not hold");
    return head.error();
  }
  print("signature", "good, of " + format_instant(head->signed_at));
  print("log", head->log);
  print("entries", count + ", from " + walk.first_at() + " to " + walk.last_at());
  for (auto const& [kind, times] : walk.kinds()) print("", kind + ": " + std::to_string(times));
  checks.note("the hash of every entry", true, "");
  checks.note("that none is missing up to the head", true, "");
  checks.note("that it goes on from an older log", options.after.has_value(), "--after");
  return {};
}

}  // namespace hallpass::cli
