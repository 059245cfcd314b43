// Every step leaves a receipt that its holder can check without the district.
#include "district/service/receipts.hpp"

#include "sdk/proof/canonical_json.hpp"
#include "sdk/proof/step_receipt.hpp"
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::Event;

namespace {

class CountingBytes final : public crypto::RandomSource {
 public:
  Result<void> fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = ++last_;
    return {};
  }

 private:
  std::uint8_t last_ = 0;
};

struct SigningDistrict : TestDistrict {
  SigningDistrict() {
    CountingBytes random;
    auto key = proof::generate_signing_key(random).value();
    keys = {{proof::thumbprint(key.point), key.point}};
    settings.receipt_signer = std::make_shared<ReceiptSigner const>("https://lakeside.example", std::move(key));
  }
  Settings settings{.district_name = "Lakeside"};
  std::vector<proof::VerifyingKey> keys{};
};

// The file that the portal saves.
std::string file_of(std::vector<Receipt> const& receipts) {
  std::vector<proof::json::Value> items;
  for (auto const& one : receipts) {
    auto item = proof::json::object({{"receipt", proof::json::text(one.statement)},
                                     {"salt", proof::json::text(one.said_salt)},
                                     {"values_salt", proof::json::text(one.values_salt)}});
    if (!one.said.empty()) proof::json::add(item, "said", proof::json::parse_object(one.said, "").value());
    if (!one.values.empty()) {
      auto const wrapped = proof::json::parse_object("{\"values\":" + one.values + "}", "").value();
      proof::json::add(item, "values", *proof::json::find(wrapped, "values"));
    }
    items.push_back(std::move(item));
  }
  return proof::json::canonical(proof::json::object({{"receipts", proof::json::list(std::move(items))}})).value();
}

}  // namespace

TEST_CASE("the receipts are those of the timeline, chained, with nothing of the record in them") {
  SigningDistrict const district;
  ViewingService const service(*district.store, district.settings);
  auto const id = service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  auto const step = [&](std::string const& person, Event event, std::string const& text) {
    return service.take_step({person}, id, {.event = event, .text = text, .hearing = std::nullopt}, noon + 1).value();
  };
  step("parent-1", Event::message, "The lease is attached.");
  step("staff-2", Event::refuse, "No evidence.");
  step("parent-1", Event::request_hearing, "You did not look at the lease.");
  auto const hearing = Hearing{noon + 86'400'000, "Room 2"};
  auto const after = service.take_step({"staff-2"}, id, {Event::schedule_hearing, "", hearing}, noon + 2).value();

  auto const receipts = service.receipts({"parent-1"}, id, noon).value();
  REQUIRE(receipts.size() == after.timeline.size());
  auto const checked = proof::check_step_receipts(file_of(receipts), district.keys);
  REQUIRE(checked);
  for (std::size_t i = 0; i < checked->size(); ++i) {
    auto const& receipt = (*checked)[i].receipt;
    CHECK(receipt.step == static_cast<std::int64_t>(i + 1));
    CHECK(receipt.event == to_string(after.timeline[i].event));
    CHECK(receipt.to == to_string(after.timeline[i].state));
    CHECK(receipt.role == to_string(after.timeline[i].actor.role));
    CHECK(proof::json::find_text((*checked)[i].said.value(), "text") == after.timeline[i].text);
    auto const payload = proof::verify_jws(receipts[i].statement, district.keys)->payload;
    for (auto const* secret :
         {"student-1", "Wrong Street", "Right Street", "lease", "August", "parent-1", "staff-2", "Room 2"}) {
      CAPTURE(payload, secret);
      CHECK(payload.find(secret) == std::string::npos);
    }
  }
  auto const& first = checked->front();
  CHECK(first.receipt.from == "draft");
  CHECK(first.receipt.issuer == "https://lakeside.example");
  CHECK(proof::json::find_text(first.values.value().items.at(0), "new_value") == "21 Right Street");
  auto const& last = checked->back();
  CHECK(last.receipt.deadline->source.find("99.22") != std::string::npos);
  CHECK(proof::json::find_text(*proof::json::find(last.said.value(), "hearing"), "place") == "Room 2");
  CHECK(last.receipt.actor == "staff");
}

TEST_CASE("only who sees the request gets its receipts; a view by staff is logged; without a key there are none") {
  SigningDistrict const district;
  ViewingService const service(*district.store, district.settings);
  auto const id = service.create_request({"parent-1"}, "student-1", inspection(), noon)->id;
  for (auto const* person : {"parent-2", "parent-3", "nobody", "student-1"}) {
    CAPTURE(person);
    CHECK(service.receipts({person}, id, noon).error().where == "request");
  }
  auto const before = service.disclosures({"parent-1"}, "student-1", noon)->items.size();
  CHECK(service.receipts({"staff-2"}, id, noon)->size() == 3);
  CHECK(service.disclosures({"parent-1"}, "student-1", noon)->items.size() == before + 1);

  auto const unsigned_id = district.service.create_request({"parent-2"}, "student-1", inspection(), noon);
  REQUIRE(unsigned_id);
  CHECK(district.service.receipts({"parent-2"}, unsigned_id->id, noon)->empty());
  // A key that comes later signs from then on, and says at which step it began.
  REQUIRE(district.step("parent-1", id, Event::message, "Without the key", noon + 1));
  REQUIRE(
      service.take_step({"parent-1"}, id, {.event = Event::withdraw, .text = {}, .hearing = std::nullopt}, noon + 2));
  auto const receipts = service.receipts({"parent-1"}, id, noon).value();
  REQUIRE(receipts.size() == 4);
  CHECK(receipts.back().step == 5);
  CHECK(proof::check_step_receipts(file_of(receipts), district.keys));
}

TEST_CASE("what is destroyed is told by no receipt that the district keeps") {
  SigningDistrict const district;
  ViewingService const service(*district.store, district.settings);
  auto const id = service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon)->id;
  auto const step = [&](std::string const& person, Event event) {
    return service.take_step({person}, id, {.event = event, .text = "Yes.", .hearing = std::nullopt}, noon + 1);
  };
  REQUIRE(step("staff-2", Event::approve));
  CHECK_FALSE(service.receipts({"parent-1"}, id, noon)->front().values.empty());
  REQUIRE(step("staff-1", Event::confirm));
  CHECK(district.value("student-1", "accounts.learning_profile") == "(none)");
  auto const receipts = service.receipts({"parent-1"}, id, noon).value();
  for (auto const& receipt : receipts) CHECK((receipt.values.empty() && receipt.values_salt.empty()));
  auto const checked = proof::check_step_receipts(file_of(receipts), district.keys);
  REQUIRE(checked);
  CHECK(checked->back().receipt.event == "destroy");
  CHECK(checked->back().receipt.role == "system");
  CHECK_FALSE(checked->front().receipt.values.empty());
  CHECK_FALSE(checked->front().values);
}

TEST_CASE("what is hidden from a parent goes out with no receipt, and the rest still checks") {
  SigningDistrict const district;
  ViewingService const service(*district.store, district.settings);
  std::string const part = "\"really\"";
  auto const id = service
                      .create_request({"parent-1"}, "student-1",
                                      {.kind = records::RequestKind::correction,
                                       .entries = {{"results.comment/res1", "Good,\r\n" + part, "Bad"}},
                                       .reason = "It is wrong.",
                                       .attachment_ids = {}},
                                      noon)
                      ->id;
  REQUIRE(service.take_step({"staff-2"}, id, {Event::message, "Why not " + part + "?", std::nullopt}, noon + 1));
  auto const before = service.receipts({"parent-1"}, id, noon).value();
  CHECK_FALSE(before.at(0).values.empty());
  REQUIRE(service.redact({"staff-2"}, "student-1",
                         {"results.comment/res1", part, records::RedactionReason::another_student, "note"}, noon + 2));
  auto const after = service.receipts({"parent-1"}, id, noon).value();
  REQUIRE(after.size() == before.size());
  CHECK(after.at(0).values.empty());
  CHECK(after.at(0).values_salt.empty());
  CHECK(after.at(0).said == before.at(0).said);
  CHECK(after.back().said.empty());
  CHECK(after.back().said_salt.empty());
  CHECK(file_of(after).find("really") == std::string::npos);
  auto const checked = proof::check_step_receipts(file_of(after), district.keys);
  REQUIRE(checked);
  CHECK(checked->size() == before.size());
  CHECK(service.receipts({"staff-2"}, id, noon)->at(0).values == before.at(0).values);
}
