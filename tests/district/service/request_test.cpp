// What becomes of requests.
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::Event;
using records::State;

namespace {

std::vector<State> states_of(Request const& request) {
  std::vector<State> states;
  for (auto const& step : request.timeline) states.push_back(step.state);
  return states;
}

}  // namespace

TEST_CASE("a correction: asked, approved, changed, told") {
  TestDistrict const district;
  auto wanted = street_correction();
  wanted.attachment_ids = {district.attach("parent-1")};
  auto const asked = district.service.create_request({"parent-1"}, "student-1", wanted, noon);
  REQUIRE(asked);
  CHECK(asked->state == State::triaged);
  CHECK(asked->open);
  CHECK(states_of(*asked) == std::vector{State::submitted, State::identity_check, State::triaged});
  CHECK(asked->timeline[0].text == "We moved in August.");
  CHECK(asked->timeline[0].actor.display_name == "María García");
  CHECK(asked->timeline[1].actor.role == Role::system);
  CHECK(asked->timeline[1].actor.display_name == "Lakeside");
  REQUIRE(asked->entries.size() == 1);
  CHECK(asked->entries[0].label == "Street address");
  REQUIRE(asked->deadline);
  CHECK(format_date(asked->deadline->due) == "2026-12-23");
  CHECK(authority_of(asked->deadline->certainty) == records::Authority::district_policy);
  CHECK_FALSE(asked->basis);
  CHECK(asked->may == std::vector{Event::withdraw, Event::message});
  REQUIRE(asked->attachments.size() == 1);

  auto const queue = district.service.staff_queue({"staff-2"}, noon).value().items;
  REQUIRE(queue.size() == 1);
  CHECK(queue[0].may ==
        std::vector{Event::reject_authority, Event::approve, Event::refuse, Event::message, Event::extend});
  CHECK(queue[0].entries[0].new_value.empty());
  CHECK(queue[0].reason.empty());
  CHECK(district.service.attachment({"staff-2"}, wanted.attachment_ids[0], noon));

  CHECK(district.step("staff-2", asked->id, Event::approve, " ", noon).error().where == "/text");
  auto const done = district.step("staff-2", asked->id, Event::approve, "The lease shows it.", noon + 5);
  REQUIRE(done);
  CHECK(done->state == State::amended);
  CHECK_FALSE(done->open);
  CHECK_FALSE(done->deadline);
  CHECK(district.value("student-1", "contact.street") == "21 Right Street");
  auto const told = district.service.request({"parent-1"}, asked->id, noon + 6).value();
  CHECK(told.timeline.back().actor.role == Role::staff);
  CHECK(told.timeline.back().actor.display_name == "Ben Cole");
  CHECK(told.timeline.back().text == "The lease shows it.");
  CHECK(told.timeline.back().at == noon + 5);
  CHECK(told.entries[0].old_value == "12 Wrong Street");
  CHECK(told.may.empty());
  CHECK(district.service.staff_queue({"staff-2"}, noon)->items.empty());

  for (auto const event : {Event::approve, Event::refuse, Event::message}) {
    auto const again = district.step("staff-1", asked->id, event, "again", noon);
    CHECK(again.error().code == ErrorCode::conflict);
    CHECK(again.error().where == "/event");
  }
  CHECK(district.step("parent-1", asked->id, Event::withdraw, "", noon).error().code == ErrorCode::conflict);
}

TEST_CASE("a corrected name shows wherever the student is named, and a corrected birth date counts for triage") {
  TestDistrict const district;
  auto const correct = [&](std::string entry, std::string from, std::string to) {
    auto wanted = street_correction();
    wanted.entries = {{std::move(entry), std::move(from), std::move(to)}};
    auto const id = district.service.create_request({"parent-1"}, "student-1", wanted, noon)->id;
    REQUIRE(district.step("staff-1", id, Event::approve, "ok", noon));
  };
  correct("identity.given_name", "Lucía", "Lucia");
  CHECK(district.service.me({"parent-1"}, noon)->children[0].display_name == "Lucia García");
  correct("identity.birth_date", "2016-05-01", "2012-05-01");
  auto const deletion =
      district.service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon);
  CHECK(deletion->basis->basis == records::DeletionBasis::none);
}

TEST_CASE("a refused correction states the decision and the right to a hearing; the record stays") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  auto const refused = district.step("staff-2", id, Event::refuse, "No evidence.", noon);
  REQUIRE(refused);
  CHECK(refused->state == State::refused);
  CHECK_FALSE(refused->open);
  REQUIRE(refused->timeline.size() == 5);
  CHECK(refused->timeline[3].text == "No evidence.");
  CHECK(refused->timeline[4].text.find("34 CFR 99.21") != std::string::npos);
  CHECK(district.value("student-1", "contact.street") == "12 Wrong Street");
}

TEST_CASE("a correction of what has changed meanwhile is a conflict, and may be refused") {
  TestDistrict const district;
  auto const first = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  auto other = street_correction();
  other.entries[0].new_value = "99 Other Street";
  auto const second = district.service.create_request({"parent-2"}, "student-1", other, noon)->id;
  REQUIRE(district.step("staff-2", second, Event::approve, "ok", noon));
  auto const late = district.step("staff-2", first, Event::approve, "ok", noon);
  CHECK(late.error().code == ErrorCode::conflict);
  CHECK(late.error().where == "entry");
  CHECK(district.service.request({"parent-1"}, first, noon)->state == State::triaged);  // nothing half done
  CHECK(district.value("student-1", "contact.street") == "99 Other Street");
  CHECK(district.step("staff-2", first, Event::refuse, "Changed.", noon));
}

TEST_CASE("a deletion that the law allows destroys the entry, and says so") {
  TestDistrict const district;
  auto const asked =
      district.service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon);
  REQUIRE(asked);
  REQUIRE(asked->basis);
  CHECK(asked->basis->basis == records::DeletionBasis::coppa);
  CHECK(asked->basis->source == "16 CFR 312.6(a)");
  CHECK(asked->timeline.back().text == asked->basis->explanation);
  auto const refused = district.step("staff-1", asked->id, Event::refuse, "no", noon);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK_FALSE(refused.error().advice.empty());
  REQUIRE(district.step("staff-2", asked->id, Event::approve, "As the law asks.", noon));
  CHECK(district.value("student-1", "accounts.learning_profile") == "Reads fast");
  auto const done = district.step("staff-1", asked->id, Event::confirm, "", noon);
  REQUIRE(done);
  CHECK(done->state == State::destroyed);
  CHECK_FALSE(done->open);
  CHECK(states_of(*done) == std::vector{State::submitted, State::identity_check, State::triaged, State::approved,
                                        State::confirmed, State::vendor_directed, State::destroyed});
  CHECK(district.value("student-1", "accounts.learning_profile") == "(none)");
  auto const log = district.service.disclosures({"parent-1"}, "student-1", noon).value().items;
  REQUIRE(log.size() == 3);  // two by staff
  CHECK(log[1].kind == DisclosureKind::disclosure);
  CHECK(log[1].what == std::vector{records::Category::accounts});
  auto const gone =
      district.service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon);
  CHECK(gone.error().where == "/entry_id");
}

TEST_CASE("a deletion without a legal basis is explained, never done") {
  TestDistrict const district;
  auto const asked =
      district.service.create_request({"parent-1"}, "student-1", deletion_of("results.score/res1"), noon);
  REQUIRE(asked);
  REQUIRE(asked->basis);
  CHECK(asked->basis->basis == records::DeletionBasis::none);
  CHECK_FALSE(asked->basis->instead.empty());
  auto const approved = district.step("staff-1", asked->id, Event::approve, "ok", noon);
  CHECK(approved.error().code == ErrorCode::conflict);
  CHECK_FALSE(approved.error().advice.empty());
  CHECK(district.value("student-1", "results.score/res1") == "87");
  auto const told = district.step("staff-1", asked->id, Event::refuse, "Grades are kept.", noon);
  REQUIRE(told);
  CHECK(told->state == State::explained);
  CHECK_FALSE(told->open);
}

TEST_CASE("special-education data that is no longer needed is destroyed on request") {
  TestDistrict const district;
  auto const asked =
      district.service.create_request({"parent-4"}, "student-3", deletion_of("health.special_education_plan"), noon);
  CHECK(asked->basis->basis == records::DeletionBasis::idea);
  REQUIRE(district.step("staff-2", asked->id, Event::approve, "ok", noon));
  CHECK(district.step("staff-1", asked->id, Event::confirm, "", noon)->state == State::destroyed);
  CHECK(district.value("student-3", "health.special_education_plan") == "(none)");
}

TEST_CASE("nothing is destroyed while anybody's inspection is pending; then it is, by itself") {
  using End = std::function<void(TestDistrict const&, std::string const&)>;
  std::vector<std::pair<std::string, End>> const ends{
      {"made available",
       [](TestDistrict const& district, std::string const& id) {
         REQUIRE(district.step("staff-1", id, Event::approve, "Come and see.", noon + 2));
       }},
      {"withdrawn",
       [](TestDistrict const& district, std::string const& id) {
         REQUIRE(district.step("parent-2", id, Event::withdraw, "", noon + 2));
       }},
      {"ended by a court order",
       [](TestDistrict const& district, std::string const&) {
         REQUIRE(district.service.set_court_order({"staff-1"}, {"student-1", "parent-2", true, "D 1"}, noon + 2));
       }},
  };
  for (auto const& [how, end] : ends) {
    CAPTURE(how);
    TestDistrict const district;
    auto const inspecting = district.service.create_request({"parent-2"}, "student-1", inspection(), noon)->id;
    auto const deletion =
        district.service.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon)->id;
    REQUIRE(district.step("staff-2", deletion, Event::approve, "ok", noon + 1));
    auto const held = district.step("staff-1", deletion, Event::confirm, "", noon + 1);
    REQUIRE(held);
    CHECK(held->state == State::confirmed);
    CHECK(held->open);
    CHECK(held->timeline.back().text.find("99.10(e)") != std::string::npos);
    CHECK(district.value("student-1", "accounts.learning_profile") == "Reads fast");
    end(district, inspecting);
    CHECK(district.service.request({"parent-1"}, deletion, noon + 3)->state == State::destroyed);
    CHECK(district.value("student-1", "accounts.learning_profile") == "(none)");
  }
}

TEST_CASE("an inspection has its 45 days and cannot be refused") {
  TestDistrict const district;
  auto const asked = district.service.create_request({"parent-1"}, "student-1", inspection(), noon);
  REQUIRE(asked->deadline);
  CHECK(format_date(asked->deadline->due) == "2027-01-07");
  CHECK(asked->deadline->source == "34 CFR 99.10(b)");
  CHECK(asked->entries.empty());
  CHECK(district.step("staff-1", asked->id, Event::refuse, "no", noon).error().code == ErrorCode::conflict);
  CHECK(district.step("staff-1", asked->id, Event::approve, "Monday", noon)->state == State::available);
}

TEST_CASE("the day something arrives is the district's own") {
  TestDistrict const base;
  ViewingService const west{*base.store, {.district_name = "West", .utc_offset_minutes = -8 * 60}};
  auto const late = parse_instant("2026-11-24T05:00:00Z").value();  // 21:00 on the 23rd there
  CHECK(format_date(west.create_request({"parent-1"}, "student-1", inspection(), late)->deadline->due) == "2027-01-07");
}

TEST_CASE("requests may be withdrawn while open, and asked again; not twice at once") {
  TestDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  auto const twice = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon);
  CHECK(twice.error().code == ErrorCode::conflict);
  CHECK(district.step("staff-1", id, Event::withdraw, "", noon).error().code == ErrorCode::conflict);
  CHECK(district.step("parent-1", id, Event::withdraw, "", noon)->state == State::withdrawn);
  CHECK(district.step("parent-1", id, Event::withdraw, "", noon).error().code == ErrorCode::conflict);
  CHECK(district.step("staff-1", id, Event::approve, "ok", noon).error().code == ErrorCode::conflict);
  CHECK(district.service.create_request({"parent-1"}, "student-1", street_correction(), noon));
  auto const mine = district.service.my_requests({"parent-1"}, noon).value().items;
  REQUIRE(mine.size() == 2);
  CHECK(mine[0].state == State::triaged);  // newest first
}

TEST_CASE("the queue is ordered by what is due first") {
  TestDistrict const district;
  constexpr InstantMs day = 86'400'000;
  auto const first = district.service.create_request({"parent-1"}, "student-1", inspection(), noon)->id;
  auto const second =
      district.service.create_request({"parent-1"}, "student-1", street_correction(), noon + 3 * day)->id;
  auto const third = district.service.create_request({"parent-4"}, "student-3", deletion_of("results.x"), noon);
  CHECK_FALSE(third);
  auto const queue = district.service.staff_queue({"staff-1"}, noon).value().items;
  REQUIRE(queue.size() == 2);
  CHECK(queue[0].id == second);  // 30 days from the 26th come before 45 days from the 23rd
  CHECK(queue[1].id == first);
  CHECK(district.service.staff_queue({"parent-1"}, noon).error().where == "caller");
  CHECK(district.service.staff_queue({"teacher-1"}, noon).error().where == "caller");
}
