// Bodies that clients send: what is read, and where it says what is wrong.

#include "district/api/read_json.hpp"

#include <boost/json.hpp>

#include <random>

#include "tests/support/catch.hpp"

namespace {

using namespace hallpass;

constexpr std::string_view correction =
    R"({"kind":"correction","entries":[{"entry_id":"contact.street","old_value":"a","new_value":"b"}],"reason":"moved","attachment_ids":["x","y"]})";

Error error_of(std::string const& body) {
  auto const request = api::read_new_request(as_bytes(body));
  REQUIRE(request.has_error());
  return request.error();
}

// The correction with one member replaced; null takes it away.
std::string correction_with(std::string_view name, boost::json::value const& value) {
  auto object = boost::json::parse(correction).as_object();
  if (value.is_null()) {
    object.erase(name);
  } else {
    object[name] = value;
  }
  return boost::json::serialize(object);
}

// The same for its entry.
std::string entry_with(std::string_view name, boost::json::value const& value) {
  auto object = boost::json::parse(correction).as_object();
  auto& entry = object["entries"].as_array().at(0).as_object();
  if (value.is_null()) {
    entry.erase(name);
  } else {
    entry[name] = value;
  }
  return boost::json::serialize(object);
}

}  // namespace

TEST_CASE("requests are read") {
  auto const request = api::read_new_request(as_bytes(correction)).value();
  CHECK(request.kind == records::RequestKind::correction);
  REQUIRE(request.entries.size() == 1);
  CHECK(request.entries[0].entry_id == "contact.street");
  CHECK(request.entries[0].old_value == "a");
  CHECK(request.entries[0].new_value == "b");
  CHECK(request.reason == "moved");
  CHECK(request.attachment_ids == std::vector<std::string>{"x", "y"});
  CHECK(api::read_new_request(as_bytes(R"({"kind":"inspection"})")).value().kind == records::RequestKind::inspection);
  auto const deletion = api::read_new_request(as_bytes(R"({"kind":"deletion","entry_id":"accounts.usage"})")).value();
  CHECK(deletion.kind == records::RequestKind::deletion);
  CHECK(deletion.reason.empty());
}

TEST_CASE("what is no JSON is malformed") {
  for (std::string const body : {"", "{", "nothing", "{\"kind\":}", "{} x", "\xff", "{\"kind\":\"\xc3\x28\"}",
                                 "[[[[[[[[1]]]]]]]]", "{'kind':'x'}"}) {
    INFO(body);
    CHECK(error_of(body).code == ErrorCode::malformed);
    CHECK(error_of(body).where.empty());
  }
}

TEST_CASE("a wrong member is named by its JSON Pointer") {
  using boost::json::value;
  struct Row {
    std::string body;
    std::string where;
  };
  std::vector<Row> const rows = {
      {"[]", ""},
      {"{}", "/kind"},
      {R"({"kind":"destroy"})", "/kind"},
      {R"({"kind":1})", "/kind"},
      {entry_with("entry_id", value()), "/entries/0/entry_id"},
      {entry_with("entry_id", ""), "/entries/0/entry_id"},
      {entry_with("entry_id", value(std::string(256, 'a'))), "/entries/0/entry_id"},
      {entry_with("old_value", value()), "/entries/0/old_value"},
      {entry_with("new_value", "a"), "/entries/0/new_value"},
      {entry_with("new_value", value(std::string(4001, 'a'))), "/entries/0/new_value"},
      {entry_with("new_value", value(std::string("b\0c", 3))), "/entries/0/new_value"},
      {entry_with("new_value", "b\x1b[2J"), "/entries/0/new_value"},
      {entry_with("reason", "x"), "/entries/0"},
      {correction_with("entries", value()), "/entries"},
      {correction_with("entries", boost::json::array()), "/entries"},
      {correction_with("entries", boost::json::array(21, 1)), "/entries"},
      {correction_with("entries", value{"x"}), "/entries/0"},
      {correction_with("entry_id", "a"), ""},
      {correction_with("reason", value()), "/reason"},
      {correction_with("reason", ""), "/reason"},
      {correction_with("reason", 5), "/reason"},
      {correction_with("attachment_ids", "x"), "/attachment_ids"},
      {correction_with("attachment_ids", value{"x", 5}), "/attachment_ids/1"},
      {correction_with("attachment_ids", value{"x", "x"}), "/attachment_ids/1"},
      {correction_with("attachment_ids", boost::json::array(11, "x")), "/attachment_ids"},
      {R"({"kind":"inspection","entry_id":"contact.street"})", ""},
      {R"({"kind":"deletion"})", "/entry_id"},
      {R"({"kind":"deletion","entry_id":"a","new_value":"b"})", ""},
  };
  for (auto const& [body, where] : rows) {
    INFO(body);
    CHECK(error_of(body).code == ErrorCode::invalid_argument);
    CHECK(error_of(body).where == where);
  }
}

TEST_CASE("an error never repeats what was sent") {
  auto const error = error_of(R"({"kind":"inspection","maria.garcia@example.org":"secret"})");
  CHECK(error.where.find("maria") == std::string::npos);
  CHECK(error.advice.find("maria") == std::string::npos);
  CHECK(error_of(R"({"kind":"maria"})").advice.find("maria") == std::string::npos);
}

TEST_CASE("steps and court orders are read strictly") {
  auto const step = api::read_step(
      as_bytes(R"({"event":"schedule_hearing","text":"t","hearing":{"at":"2026-12-01T15:00:00Z","place":"room 2"}})"));
  REQUIRE(step);
  CHECK(step->event == records::Event::schedule_hearing);
  CHECK(step->text == "t");
  REQUIRE(step->hearing);
  CHECK(format_instant(step->hearing->at) == "2026-12-01T15:00:00Z");
  CHECK(step->hearing->place == "room 2");
  CHECK_FALSE(api::read_step(as_bytes(R"({"event":"withdraw"})"))->hearing);
  for (auto const& [body, where] :
       {std::pair{R"({"event":"maybe"})", "/event"}, std::pair{R"({"text":"x"})", "/event"},
        std::pair{R"({"event":"refuse","text":7})", "/text"}, std::pair{R"({"event":"refuse","reason":"x"})", ""},
        std::pair{R"({"event":"refuse","hearing":1})", "/hearing"},
        std::pair{R"({"event":"refuse","hearing":{"at":"noon","place":"x"}})", "/hearing/at"},
        std::pair{R"({"event":"refuse","hearing":{"at":"2026-12-01T15:00:00Z"}})", "/hearing/place"},
        std::pair{R"({"event":"refuse","hearing":{"at":"2026-12-01T15:00:00Z","place":""}})", "/hearing/place"},
        std::pair{R"({"event":"refuse","hearing":{"at":"2026-12-01T15:00:00Z","place":"x","y":1}})", "/hearing"}}) {
    INFO(body);
    auto const wrong = api::read_step(as_bytes(body));
    REQUIRE(wrong.has_error());
    CHECK(wrong.error().where == where);
  }
  auto const order = api::read_court_order(as_bytes(R"({"barred":true,"reference":"docket"})"), "s", "g").value();
  CHECK(order.barred);
  CHECK(order.student_id == "s");
  CHECK(order.guardian_id == "g");
  for (auto const& [body, where] :
       {std::pair{R"({"barred":"true","reference":"d"})", "/barred"}, std::pair{R"({"reference":"d"})", "/barred"},
        std::pair{R"({"barred":true})", "/reference"}}) {
    auto const wrong = api::read_court_order(as_bytes(body), "s", "g");
    REQUIRE(wrong.has_error());
    CHECK(wrong.error().where == where);
  }
}

// Property: whatever comes, the answer is a request within the limits or one of two errors at a place that exists.
TEST_CASE("any bytes are read or refused") {
  std::mt19937 random(20261123);
  auto const below = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random); };
  constexpr std::string_view alphabet = "{}[]\",:\\0 1eknotrufdlsiac_\n\x01\xc3\xa9\xff";
  for (int round = 0; round < 20'000; ++round) {
    std::string body(correction);
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
      auto const at = below(body.size());
      switch (below(3)) {
        case 0:
          body[at] = alphabet[below(alphabet.size())];
          break;
        case 1:
          body.erase(at, 1 + below(8));
          break;
        default:
          body.insert(at, 1, alphabet[below(alphabet.size())]);
          break;
      }
      if (body.empty()) body = "x";
    }
    auto const request = api::read_new_request(as_bytes(body));
    if (request.has_error()) {
      auto const& error = request.error();
      bool const known = error.code == ErrorCode::malformed || error.code == ErrorCode::invalid_argument;
      if (!known || !(error.where.empty() || error.where.starts_with('/'))) FAIL(body);
    } else if (request->reason.empty() && request->kind == records::RequestKind::correction) {
      FAIL(body);
    }
  }
}
