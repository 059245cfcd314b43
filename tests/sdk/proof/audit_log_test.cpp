#include "sdk/proof/audit_log.hpp"

#include "sdk/proof/canonical_json.hpp"
#include "sdk/proof/signing_key.hpp"
#include "tests/sdk/proof/signer.hpp"

using namespace hallpass;
using proof::AuditWalk;
namespace json = proof::json;

namespace {

std::string entry_of(std::int64_t sequence, std::string_view kind) {
  auto value = json::object({{"at", json::text("2026-11-26T11:00:00Z")},
                             {"kind", json::text(kind)},
                             {"seq", json::whole(sequence)},
                             {"student", json::text("Zoë \"1\"")}});
  if (sequence == 1) json::add(value, "log", json::text("a-log"));
  return json::canonical(value).value();
}

struct Log {
  std::vector<std::string> lines{};
  proof::AuditHead head{};
};

// The key of RFC 8037, whose public half tests/sdk/proof/signer.hpp has.
Log make_log(std::int64_t entries, std::string_view last_kind = "request.added") {
  Log log;
  for (std::int64_t sequence = 1; sequence <= entries; ++sequence) {
    auto const entry = entry_of(sequence, sequence == 1         ? proof::audit_begun
                                          : sequence == entries ? last_kind
                                                                : "request.added");
    log.head.hash = proof::next_audit_hash(log.head.hash, entry);
    log.lines.push_back(proof::format_audit_line(entry, log.head.hash));
  }
  log.head.log = "a-log";
  log.head.count = entries;
  log.head.signed_at = 1'795'000'000'000;
  log.lines.push_back(proof::format_audit_head_line(
      test::sign(R"({"alg":"EdDSA","typ":"audit-head+jwt"})", proof::format_audit_head(log.head))));
  return log;
}

Result<proof::AuditHead> walk(std::vector<std::string> const& lines, proof::AuditHead const* older = nullptr) {
  AuditWalk walk;
  if (older != nullptr) walk.expect(*older);
  for (auto const& line : lines) HALLPASS_CHECK(walk.take(line));
  return walk.finish(proof::read_keys(test::public_jwk_set).value());
}

}  // namespace

TEST_CASE("a log as it was written holds") {
  auto const log = make_log(5);
  AuditWalk walked;
  for (auto const& line : log.lines) REQUIRE(walked.take(line));
  auto const head = walked.finish(proof::read_keys(test::public_jwk_set).value());
  REQUIRE(head);
  CHECK(head->log == "a-log");
  CHECK(head->count == 5);
  CHECK(head->signed_at == 1'795'000'000'000);
  CHECK(walked.kinds() == std::map<std::string, std::int64_t>{{"log.begun", 1}, {"request.added", 4}});
  CHECK(walked.last_at() == "2026-11-26T11:00:00Z");
}

TEST_CASE("the hash of the first entry, as anybody can compute it") {
  auto const hash = proof::next_audit_hash({}, R"({"seq":1})");
  Bytes bytes(32, 0);
  for (char const letter : std::string_view{R"({"seq":1})"}) bytes.push_back(static_cast<std::uint8_t>(letter));
  CHECK(hash == crypto::sha256(bytes));
  CHECK(proof::read_audit_hash(proof::audit_hash_text(hash)).value() == hash);
  CHECK_FALSE(proof::read_audit_hash("AAAA"));
}

TEST_CASE("no changed character passes, and the line is named") {
  auto const good = make_log(4).lines;
  REQUIRE(walk(good));
  for (std::size_t line = 0; line < good.size(); ++line) {
    for (std::size_t at = 0; at < good[line].size(); at += 3) {
      for (char const other : {'1', 'a', '"', ' '}) {
        auto changed = good;
        changed[line][at] = other;
        if (changed == good) continue;
        CAPTURE(line, at, other);
        auto const walked = walk(changed);
        REQUIRE_FALSE(walked);
        auto const named = "line " + std::to_string(line + 1);
        // What is changed inside the signature is its own error.
        if (line + 1 < good.size()) CHECK(walked.error().where.substr(0, named.size()) == named);
      }
    }
  }
}

TEST_CASE("entries taken out, doubled, swapped or cut off are found, and where") {
  auto const where = [](auto change) {
    auto lines = make_log(6).lines;
    change(lines);
    auto const walked = walk(lines);
    REQUIRE_FALSE(walked);
    return walked.error().where;
  };
  CHECK(where([](auto& lines) { lines.erase(lines.begin() + 2); }) == "line 3");
  CHECK(where([](auto& lines) { lines.erase(lines.begin()); }) == "line 1");
  CHECK(where([](auto& lines) { lines.insert(lines.begin() + 2, lines[2]); }) == "line 4");
  CHECK(where([](auto& lines) { std::swap(lines[1], lines[2]); }) == "line 2");
  CHECK(where([](auto& lines) { lines.pop_back(); }) == "line 7");              // the head
  CHECK(where([](auto& lines) { lines.erase(lines.end() - 2); }) == "line 6");  // the last entry
  CHECK(where([](auto& lines) { lines.push_back(lines.back()); }) == "line 8");
  CHECK(where([](auto& lines) { lines.emplace_back(); }) == "line 8");
  CHECK(where([](auto& lines) { lines.resize(0); }) == "line 1");
}

TEST_CASE("a chain made anew does not fit the signed head, nor an older one") {
  auto const log = make_log(6);
  auto other = make_log(6, "order.set").lines;
  other.back() = log.lines.back();
  auto const walked = walk(other);
  REQUIRE_FALSE(walked);
  CHECK(walked.error().code == ErrorCode::not_authentic);

  auto const older = make_log(4, "order.set").head;
  CHECK(walk(log.lines, &older).error().code == ErrorCode::conflict);
  CHECK(walk(log.lines, &older).error().where == "line 4");
  auto const longer = make_log(9).head;
  CHECK(walk(log.lines, &longer).error().code == ErrorCode::truncated);
  auto const good = make_log(4).head;
  CHECK(walk(log.lines, &good));
  auto foreign = good;
  foreign.log = "another";
  CHECK(walk(log.lines, &foreign).error().where == "log");
}

TEST_CASE("a head that nobody trusted has signed, or that is something else, is none") {
  auto lines = make_log(3).lines;
  auto const payload = proof::format_audit_head(make_log(3).head);
  lines.back() = proof::format_audit_head_line(test::sign(R"({"alg":"EdDSA","typ":"x"})", payload));
  CHECK(walk(lines).error().code == ErrorCode::unsupported);
  AuditWalk walked;
  for (auto const& line : make_log(3).lines) REQUIRE(walked.take(line));
  CHECK_FALSE(walked.finish({}));
}

TEST_CASE("a digest needs its salt") {
  auto const values = json::object({{"old_value", json::text("B")}});
  auto const digest = proof::audit_digest("salt", values).value();
  CHECK(digest == proof::audit_digest("salt", values).value());
  CHECK(digest != proof::audit_digest("other", values).value());
}
