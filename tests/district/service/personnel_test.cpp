// Applicants and employees: their own record, by what the district's privacy policy grants.
#include "tests/district/service/district.hpp"
#include "tests/support/personnel_package.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::DeletionBasis;
using records::Event;
using records::RequestKind;
using records::State;

namespace {

Settings by_policy(OwnRights applicants, OwnRights employees) {
  return {.district_name = "Lakeside", .applicants = applicants, .employees = employees};
}

struct Employer : TestDistrict {
  ViewingService office{*store,
                        by_policy({.inspection = true}, {.inspection = true, .correction = true, .deletion = true})};

  Employer() { import(personnel_package(), roster::Personnel::read); }

  [[nodiscard]] std::string ask(std::string const& person, NewRequest const& request, InstantMs at = noon) const {
    auto const asked = office.create_request({person}, person, request, at);
    REQUIRE(asked);
    return asked->id;
  }
  [[nodiscard]] Result<Request> take(std::string const& person, std::string const& request, Event event,
                                     std::string const& text = "why") const {
    return office.take_step({person}, request, {event, text, std::nullopt}, noon + 1);
  }
};

NewRequest license_correction() {
  return {.kind = RequestKind::correction,
          .entries = {{"qualifications.license", "Class B until 2026", "Class B until 2031"}},
          .reason = "I renewed it.",
          .attachment_ids = {}};
}

bool is_conflict_at(Result<Request> const& result, std::string_view where) {
  return !result && result.error().code == ErrorCode::conflict && result.error().where == where;
}

}  // namespace

TEST_CASE("without a policy that says so nobody has a personnel record here") {
  TestDistrict const district;
  CHECK(district.service.me({"teacher-1"}, noon).error().code == ErrorCode::forbidden);
  Employer const employer;
  for (auto const* person : {"driver-1", "applicant-1", "teacher-1"}) {
    CHECK(employer.service.me({person}, noon).error().code == ErrorCode::forbidden);
    CHECK(employer.service.record({person}, person, noon).error().code == ErrorCode::not_found);
    CHECK(employer.service.create_request({person}, person, inspection(), noon).error().code == ErrorCode::not_found);
  }
}

TEST_CASE("an employee and an applicant see their own record, and what the policy lets them ask for") {
  Employer const employer;
  auto const me = employer.office.me({"driver-1"}, noon);
  REQUIRE(me);
  CHECK(me->role == Role::employee);
  CHECK(me->may_ask);
  REQUIRE(me->children.size() == 1);
  CHECK(me->children[0].id == "driver-1");
  CHECK(me->children[0].display_name == "Noor Haddad");
  CHECK(me->children[0].kind == records::RecordKind::employee);
  CHECK(me->children[0].may_request ==
        std::vector{RequestKind::inspection, RequestKind::correction, RequestKind::deletion});

  auto const record = employer.office.record({"driver-1"}, "driver-1", noon);
  REQUIRE(record);
  std::map<std::string, std::string> values;
  REQUIRE(record->categories.size() == 6);
  for (auto const& category : record->categories) {
    for (auto const& entry : category.entries) {
      values[entry.id] = entry.value;
      CHECK(entry.deletion_basis == DeletionBasis::policy);
      CHECK_FALSE(entry.may_redact);
      CHECK(entry.purpose.find("student") == std::string_view::npos);
    }
  }
  CHECK(values == std::map<std::string, std::string>{{"identity.given_name", "Noor"},
                                                     {"identity.family_name", "Haddad"},
                                                     {"identity.birth_date", "1988-04-02"},
                                                     {"identity.employee_number", "E7"},
                                                     {"identity.social_security_last_four", "4821"},
                                                     {"contact.email", "noor@lakeside.example"},
                                                     {"employment.position/r20", "Bus driver"},
                                                     {"employment.since/r20", "2021-08-16"},
                                                     {"qualifications.license", "Class B until 2026"},
                                                     {"background.check", "Cleared"},
                                                     {"accounts.username", "noor"}});

  auto const applicant = employer.office.me({"applicant-1"}, noon);
  REQUIRE(applicant);
  CHECK(applicant->role == Role::applicant);
  CHECK(applicant->children[0].may_request == std::vector{RequestKind::inspection});
  CHECK(is_conflict_at(
      employer.office.create_request({"applicant-1"}, "applicant-1", deletion_of("background.check"), noon), "/kind"));
}

TEST_CASE("one who works for the district and has a child at school has both; staff have their own beside the queue") {
  Employer const employer;
  auto const staff = employer.office.me({"staff-3"}, noon);
  REQUIRE(staff);
  CHECK(staff->role == Role::staff);
  REQUIRE(staff->children.size() == 2);
  CHECK(staff->children[0].id == "student-2");
  CHECK(staff->children[1].id == "staff-3");
  // With rights over the one as an employee, over the other as a parent.
  CHECK(employer.office.record({"staff-3"}, "staff-3", noon));
  CHECK(employer.office.record({"staff-3"}, "student-2", noon));
}

TEST_CASE("nobody else sees a personnel record but records officers, and each of their looks is told") {
  Employer const employer;
  for (auto const* person : {"parent-1", "student-1", "teacher-1", "applicant-1", "staff-2", "staff-3"}) {
    INFO(person);
    CHECK(employer.office.record({person}, "driver-1", noon).error().code == ErrorCode::not_found);
    CHECK(employer.office.disclosures({person}, "driver-1", noon).error().code == ErrorCode::not_found);
  }
  REQUIRE(employer.office.record({"staff-1"}, "driver-1", noon));
  auto const log = employer.office.disclosures({"driver-1"}, "driver-1", noon);
  REQUIRE(log);
  REQUIRE(log->items.size() == 1);
  CHECK(log->items[0].party == "Ruth Olsen");
  CHECK(log->items[0].interest == "Opened the personnel record");
  CHECK(log->items[0].source == "The district's promise; no law asks for it");
}

TEST_CASE("what only a student's record has is not there") {
  Employer const employer;
  CHECK(employer.office.directory_opt_out({"driver-1"}, "driver-1", noon).error().where == "student");
  CHECK(employer.office.take_opt_out({"driver-1"}, "driver-1", records::OptOutEvent::opt_out, noon).error().where ==
        "student");
  CHECK(employer.office
            .redact({"staff-1"}, "driver-1",
                    {"background.check", "Cleared", records::RedactionReason::another_student, "n"}, noon)
            .error()
            .where == "student");
  CHECK(employer.office.set_court_order({"staff-1"}, {"driver-1", "parent-1", true, "docket"}, noon).error().where ==
        "student");
}

TEST_CASE("a correction is decided by an officer; what is refused can have a statement beside it, without a hearing") {
  Employer const employer;
  auto const id = employer.ask("driver-1", license_correction());
  auto const asked = employer.office.request({"driver-1"}, id, noon);
  CHECK(asked->requester.role == Role::employee);
  CHECK(asked->deadline->source == "The district's privacy policy");
  CHECK(employer.office.staff_queue({"staff-2"}, noon)->items.empty());  // a clerk
  CHECK(employer.office.staff_queue({"staff-1"}, noon)->items.size() == 1);
  CHECK(employer.take("staff-2", id, Event::approve).error().code == ErrorCode::not_found);

  auto const refused = employer.take("staff-1", id, Event::refuse);
  REQUIRE(refused);
  CHECK(refused->state == State::statement_offered);
  CHECK(refused->timeline.back().text.find("statement") != std::string::npos);
  CHECK(refused->timeline.back().text.find("CFR") == std::string::npos);
  CHECK(is_conflict_at(employer.take("driver-1", id, Event::request_hearing), "/event"));
  REQUIRE(employer.take("driver-1", id, Event::attach_statement, "My license is valid until 2031."));
  auto const record = employer.office.record({"staff-1"}, "driver-1", noon);
  auto const& qualifications = record->categories[3];
  REQUIRE(qualifications.entries.size() == 1);
  REQUIRE(qualifications.entries[0].statements.size() == 1);
  CHECK(qualifications.entries[0].statements[0].author == "Noor Haddad");
}

TEST_CASE("an approved correction stays over imports; evidence goes with it") {
  Employer const employer;
  auto wanted = license_correction();
  auto const file =
      employer.office.add_attachment({"driver-1"}, as_bytes("age-encryption.org/v1\n-> X25519 x\n"), noon);
  REQUIRE(file);
  CHECK(employer.office.add_attachment({"applicant-1"}, as_bytes("age-encryption.org/v1\n-> X25519 x\n"), noon));
  wanted.attachment_ids = {file->id};
  auto const id = employer.ask("driver-1", wanted);
  REQUIRE(employer.take("staff-5", id, Event::approve));
  employer.import(personnel_package(), roster::Personnel::read);
  CHECK(employer.value("driver-1", "qualifications.license") == "Class B until 2031");
  CHECK(employer.office.request({"driver-1"}, id, noon)->state == State::amended);
}

TEST_CASE("nobody decides about their own record, and a deletion by the policy takes two officers") {
  Employer const employer;
  auto const own = employer.ask("staff-1", inspection());
  CHECK(is_conflict_at(employer.take("staff-1", own, Event::approve), "/event"));
  REQUIRE(employer.take("staff-5", own, Event::approve));

  auto const id = employer.ask("driver-1", deletion_of("background.check"));
  auto const asked = employer.office.request({"driver-1"}, id, noon);
  REQUIRE(asked->basis);
  CHECK(asked->basis->basis == DeletionBasis::policy);
  auto const waiting = employer.ask("driver-1", inspection());
  REQUIRE(employer.take("staff-1", id, Event::approve));
  CHECK(is_conflict_at(employer.take("staff-1", id, Event::confirm), "/event"));
  auto const held = employer.take("staff-5", id, Event::confirm);
  REQUIRE(held);
  CHECK(held->state == State::confirmed);
  CHECK(held->timeline.back().text.find("CFR") == std::string::npos);
  CHECK(employer.value("driver-1", "background.check") == "Cleared");
  REQUIRE(employer.take("staff-1", waiting, Event::approve));
  CHECK(employer.value("driver-1", "background.check") == "(none)");
  CHECK(employer.office.request({"driver-1"}, id, noon)->state == State::destroyed);

  auto const refused =
      employer.take("staff-1", employer.ask("driver-1", deletion_of("accounts.username")), Event::refuse);
  REQUIRE(refused);
  CHECK(refused->state == State::explained);
}

TEST_CASE("who has left the roster has no record here any more") {
  Employer const employer;
  auto const id = employer.ask("driver-1", license_correction());
  employer.import(right_package(), roster::Personnel::read);
  CHECK(employer.office.me({"driver-1"}, noon).error().code == ErrorCode::forbidden);
  CHECK(employer.office.request({"driver-1"}, id, noon).error().code == ErrorCode::not_found);
}
