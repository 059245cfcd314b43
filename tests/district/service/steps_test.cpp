// The steps of a request's life, and who may take them.
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::Event;
using records::State;

namespace {

constexpr InstantMs day = 86'400'000;

std::string refused_correction(TestDistrict const& district) {
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  REQUIRE(district.step("staff-2", id, Event::refuse, "No evidence.", noon + 1));
  return id;
}

std::string heard_correction(TestDistrict const& district) {
  auto const id = refused_correction(district);
  REQUIRE(district.step("parent-1", id, Event::request_hearing, "You did not look at the lease.", noon + 2));
  REQUIRE(district.service.take_step({"staff-2"}, id, {Event::schedule_hearing, "", Hearing{noon + day, "Room 2"}},
                                     noon + 3));
  REQUIRE(district.step("staff-1", id, Event::hold_hearing, "", noon + day));
  return id;
}

bool may(TestDistrict const& district, std::string const& person, std::string const& id, Event event) {
  auto const request = district.service.request({person}, id, noon).value();
  return std::find(request.may.begin(), request.may.end(), event) != request.may.end();
}

std::vector<Statement> statements_of(TestDistrict const& district, std::string const& person,
                                     std::string const& entry_id) {
  auto const record = district.service.record({person}, "student-1", noon).value();
  for (auto const& category : record.categories) {
    for (auto const& entry : category.entries) {
      if (entry.id == entry_id) return entry.statements;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("a hearing: asked for, scheduled, moved, held by somebody without a part in it, and upheld") {
  TestDistrict const district;
  auto const id = refused_correction(district);
  CHECK(may(district, "parent-1", id, Event::request_hearing));
  CHECK_FALSE(may(district, "staff-1", id, Event::request_hearing));
  CHECK(district.step("parent-1", id, Event::request_hearing, "", noon).error().where == "/text");
  auto const asked = district.step("parent-1", id, Event::request_hearing, "You did not look at the lease.", noon + 2);
  REQUIRE(asked);
  CHECK(asked->state == State::hearing_requested);
  CHECK(asked->open);
  REQUIRE(asked->deadline);
  CHECK(asked->deadline->source.find("99.22(a)") != std::string_view::npos);
  CHECK(district.service.staff_queue({"staff-1"}, noon)->items.size() == 1);

  auto const schedule = [&](InstantMs at, std::string place) {
    return district.service.take_step({"staff-2"}, id, {Event::schedule_hearing, "", Hearing{at, std::move(place)}},
                                      noon + 3);
  };
  CHECK(district.step("staff-2", id, Event::schedule_hearing, "", noon + 3).error().where == "/hearing");
  CHECK(schedule(noon + 3, "Room 2").error().where == "/hearing/at");
  CHECK(schedule(noon + day, " ").error().where == "/hearing/place");
  REQUIRE(schedule(noon + day, "Room 2"));
  auto const moved = schedule(noon + 2 * day, "Room 3");
  REQUIRE(moved);
  CHECK(moved->state == State::hearing_scheduled);
  auto const told = district.service.request({"parent-1"}, id, noon + 4).value();
  REQUIRE(told.hearing);
  CHECK(told.hearing->at == noon + 2 * day);
  CHECK(told.hearing->place == "Room 3");

  // 34 CFR 99.22(c): who refused does not hear.
  CHECK_FALSE(may(district, "staff-2", id, Event::hold_hearing));
  auto const own = district.step("staff-2", id, Event::hold_hearing, "", noon + 2 * day);
  CHECK(own.error().code == ErrorCode::conflict);
  CHECK(own.error().where == "/event");
  CHECK(own.error().advice.find("decided") != std::string::npos);
  CHECK(may(district, "staff-1", id, Event::hold_hearing));
  REQUIRE(district.step("staff-1", id, Event::hold_hearing, "", noon + 2 * day));
  CHECK(district.step("staff-2", id, Event::uphold, "The lease shows it.", noon).error().where == "/event");
  CHECK(district.step("staff-1", id, Event::uphold, "", noon).error().where == "/text");
  auto const upheld = district.step("staff-1", id, Event::uphold, "The lease shows it.", noon + 3 * day);
  REQUIRE(upheld);
  CHECK(upheld->state == State::amended);
  CHECK(district.value("student-1", "contact.street") == "21 Right Street");
}

TEST_CASE("a hearing denied: the parent's statement stands beside the entry for everybody who sees it") {
  TestDistrict district;
  auto const id = heard_correction(district);
  auto const denied = district.step("staff-1", id, Event::deny, "The county's register says otherwise.", noon + day);
  REQUIRE(denied);
  CHECK(denied->state == State::statement_offered);
  CHECK_FALSE(denied->open);
  CHECK(denied->timeline.back().text.find("99.21(b)(2)") != std::string::npos);
  CHECK_FALSE(may(district, "staff-1", id, Event::attach_statement));
  REQUIRE(district.step("parent-1", id, Event::attach_statement, "We have lived there since August.", noon + 2 * day));
  for (auto const* person : {"parent-1", "parent-2", "staff-2"}) {
    CAPTURE(person);
    auto const statements = statements_of(district, person, "contact.street");
    REQUIRE(statements.size() == 1);
    CHECK(statements[0].text == "We have lived there since August.");
    CHECK(statements[0].author == "María García");
    CHECK(statements[0].request_id == id);
    CHECK(statements[0].at == noon + 2 * day);
  }
  CHECK(statements_of(district, "parent-1", "identity.given_name").empty());
  district.import(right_package());
  CHECK(statements_of(district, "parent-1", "contact.street").size() == 1);
  CHECK(district.value("student-1", "contact.street") == "12 Wrong Street");
}

TEST_CASE("nothing is destroyed on one person's word, nor on a clerk's") {
  TestDistrict const district;
  auto const asked =
      district.service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon)->id;
  REQUIRE(district.step("staff-1", asked, Event::approve, "As the law asks.", noon + 1));
  CHECK_FALSE(may(district, "staff-1", asked, Event::confirm));
  CHECK(district.step("staff-1", asked, Event::confirm, "", noon + 2).error().where == "/event");
  CHECK(district.step("staff-2", asked, Event::confirm, "", noon + 2).error().where == "/event");  // a clerk
  CHECK(district.step("parent-1", asked, Event::confirm, "", noon + 2).error().where == "/event");
  CHECK(district.value("student-1", "accounts.learning_profile") == "Reads fast");
  auto const view = district.service.request({"parent-1"}, asked, noon).value();
  CHECK(view.state == State::approved);
  CHECK(view.deadline);  // still owed
  REQUIRE(district.step("parent-1", asked, Event::withdraw, "", noon + 3));
}

TEST_CASE("an explanation is asked for and given") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", inspection(), noon)->id;
  CHECK(district.step("parent-1", id, Event::ask_explanation, "What is this?", noon).error().where == "/event");
  REQUIRE(district.step("staff-1", id, Event::approve, "Come on Monday.", noon + 1));
  auto const asked = district.step("parent-1", id, Event::ask_explanation, "What does 504 mean?", noon + 2);
  REQUIRE(asked);
  CHECK(asked->open);
  CHECK(format_date(asked->deadline->due) == "2026-12-03");  // 10 days of the district's own
  CHECK(district.step("parent-1", id, Event::explain, "x", noon + 3).error().where == "/event");
  auto const told = district.step("staff-1", id, Event::explain, "A plan for a disability.", noon + 3);
  REQUIRE(told);
  CHECK(told->state == State::explained);
  CHECK(told->timeline.back().event == Event::explain);
}

TEST_CASE("both sides write messages while something can still happen; others see none") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  CHECK(district.step("staff-2", id, Event::message, " ", noon).error().where == "/text");
  auto const asked = district.step("staff-2", id, Event::message, "Please send the lease.", noon + 1);
  REQUIRE(asked);
  CHECK(asked->state == State::triaged);
  CHECK(format_date(asked->deadline->due) == "2026-12-23");  // the clock runs on
  REQUIRE(district.step("parent-1", id, Event::message, "It is on its way.", noon + 2));
  auto const seen = district.service.request({"parent-1"}, id, noon + 3).value();
  REQUIRE(seen.timeline.size() == 5);
  CHECK(seen.timeline[3].event == Event::message);
  CHECK(seen.timeline[3].actor.display_name == "Ben Cole");
  CHECK(seen.timeline[4].actor.role == Role::parent);
  CHECK(district.step("parent-2", id, Event::message, "hello", noon).error().code == ErrorCode::not_found);
  CHECK(district.step("staff-3", id, Event::message, "hello", noon).error().code == ErrorCode::not_found);
  for (std::size_t i = seen.timeline.size(); i < max_steps; ++i) {
    REQUIRE(district.step("parent-1", id, Event::message, "again", noon));
  }
  CHECK(district.step("parent-1", id, Event::message, "again", noon).error().where == "/event");
  REQUIRE(district.step("staff-2", id, Event::approve, "ok", noon));  // work goes on
  CHECK(district.step("parent-1", id, Event::message, "thanks", noon).error().where == "/event");
}

TEST_CASE("the district's own target is extended once, with a reason that the parent reads; the law's 45 days never") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  CHECK(may(district, "staff-2", id, Event::extend));
  CHECK_FALSE(may(district, "parent-1", id, Event::extend));
  CHECK(district.step("parent-1", id, Event::extend, "please", noon).error().where == "/event");
  CHECK(district.step("staff-2", id, Event::extend, "", noon).error().where == "/text");
  auto const extended = district.step("staff-2", id, Event::extend, "The archive is closed until January.", noon + 1);
  REQUIRE(extended);
  CHECK(extended->state == State::triaged);
  CHECK(format_date(extended->deadline->due) == "2027-01-22");
  CHECK(extended->deadline->days == 60);
  CHECK_FALSE(may(district, "staff-2", id, Event::extend));
  CHECK(district.step("staff-2", id, Event::extend, "again", noon).error().where == "/event");
  auto const told = district.service.request({"parent-1"}, id, noon).value();
  CHECK(told.timeline.back().event == Event::extend);
  CHECK(told.timeline.back().text == "The archive is closed until January.");

  auto const inspecting = district.service.create_request({"parent-2"}, "student-1", inspection(), noon)->id;
  CHECK_FALSE(may(district, "staff-1", inspecting, Event::extend));
  CHECK(district.step("staff-1", inspecting, Event::extend, "busy", noon).error().where == "/event");
}

TEST_CASE("several fields are corrected together, all or none") {
  TestDistrict const district;
  auto wanted = street_correction();
  wanted.entries.push_back({"identity.given_name", "Lucía", "Lucia"});
  auto const asked = district.service.create_request({"parent-1"}, "student-1", wanted, noon);
  REQUIRE(asked);
  REQUIRE(asked->entries.size() == 2);
  CHECK(asked->entries[1].new_value == "Lucia");
  // One of them is asked for already.
  auto other = street_correction();
  other.entries = {{"identity.given_name", "Lucía", "Lucy"}};
  CHECK(district.service.create_request({"parent-1"}, "student-1", other, noon).error().where == "/entries");
  // The other parent's correction of one of them comes first.
  auto const second = district.service.create_request({"parent-2"}, "student-1", other, noon)->id;
  REQUIRE(district.step("staff-2", second, Event::approve, "ok", noon + 1));
  CHECK(district.step("staff-2", asked->id, Event::approve, "ok", noon + 2).error().where == "entry");
  CHECK(district.value("student-1", "contact.street") == "12 Wrong Street");
  REQUIRE(district.step("staff-2", asked->id, Event::refuse, "Changed meanwhile.", noon + 3));

  wanted.entries[1].old_value = "Lucy";
  auto const again = district.service.create_request({"parent-1"}, "student-1", wanted, noon + 4)->id;
  REQUIRE(district.step("staff-2", again, Event::approve, "ok", noon + 5));
  CHECK(district.value("student-1", "contact.street") == "21 Right Street");
  CHECK(district.value("student-1", "identity.given_name") == "Lucia");
  auto const log = district.service.disclosures({"parent-1"}, "student-1", noon).value().items;
  CHECK(log[0].what == std::vector{records::Category::identity, records::Category::contact});
}

TEST_CASE("nobody takes the system's steps, and one without authority is turned away with a reason") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  for (auto const event : {Event::submit, Event::check_identity, Event::triage, Event::direct_vendor, Event::destroy}) {
    for (auto const* person : {"parent-1", "staff-1", "staff-2"}) {
      CHECK(district.step(person, id, event, "x", noon).error().where == "/event");
    }
  }
  CHECK(district.step("staff-2", id, Event::reject_authority, "", noon).error().where == "/text");
  CHECK(district.step("staff-2", id, Event::reject_authority, "A court order of May.", noon)->state == State::rejected);
}
