// Reading the district's answers: what the contract describes, and what nobody should send.
#include "portal/model/api.hpp"
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

std::string const& body(std::string_view name) {
  return recorded_answers().find(name)->second.body;
}

// One reader for each operation's answer; true when it took the text.
bool takes(std::string_view operation, std::string_view json) {
  if (operation == "getDistrict") return read_district(json).has_value();
  if (operation == "getMe") return read_me(json).has_value();
  if (operation == "getRecord" || operation == "takeRedaction") return read_record(json).has_value();
  if (operation == "getDirectoryOptOut" || operation == "takeOptOut") return read_opt_out(json).has_value();
  if (operation == "listDisclosures") return read_disclosures(json).has_value();
  if (operation == "listMyRequests" || operation == "getQueue") return read_requests(json).has_value();
  if (operation == "uploadAttachment") return read_attachment(json).has_value();
  return read_request(json).has_value();
}

}  // namespace

TEST_CASE("every recorded answer of success is read") {
  for (auto const& [name, answer] : recorded_answers()) {
    INFO(name);
    CHECK(takes(answer.operation, answer.body) == (answer.status < 300));
  }
}

TEST_CASE("a record, a request and a log are read whole") {
  auto const record = read_record(body("record"));
  REQUIRE(record);
  REQUIRE(record->categories.size() == 9);
  CHECK(record->student.name == "Lucía García");
  CHECK(record->categories[1].category == Category::contact);
  Entry const& street = record->categories[1].entries.at(0);
  CHECK(street.value == "12 Wrong Street");
  CHECK(street.correctable);
  CHECK(street.deletion_basis == DeletionBasis::none);
  CHECK_FALSE(record->categories[0].entries.at(1).correctable);

  auto const request = read_request(body("correction triaged"));
  REQUIRE(request);
  CHECK(request->kind == RequestKind::correction);
  CHECK(request->state == RequestState::triaged);
  CHECK(request->may == std::vector{RequestEvent::withdraw, RequestEvent::message});
  REQUIRE(request->entries.size() == 1);
  CHECK(request->entries[0].new_value == "21 Right Street");
  CHECK_FALSE(request->hearing);
  CHECK(request->timeline.at(0).event == RequestEvent::submit);
  CHECK(request->attachments.at(0).size_bytes == 20480);
  REQUIRE(request->deadline);
  CHECK(format_date(request->deadline->due) == "2026-12-23");
  CHECK(request->deadline->authority == Authority::district_policy);
  CHECK(request->timeline.at(1).actor.role == ActorRole::system);
  CHECK(request->deadline->extension_days == 30);
  auto const heard = read_request(body("hearing scheduled"));
  REQUIRE(heard);
  REQUIRE(heard->hearing);
  CHECK(format_instant(heard->hearing->at) == "2026-12-15T17:00:00Z");
  CHECK(heard->hearing->place == "District office, room 2");
  auto const stated = read_record(body("record with a statement"));
  REQUIRE(stated);
  REQUIRE(stated->categories[1].entries.at(0).statements.size() == 1);
  CHECK(stated->categories[1].entries.at(0).statements[0].author == "María García");

  auto const log = read_disclosures(body("disclosures"));
  REQUIRE(log);
  CHECK(log->at(0).required_by_law);
  CHECK(log->at(1).kind == DisclosureKind::staff_view);
}

TEST_CASE("whose record it is, and what may be asked for") {
  auto const me = read_me(body("parent who is an employee"));
  REQUIRE(me);
  CHECK(me->role == Role::parent);
  REQUIRE(me->children.size() == 2);
  CHECK(me->children[0].kind == RecordKind::student);
  CHECK(me->children[1].kind == RecordKind::employee);
  CHECK(read_me(body("employee"))->role == Role::employee);
  auto const applicant = read_me(body("applicant"));
  REQUIRE(applicant);
  CHECK(applicant->role == Role::applicant);
  CHECK(applicant->children.at(0).kind == RecordKind::applicant);
  CHECK(applicant->children[0].may_request == std::vector{RequestKind::inspection});
  auto const request = read_request(body("correction of an employee refused"));
  REQUIRE(request);
  CHECK(request->student.kind == RecordKind::employee);
  CHECK(request->requester.role == ActorRole::employee);
  CHECK(request->timeline.front().actor.role == ActorRole::employee);
}

TEST_CASE("a kind of record or of request that is not known is no reason to show nothing") {
  auto const replaced = [](std::string_view what, std::string_view with) {
    std::string json = body("applicant");
    json.replace(json.find(what), what.size(), with);
    auto const me = read_me(json);
    REQUIRE(me);
    return me->children.at(0);
  };
  CHECK_FALSE(replaced(R"("kind":"applicant")", R"("kind":"volunteer")").kind);
  CHECK(replaced("[\"inspection\"]", R"(["portability","correction"])").may_request ==
        std::vector{RequestKind::correction});
  std::string json = body("applicant");
  json.erase(json.find(R"("kind":"applicant",)"), std::string_view{R"("kind":"applicant",)"}.size());
  CHECK_FALSE(read_me(json));
}

TEST_CASE("law is only what was read in law or guidance") {
  auto const authority = [](std::string_view certainty) {
    std::string json = body("deletion without basis");
    json.replace(json.find("\"certainty\":\"text\"") + 13, 4, certainty);
    auto const request = read_request(json);
    REQUIRE(request);
    return request->basis->authority;
  };
  CHECK(authority("text") == Authority::law);
  CHECK(authority("guidance") == Authority::law);
  CHECK(authority("secondary") == Authority::district_policy);
  CHECK(authority("memory") == Authority::district_policy);
  CHECK(authority("district_policy") == Authority::district_policy);
  CHECK(authority("a word of tomorrow") == Authority::district_policy);
}

TEST_CASE("a word that is not known is no reason to show nothing") {
  std::string json = body("correction triaged");
  json.replace(json.find("\"triaged\""), 9, "\"paused_by_moon\"");
  auto const request = read_request(json);
  REQUIRE(request);
  CHECK_FALSE(request->state.has_value());
}

TEST_CASE("every answer with a member missing, or of another type, is refused with its place") {
  using boost::json::value;
  for (auto const& [name, answer] : recorded_answers()) {
    if (answer.status >= 300) continue;
    INFO(name);
    auto const whole = boost::json::parse(answer.body);
    for (auto const& member : whole.as_object()) {
      if (member.key() == "age_recipient") continue;  // not read: whom to encrypt to, the signed list says
      INFO(std::string{member.key()});
      value missing = whole;
      missing.as_object().erase(member.key());
      // `detail`, `started_by` and the like are not shown, so they are not read.
      CHECK_FALSE(takes(answer.operation, boost::json::serialize(missing)));
      value other = whole;
      other.as_object()[member.key()] = member.value().is_object() ? value(7) : value(boost::json::object{});
      CHECK_FALSE(takes(answer.operation, boost::json::serialize(other)));
    }
  }
  auto const failed =
      read_record(R"({"student":{"id":"s","display_name":"","kind":"student","school":"","grade":"","may_request":[]},)"
                  R"("opted_out_since":null,"categories":[{"id":"contact","entries":[{}]}]})");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::malformed);
  CHECK(failed.error().where == "/categories/0/entries/0/id");
}

TEST_CASE("what is no JSON, or too deep, or not UTF-8, is refused") {
  std::string const deep = std::string(100'000, '[');
  for (std::string_view const text :
       {std::string_view{""}, std::string_view{"{"}, std::string_view{"null"}, std::string_view{"[]"},
        std::string_view{"\xff"}, std::string_view{deep}, std::string_view{"{\"requests\":\"\xc3\x28\"}"}}) {
    CHECK_FALSE(read_requests(text));
    CHECK_FALSE(read_me(text));
  }
  // Cut anywhere, an answer is no answer.
  std::string const& whole = body("disclosures");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CHECK_FALSE(read_disclosures(std::string_view{whole}.substr(0, length)));
  }
}

TEST_CASE("ids are encoded in paths, so that none can climb out or add a query") {
  CHECK(record_path("student-0001") == "/v1/students/student-0001/record");
  CHECK(record_path("a/b?c#d%e ü") == "/v1/students/a%2Fb%3Fc%23d%25e%20%C3%BC/record");
  CHECK(request_path("..") == "/v1/requests/%2E%2E");
  CHECK(attachment_path(".") == "/v1/attachments/%2E");
}

TEST_CASE("bodies hold exactly what the contract names") {
  Draft draft;
  draft.changes = {{.number = 1, .entry_id = "contact.street", .old_value = "12 \"Wrong\"", .new_value = "21\n"},
                   {.number = 3, .entry_id = "contact.city", .old_value = "", .new_value = "Ö"}};
  draft.reason = "r";
  CHECK(boost::json::parse(body_of(draft)) ==
        boost::json::parse(R"({"kind":"correction","entries":[{"entry_id":"contact.street",)"
                           R"("old_value":"12 \"Wrong\"","new_value":"21\n"},)"
                           R"({"entry_id":"contact.city","old_value":"","new_value":"Ö"}],"reason":"r"})"));
  draft.attachment_id = "a1";
  CHECK(boost::json::parse(body_of(draft)).at("attachment_ids") == boost::json::array{"a1"});
  draft.kind = DraftKind::deletion;
  draft.entry_id = "contact.street";
  CHECK(boost::json::parse(body_of(draft)) ==
        boost::json::parse(R"({"kind":"deletion","entry_id":"contact.street","reason":"r"})"));
  draft.kind = DraftKind::inspection;
  CHECK(boost::json::parse(body_of(draft)) == boost::json::parse(R"({"kind":"inspection","reason":"r"})"));
  draft.kind = DraftKind::step;
  draft.event = RequestEvent::refuse;
  CHECK(boost::json::parse(body_of(draft)) == boost::json::parse(R"({"event":"refuse","text":"r"})"));
  draft.event = RequestEvent::schedule_hearing;
  draft.hearing_at_ms = *parse_instant("2026-12-15T17:00:00Z");
  draft.hearing_place = "Room 2";
  CHECK(boost::json::parse(body_of(draft)) ==
        boost::json::parse(R"({"event":"schedule_hearing","text":"r",)"
                           R"("hearing":{"at":"2026-12-15T17:00:00Z","place":"Room 2"}})"));
  draft.kind = DraftKind::message;
  draft.event = RequestEvent::message;
  CHECK(boost::json::parse(body_of(draft)) == boost::json::parse(R"({"event":"message","text":"r"})"));
}
