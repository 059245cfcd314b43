// Hiding what a record says about another student: who, from whom, where, and what a correction makes of it.
#include <algorithm>

#include "sdk/records/redaction.hpp"
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;

namespace {

std::string const comment = "results.comment/res1";  // Good,\r\n"really"
std::string const part = "\"really\"";

struct HidingDistrict : TestDistrict {
  [[nodiscard]] Result<Record> hide(std::string const& person, std::string const& entry = comment,
                                    std::string const& what = part) const {
    return service.redact({person}, "student-1",
                          {.entry_id = entry,
                           .part = what,
                           .reason = records::RedactionReason::another_student,
                           .note = "Names a classmate"},
                          noon);
  }
  [[nodiscard]] Entry entry_for(std::string const& person, InstantMs at = noon) const {
    auto const record = service.record({person}, "student-1", at).value();
    for (auto const& category : record.categories) {
      auto const found = std::ranges::find(category.entries, comment, &Entry::id);
      if (found != category.entries.end()) return *found;
    }
    FAIL("no such entry");
    return {};
  }
  [[nodiscard]] Result<Request> correct(std::string const& old_value, std::string const& new_value) const {
    return service.create_request({"parent-1"}, "student-1",
                                  {.kind = records::RequestKind::correction,
                                   .entries = {{comment, old_value, new_value}},
                                   .reason = "He was not " + part + " there.",
                                   .attachment_ids = {}},
                                  noon);
  }
};

InstantMs const grown = parse_instant("2036-09-01T12:00:00Z").value();
InstantMs const teens = parse_instant("2031-09-01T12:00:00Z").value();

}  // namespace

TEST_CASE("staff hide a part; parents and the student read a mark and why, staff the whole and who hid it") {
  HidingDistrict const district;
  auto const done = district.hide("staff-2");
  REQUIRE(done);
  for (auto const& [person, at] :
       {std::pair{"parent-1", noon}, {"parent-2", noon}, {"student-1", teens}, {"student-1", grown}}) {
    CAPTURE(person, at);
    auto const seen = district.entry_for(person, at);
    CHECK(seen.value == "Good,\r\n[***]");
    CHECK_FALSE(seen.may_redact);
    REQUIRE(seen.redactions.size() == 1);
    auto const& redaction = seen.redactions[0];
    CHECK(redaction.reason == records::RedactionReason::another_student);
    CHECK((redaction.part + redaction.note + redaction.by).empty());
    CHECK_FALSE(redaction.may_lift);
  }
  auto const whole = district.entry_for("staff-2");
  CHECK(whole.value == "Good,\r\n\"really\"");
  CHECK(whole.may_redact);
  CHECK(whole.redactions.at(0).part == part);
  CHECK(whole.redactions.at(0).note == "Names a classmate");
  CHECK(whole.redactions.at(0).by == "Ben Cole");
  CHECK_FALSE(whole.redactions.at(0).may_lift);
  auto const log = district.service.disclosures({"parent-1"}, "student-1", noon)->items;
  CHECK(std::ranges::any_of(log,
                            [](Disclosure const& one) { return one.interest == "Hid a part about another student"; }));
}

TEST_CASE("nobody else hides or shows anything, and cannot tell that there is such a thing") {
  HidingDistrict const district;
  REQUIRE(district.hide("staff-2"));
  auto const id = district.entry_for("staff-2").redactions.at(0).id;
  for (auto const* person :
       {"parent-1", "parent-3", "parent-4", "student-1", "staff-3", "staff-4", "teacher-1", "nobody", ""}) {
    CAPTURE(person);
    CHECK(district.hide(person).error() == fail(ErrorCode::not_found, "student"));
    CHECK(district.service.lift_redaction({person}, "student-1", id, noon).error() ==
          fail(ErrorCode::not_found, "student"));
  }
  // A clerk hides; only an officer shows again.
  CHECK(district.service.lift_redaction({"staff-2"}, "student-1", id, noon).error().where == "/event");
  CHECK(district.service.lift_redaction({"staff-1"}, "student-3", id, noon).error().where == "/redaction_id");
  REQUIRE(district.service.lift_redaction({"staff-1"}, "student-1", id, noon));
  CHECK(district.entry_for("parent-1").value == "Good,\r\n\"really\"");
  CHECK(district.entry_for("parent-1").redactions.empty());
  CHECK(district.service.lift_redaction({"staff-1"}, "student-1", id, noon).error().where == "/redaction_id");
}

TEST_CASE("only what the entry says can be hidden, once, and nothing of the student's own particulars") {
  HidingDistrict const district;
  CHECK(district.hide("staff-2", comment, "Ben").error().where == "/part");
  CHECK(district.hide("staff-2", comment, "Go").error().code == ErrorCode::invalid_argument);
  CHECK(district.hide("staff-2", comment, " \n ").error().where == "/part");
  CHECK(district.hide("staff-2", "nothing", "Ben").error().where == "/entry_id");
  CHECK(district.hide("staff-2", "identity.family_name", "García").error().where == "/entry_id");
  CHECK(district.hide("staff-2", "enrollment.school", "Cedar").error().where == "/entry_id");
  REQUIRE(district.hide("staff-2"));
  CHECK(district.hide("staff-1").error().where == "/part");
}

TEST_CASE("a correction carries the hidden part along, unseen and unharmed") {
  HidingDistrict const district;
  REQUIRE(district.hide("staff-2"));
  CHECK(district.correct("Good,\r\n\"really\"", "Bad").error().where == "/entries/0/old_value");
  CHECK(district.correct("Good,\r\n[***]", "Bad").error().where == "/entries/0/new_value");
  auto const asked = district.correct("Good,\r\n[***]", "Very good,\r\n[***]");
  REQUIRE(asked);
  CHECK(asked->entries[0].old_value == "Good,\r\n[***]");
  CHECK(asked->entries[0].new_value == "Very good,\r\n[***]");
  CHECK(asked->reason == "He was not [***] there.");
  auto const for_staff = district.service.request({"staff-2"}, asked->id, noon);
  REQUIRE(for_staff);
  CHECK(for_staff->entries[0].new_value == "Very good,\r\n\"really\"");
  REQUIRE(district.step("staff-2", asked->id, records::Event::approve, "Yes, " + part + ".", noon));
  CHECK(district.value("student-1", comment) == "Very good,\r\n\"really\"");
  CHECK(district.entry_for("parent-1").value == "Very good,\r\n[***]");
}

TEST_CASE("what was asked, answered and signed before does not show it either") {
  HidingDistrict const district;
  auto const before = district.correct("Good,\r\n\"really\"", "Bad");
  REQUIRE(before);
  REQUIRE(district.step("staff-2", before->id, records::Event::message, "See " + part, noon));
  REQUIRE(district.hide("staff-2"));
  for (auto const& seen : {district.service.request({"parent-1"}, before->id, noon).value(),
                           district.service.my_requests({"parent-1"}, noon)->items.at(0)}) {
    CHECK(seen.entries[0].old_value == "Good,\r\n[***]");
    CHECK(seen.entries[0].new_value == "Bad");
    CHECK(seen.reason == "He was not [***] there.");
    for (auto const& step : seen.timeline) CHECK(step.text.find(part) == std::string::npos);
    CHECK(seen.timeline.back().text == "See [***]");
  }
  CHECK(district.service.request({"staff-2"}, before->id, noon)->timeline.back().text == "See " + part);
}

TEST_CASE("an entry that changed since is hidden whole until somebody looks; an import keeps what is hidden") {
  HidingDistrict const district;
  REQUIRE(district.hide("staff-2"));
  auto files = right_package();
  district.import(files);
  CHECK(district.entry_for("parent-1").value == "Good,\r\n[***]");
  auto& results = files.at("results.csv");
  results.replace(results.find("\"\"really\"\""), 10, "Rhea Ally");
  district.import(files);
  CHECK(district.entry_for("parent-1").value == "[***]");
  CHECK(district.entry_for("staff-2").value == "Good,\r\nRhea Ally");
}
