// Who sees what, and who is told.
#include <functional>

#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;

namespace {

struct Ids {
  std::string student = "student-1";
  std::string request;
  std::string attachment;
};

// Every method about a student, as (name, error or none).
std::vector<std::pair<std::string, Result<void>>> try_everything(ViewingService const& service, Caller const& caller,
                                                                 Ids const& ids) {
  auto const outcome = [](auto const& result) -> Result<void> {
    if (!result) return result.error();
    return {};
  };
  return {
      {"record", outcome(service.record(caller, ids.student, noon))},
      {"disclosures", outcome(service.disclosures(caller, ids.student, noon))},
      {"requests_of_student", outcome(service.requests_of_student(caller, ids.student, noon))},
      {"create inspection", outcome(service.create_request(caller, ids.student, inspection(), noon))},
      {"create correction", outcome(service.create_request(caller, ids.student, street_correction(), noon))},
      {"create deletion", outcome(service.create_request(caller, ids.student, deletion_of("accounts.usage"), noon))},
      {"request", outcome(service.request(caller, ids.request, noon))},
      {"withdraw", outcome(service.take_step(caller, ids.request, {records::Event::withdraw, "", {}}, noon))},
      {"approve", outcome(service.take_step(caller, ids.request, {records::Event::approve, "ok", {}}, noon))},
      {"message", outcome(service.take_step(caller, ids.request, {records::Event::message, "hello", {}}, noon))},
      {"attachment", outcome(service.attachment(caller, ids.attachment, noon))},
      {"set_court_order", outcome(service.set_court_order(caller, {ids.student, "parent-2", true, "D 1"}, noon))},
  };
}

void check_hidden(ViewingService const& service, Caller const& caller, Ids const& ids) {
  auto const hidden = try_everything(service, caller, ids);
  auto const missing = try_everything(service, caller, {"student-9", "nothing", "nothing"});
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    INFO(caller.subject << ": " << hidden[i].first);
    REQUIRE_FALSE(hidden[i].second);
    CHECK(hidden[i].second.error().code == ErrorCode::not_found);
    // What one may not see cannot be told from what is not there.
    CHECK(hidden[i].second.error() == missing[i].second.error());
  }
  auto const mine = service.my_requests(caller, noon);
  if (mine) {
    for (auto const& request : mine->items) CHECK(request.student.id != ids.student);
  }
  auto const me = service.me(caller, noon);
  if (me) {
    for (auto const& child : me->children) CHECK(child.id != ids.student);
  }
  auto const queue = service.staff_queue(caller, noon);
  if (queue) {
    for (auto const& request : queue->items) CHECK(request.student.id != ids.student);
  }
}

}  // namespace

TEST_CASE("who am I") {
  TestDistrict const district;
  auto const parent = district.service.me({"parent-1"}, noon);
  REQUIRE(parent);
  CHECK(parent->role == Role::parent);
  CHECK(parent->display_name == "María García");
  REQUIRE(parent->children.size() == 2);
  CHECK(parent->children[0].display_name == "Lucía García");
  CHECK(parent->children[0].school == "Cedar School");
  CHECK(parent->children[0].grade == "05");
  CHECK(district.service.me({"parent-3"}, noon)->children.empty());  // barred
  CHECK(district.service.me({"staff-1"}, noon)->role == Role::staff);
  CHECK(district.service.me({"staff-1"}, noon)->children.empty());
  for (auto const* other : {"teacher-1", "student-1", "staff-4", "nobody", ""}) {
    CAPTURE(other);
    CHECK(district.service.me({other}, noon).error().code == ErrorCode::forbidden);
  }
}

TEST_CASE("a student before 18 looks at the own record, and at nothing else, where the district lets them") {
  TestDistrict const district;
  Caller const sam{"student-2"};  // 15
  auto const id = district.service.create_request({"parent-1"}, "student-2", inspection(), noon)->id;
  REQUIRE(district.service.take_opt_out({"parent-1"}, "student-1", records::OptOutEvent::opt_out, noon));
  auto const me = district.service.me(sam, noon);
  REQUIRE(me);
  CHECK(me->role == Role::student);
  CHECK_FALSE(me->may_ask);
  REQUIRE(me->children.size() == 1);
  auto const record = district.service.record(sam, "student-2", noon);
  REQUIRE(record);
  CHECK(record->student.display_name == "Sam Olsen");
  CHECK_FALSE(record->opted_out_since);
  CHECK(district.service.disclosures({"parent-1"}, "student-2", noon)->items.empty());
  for (auto const& [what, done] : try_everything(district.service, sam, {"student-2", id, "nothing"})) {
    INFO(what);
    CHECK(bool(done) == (what == "record"));
    if (!done) CHECK(done.error().code == ErrorCode::not_found);
  }
  CHECK(district.service.my_requests(sam, noon)->items.empty());
  CHECK_FALSE(district.service.directory_opt_out(sam, "student-2", noon));
  CHECK_FALSE(district.service.receipts(sam, id, noon));
  CHECK_FALSE(district.service.record(sam, "student-1", noon));
  CHECK_FALSE(district.service.record({"student-1"}, "student-1", noon));  // 10

  ViewingService const later{*district.store, {.district_name = "Lakeside", .student_view_from = 18}};
  CHECK(later.me(sam, noon).error().code == ErrorCode::forbidden);
  CHECK(later.record(sam, "student-2", noon).error().where == "student");
  ViewingService const all{*district.store, {.district_name = "Lakeside", .student_view_from = 0}};
  CHECK(all.record({"student-1"}, "student-1", noon)->opted_out_since == std::nullopt);
}

TEST_CASE("a parent sees the record by category; nothing of a classmate is in it") {
  TestDistrict const district;
  auto const record = district.service.record({"parent-2"}, "student-1", noon);
  REQUIRE(record);
  REQUIRE(record->categories.size() == records::categories_of(records::RecordKind::student).size());
  std::size_t entries = 0;
  for (std::size_t i = 0; i < record->categories.size(); ++i) {
    CHECK(record->categories[i].id == static_cast<records::Category>(i));
    for (auto const& entry : record->categories[i].entries) {
      ++entries;
      CHECK(entry.category == record->categories[i].id);
      CHECK_FALSE(entry.purpose.empty());
      CHECK(entry.value.find("Slow") == std::string::npos);
    }
  }
  CHECK(entries > 10);
  auto const& contact = record->categories[1].entries;
  REQUIRE(contact.size() == 1);
  CHECK(contact[0].id == "contact.street");
  CHECK(contact[0].label == "Street address");
  CHECK(contact[0].correctable);
  CHECK(contact[0].deletion_basis == records::DeletionBasis::none);
  auto const& accounts = record->categories[8].entries;
  CHECK(accounts.back().id == "accounts.learning_profile");
  CHECK(accounts.back().deletion_basis == records::DeletionBasis::coppa);
  CHECK(record->categories[4].entries[0].label == "Score: Mathematics 5, A, Quiz 1");
}

TEST_CASE("every view by staff is logged before it is shown, and parents see it; their own views are not logged") {
  TestDistrict const district;
  auto const log = [&] { return district.service.disclosures({"parent-1"}, "student-1", noon).value().items; };
  REQUIRE(district.service.record({"parent-1"}, "student-1", noon));
  auto const id = district.service.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  REQUIRE(district.service.request({"parent-1"}, id, noon));
  CHECK(log().empty());
  REQUIRE(district.service.record({"staff-2"}, "student-1", noon + 1));
  REQUIRE(log().size() == 1);
  CHECK(log()[0].kind == DisclosureKind::staff_view);
  CHECK(log()[0].party == "Ben Cole");
  CHECK(log()[0].at == noon + 1);
  CHECK_FALSE(log()[0].required_by_law);
  CHECK(log()[0].what.size() == 6);
  REQUIRE(district.service.staff_queue({"staff-2"}, noon));
  REQUIRE(district.service.requests_of_student({"staff-2"}, "student-1", noon));
  CHECK(log().size() == 1);  // summaries hold nothing of the record
  REQUIRE(district.service.request({"staff-1"}, id, noon + 2));
  REQUIRE(log().size() == 2);
  CHECK(log()[0].party == "Ruth Olsen");  // newest first
  CHECK(log()[0].what == std::vector{records::Category::contact});
  REQUIRE(district.step("staff-1", id, records::Event::approve, "yes", noon + 3));
  CHECK(log().size() == 3);
  CHECK_FALSE(
      district.service.record({"staff-3"}, "student-1", noon));  // another school: nothing shown, nothing logged
  CHECK(log().size() == 3);
}

TEST_CASE("strangers, barred parents, other schools' staff, teachers and students: every method answers not found") {
  TestDistrict const district;
  auto wanted = street_correction();
  wanted.attachment_ids = {district.attach("parent-1")};
  auto const id = district.service.create_request({"parent-1"}, "student-1", wanted, noon)->id;
  Ids const ids{.request = id, .attachment = wanted.attachment_ids[0]};
  for (auto const* caller :
       {"parent-3", "parent-4", "staff-3", "staff-4", "teacher-1", "student-1", "student-2", "nobody", ""}) {
    check_hidden(district.service, {caller}, ids);
  }
  CHECK(district.service.request({"parent-1"}, id, noon)->state == records::State::triaged);
  // The other parent sees the child, but not what this one wrote to the school.
  CHECK(district.service.record({"parent-2"}, "student-1", noon));
  CHECK(district.service.request({"parent-2"}, id, noon).error().where == "request");
  CHECK(district.service.attachment({"parent-2"}, ids.attachment, noon).error().where == "attachment");
  CHECK(district.service.requests_of_student({"parent-2"}, "student-1", noon)->items.empty());
}

TEST_CASE("a court order takes everything away at once, also what was asked before, and ends it") {
  TestDistrict const district;
  auto wanted = street_correction();
  wanted.attachment_ids = {district.attach("parent-2")};
  auto const id = district.service.create_request({"parent-2"}, "student-1", wanted, noon)->id;
  auto const waiting = district.attach("parent-2");
  REQUIRE(district.service.request({"parent-2"}, id, noon));

  CourtOrder const order{"student-1", "parent-2", true, "Family Court, docket 26-1234"};
  REQUIRE(district.service.set_court_order({"staff-2"}, order, noon));
  Ids const ids{.request = id, .attachment = wanted.attachment_ids[0]};
  check_hidden(district.service, {"parent-2"}, ids);
  CHECK(district.service.my_requests({"parent-2"}, noon)->items.empty());
  CHECK(district.service.add_attachment({"parent-2"}, as_bytes("age-encryption.org/v1\n"), noon).error().code ==
        ErrorCode::not_found);
  CHECK(district.service.request({"staff-2"}, id, noon)->state == records::State::rejected);
  CHECK(district.service.record({"parent-1"}, "student-1", noon));  // the other parent keeps the right

  // An import does not lift it; staff do.
  district.import(right_package());
  check_hidden(district.service, {"parent-2"}, ids);
  auto lifted = order;
  lifted.barred = false;
  REQUIRE(district.service.set_court_order({"staff-2"}, lifted, noon));
  CHECK(district.service.record({"parent-2"}, "student-1", noon));
  CHECK(district.service.attachment({"parent-2"}, waiting, noon));

  // The roster's own bar is lifted in the roster.
  auto const refused = district.service.set_court_order({"staff-2"}, {"student-1", "parent-3", false, "x"}, noon);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(refused.error().where == "/barred");
  CHECK(district.service.set_court_order({"staff-2"}, {"student-1", "parent-4", true, "x"}, noon).error().where ==
        "guardian");
  CHECK(district.service.set_court_order({"staff-2"}, {"student-1", "parent-1", true, ""}, noon).error().where ==
        "/reference");
  CHECK(district.service.set_court_order({"parent-1"}, {"student-1", "parent-2", true, "x"}, noon).error().where ==
        "student");
  // Staff bar nobody from their own child's record.
  CHECK(district.service.set_court_order({"staff-3"}, {"student-2", "parent-1", true, "x"}, noon).error().where ==
        "student");
}

TEST_CASE("staff who are a parent stand as a parent to their own child") {
  TestDistrict const district;
  auto const id = district.service.create_request({"staff-3"}, "student-2", deletion_of("results.none"), noon);
  CHECK(id.error().where == "/entry_id");
  auto const own = district.service.create_request({"staff-3"}, "student-2", inspection(), noon);
  REQUIRE(own);
  CHECK(district.service.staff_queue({"staff-3"}, noon)->items.empty());
  // The table gives a requester no such step.
  CHECK(district.step("staff-3", own->id, records::Event::approve, "mine", noon).error().where == "/event");
  CHECK(district.step("staff-1", own->id, records::Event::approve, "fine", noon));
  CHECK(district.service.me({"staff-3"}, noon)->children.size() == 1);
}

TEST_CASE("from 18 on the record is the student's own: the parents' access ends that day, the student's begins") {
  TestDistrict const district;
  auto files = right_package();
  auto& demographics = files.at("demographics.csv");
  demographics.replace(demographics.find("2011-02-02"), 10, "2008-11-24");
  district.import(files);
  auto const id = district.service.create_request({"parent-1"}, "student-2", inspection(), noon)->id;
  CHECK(district.service.me({"parent-1"}, noon)->children.size() == 2);
  CHECK_FALSE(district.service.me({"student-2"}, noon)->may_ask);
  CHECK_FALSE(district.service.disclosures({"student-2"}, "student-2", noon));

  constexpr InstantMs day = 86'400'000;
  auto const birthday = noon + day;
  auto const me = district.service.me({"student-2"}, birthday);
  REQUIRE(me);
  CHECK(me->role == Role::student);
  REQUIRE(me->children.size() == 1);
  CHECK(me->children[0].id == "student-2");
  CHECK(district.service.record({"student-2"}, "student-2", birthday));
  CHECK(district.service.record({"student-2"}, "student-1", birthday).error().code == ErrorCode::not_found);
  auto const own = district.service.create_request({"student-2"}, "student-2", inspection(), birthday);
  REQUIRE(own);
  CHECK(own->requester.role == Role::student);
  CHECK(own->timeline[0].actor.role == Role::student);
  CHECK(district.service.request({"student-2"}, id, birthday).error().code == ErrorCode::not_found);

  CHECK(district.service.me({"parent-1"}, birthday)->children.size() == 1);
  CHECK(district.service.record({"parent-1"}, "student-2", birthday).error().code == ErrorCode::not_found);
  CHECK(district.service.request({"parent-1"}, id, birthday).error().code == ErrorCode::not_found);
  CHECK(district.service.my_requests({"parent-1"}, birthday)->items.empty());
  CHECK(district.step("parent-1", id, records::Event::withdraw, "", birthday).error().code == ErrorCode::not_found);
  CHECK(district.step("staff-1", id, records::Event::approve, "Come in.", birthday));  // staff still answer it
  CHECK(district.service.set_court_order({"staff-3"}, {"student-2", "parent-1", true, "x"}, birthday).error().code ==
        ErrorCode::not_found);  // a parent of the student, and no longer that either
}
