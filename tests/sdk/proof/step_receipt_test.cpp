#include "sdk/proof/step_receipt.hpp"

#include <array>

#include "sdk/proof/audit_log.hpp"
#include "sdk/proof/canonical_json.hpp"
#include "tests/sdk/proof/signer.hpp"

using namespace hallpass;
using proof::StepReceipt;
namespace json = proof::json;

namespace {

constexpr InstantMs at = 1'795'690'800'000;
constexpr std::string_view salt = "00112233445566778899aabbccddeeff";

StepReceipt example(std::int64_t step, std::string from, std::string to, std::string previous) {
  return {.issuer = "https://lakeside.example",
          .signed_at = at,
          .request = "q1",
          .request_kind = "correction",
          .step = step,
          .event = "submit",
          .from = std::move(from),
          .to = std::move(to),
          .role = "parent",
          .actor = "requester",
          .at = at + 123,
          .deadline = proof::StepDeadline{"2026-12-26", 30, "calendar", "2026-11-26", "34 CFR 99.20(b)", "text"},
          .said = {},
          .values = {},
          .previous = std::move(previous)};
}

std::string signed_text(StepReceipt const& receipt) {
  return test::sign(R"({"alg":"EdDSA","typ":"request-step+jwt"})", proof::format_step_receipt(receipt));
}

json::Value said(std::string_view text) {
  return json::object({{"student", json::text("s-1")}, {"text", json::text(text)}});
}

// A file's receipts, as the district gives them.
struct Held {
  std::string compact;
  json::Value item;
};
Held held(StepReceipt receipt, std::string_view text) {
  receipt.said = proof::audit_digest(salt, said(text)).value();
  auto const compact = signed_text(receipt);
  return {compact, json::object({{"receipt", json::text(compact)}, {"salt", json::text(salt)}, {"said", said(text)}})};
}

struct Example {
  std::array<Held, 3> steps;
};
Example three_steps() {
  auto first = held(example(1, "draft", "submitted", ""), "We moved.");
  auto second = held(example(2, "submitted", "identity_check", proof::step_receipt_digest(first.compact)), "");
  auto third = held(example(3, "identity_check", "triaged", proof::step_receipt_digest(second.compact)), "It is here.");
  return {{std::move(first), std::move(second), std::move(third)}};
}

std::string file_of(std::vector<json::Value> items) {
  return json::canonical(json::object({{"receipts", json::list(std::move(items))}})).value();
}

Result<std::vector<proof::HeldStep>> check(std::string const& file) {
  return proof::check_step_receipts(file, proof::read_keys(test::public_jwk_set).value());
}

// Where the check fails.
std::string broken_at(std::vector<json::Value> items, ErrorCode code = ErrorCode::not_authentic) {
  auto const result = check(file_of(std::move(items)));
  REQUIRE_FALSE(result);
  CHECK(result.error().code == code);
  return result.error().where;
}

}  // namespace

TEST_CASE("a receipt is read as it was written") {
  auto receipt = example(7, "triaged", "amended", "before");
  receipt.values = "digest";
  receipt.said = "said";
  auto const keys = proof::read_keys(test::public_jwk_set).value();
  auto const read = proof::read_step_receipt(proof::verify_jws(signed_text(receipt), keys).value());
  REQUIRE(read);
  CHECK(proof::format_step_receipt(*read) == proof::format_step_receipt(receipt));
  CHECK(read->at == at + 123);
  CHECK(read->deadline->source == "34 CFR 99.20(b)");
  receipt.deadline.reset();
  CHECK_FALSE(proof::read_step_receipt(proof::verify_jws(signed_text(receipt), keys).value())->deadline);
  auto const other = test::sign(R"({"alg":"EdDSA","typ":"audit-head+jwt"})", proof::format_step_receipt(receipt));
  CHECK(proof::read_step_receipt(proof::verify_jws(other, keys).value()).error().code == ErrorCode::unsupported);
}

TEST_CASE("the steps of a request hold together, whole or up to a step, with or without what was said") {
  auto [steps] = three_steps();
  auto const all = check(file_of({steps[0].item, steps[1].item, steps[2].item}));
  REQUIRE(all);
  CHECK(all->size() == 3);
  CHECK(json::find_text(all->back().said.value(), "text") == "It is here.");
  CHECK_FALSE(all->back().values);
  CHECK(check(file_of({steps[0].item, steps[1].item})));
  CHECK(check(file_of({steps[1].item, steps[2].item})));
  auto const alone = json::object({{"receipt", json::text(steps[2].compact)}});
  auto const unsaid = check(file_of({steps[0].item, steps[1].item, alone}));
  REQUIRE(unsaid);
  CHECK_FALSE(unsaid->back().said);
}

TEST_CASE("what was changed, left out, moved or mixed is found, and where") {
  auto [steps] = three_steps();
  CHECK(broken_at({steps[0].item, steps[2].item}) == "/receipts/1");
  CHECK(broken_at({steps[1].item, steps[0].item}) == "/receipts/1");
  CHECK(broken_at({steps[0].item, steps[0].item}) == "/receipts/1");
  auto const words = json::object(
      {{"receipt", json::text(steps[0].compact)}, {"salt", json::text(salt)}, {"said", said("We never moved.")}});
  CHECK(broken_at({words}) == "/receipts/0/said");
  auto const salted =
      json::object({{"receipt", json::text(steps[0].compact)}, {"salt", json::text("x")}, {"said", said("We moved.")}});
  CHECK(broken_at({salted}) == "/receipts/0/said");
  // Values that nobody signed.
  auto added = steps[0].item;
  json::add(added, "values", json::list(std::vector<json::Value>{}));
  json::add(added, "values_salt", json::text(salt));
  CHECK(broken_at({added}) == "/receipts/0/values");
  auto other = example(2, "submitted", "identity_check", proof::step_receipt_digest(steps[0].compact));
  other.request = "q2";
  CHECK(broken_at({steps[0].item, held(other, "").item}) == "/receipts/1");
  auto jump = example(2, "triaged", "amended", proof::step_receipt_digest(steps[0].compact));
  CHECK(broken_at({steps[0].item, held(jump, "").item}) == "/receipts/1");
  // Step 3 after step 1 is whole where the district had no key for step 2.
  auto const gap = example(3, "triaged", "amended", proof::step_receipt_digest(steps[0].compact));
  CHECK(check(file_of({steps[0].item, held(gap, "").item})));
}

TEST_CASE("a signature that is none, and a file that is none") {
  auto [steps] = three_steps();
  auto forged = steps[0].compact;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  auto const result = check(file_of({json::object({{"receipt", json::text(forged)}})}));
  REQUIRE_FALSE(result);
  CHECK(result.error().where == "/receipts/0/receipt");
  CHECK(check("[]").error().code == ErrorCode::malformed);
  CHECK(check(R"({"receipts":{}})").error().where == "/receipts");
  CHECK(broken_at({}, ErrorCode::truncated) == "/receipts");
  CHECK(broken_at({json::object({})}, ErrorCode::malformed) == "/receipts/0/receipt");
  CHECK(proof::looks_like_step_receipts(file_of({})));
  CHECK_FALSE(proof::looks_like_step_receipts(test::public_jwk_set));
  CHECK_FALSE(proof::looks_like_step_receipts("ey"));
}
