// A correction of several entries: chosen in the record, written, taken out again, sent as one request.
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

std::string const key = "correction:student-0001";

Draft const& draft(Host const& host) {
  return host.state.drafts.at(key);
}

std::vector<std::string> entries(Host const& host) {
  std::vector<std::string> out;
  for (Change const& change : draft(host).changes) out.push_back(change.entry_id);
  return out;
}

void rewrite(Host& host, std::uint32_t number, std::string text) {
  host.send(FieldChanged{keys::of(keys::new_value, number, key), std::move(text)});
}

// From the form back to the record, to this entry.
void also(Host& host, std::string_view entry) {
  host.click(keys::more_changes, key);
  CHECK(host.state.place.screen == Screen::record);
  host.click(keys::correct, entry);
}

void at_form(Host& host) {
  host.sign_in("parent");
  host.open_record();
  host.click(keys::correct, "contact.street");
}

}  // namespace

TEST_CASE("several entries go out as one request, in the order they were chosen") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  also(host, "contact.email");
  CHECK(host.state.place.screen == Screen::correction);
  CHECK(host.all<Focus>().back().key == keys::of(keys::new_value, 2, key));
  rewrite(host, 2, "maria@mail.example");
  also(host, "identity.given_name");
  rewrite(host, 3, "Lucia");
  host.type(keys::reason, key, "We moved.");
  host.click(keys::review, key);
  host.click(keys::send, key);
  auto const body = boost::json::parse(host.one<Http>().body);
  CHECK(body.at("entries") ==
        boost::json::parse(
            R"([{"entry_id":"contact.street","old_value":"12 Wrong Street","new_value":"21 Right Street"},)"
            R"({"entry_id":"contact.email","old_value":"","new_value":"maria@mail.example"},)"
            R"({"entry_id":"identity.given_name","old_value":"Lucía","new_value":"Lucia"}])"));
  host.answer("created");
  CHECK_FALSE(host.state.drafts.contains(key));
}

TEST_CASE("who only looks at one form after the other asks for the last one alone") {
  Host host;
  at_form(host);
  host.click(keys::record, "student-0001");
  host.click(keys::correct, "contact.email");
  CHECK(entries(host) == std::vector<std::string>{"contact.email"});
  CHECK(host.all<Focus>().size() == 1);
}

TEST_CASE("an entry stands in a correction once") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  also(host, "contact.email");
  also(host, "contact.street");
  CHECK(entries(host) == std::vector<std::string>{"contact.street", "contact.email"});
  CHECK(draft(host).changes.at(0).new_value == "21 Right Street");
  CHECK(host.all<Focus>().back().key == keys::of(keys::new_value, 1, key));
}

TEST_CASE("an entry is taken out, the focus goes to the next; a number is never given twice") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  also(host, "contact.email");
  also(host, "identity.given_name");
  host.click(keys::remove_change, keys::of("2", key));
  CHECK(entries(host) == std::vector<std::string>{"contact.street", "identity.given_name"});
  CHECK(host.one<Focus>().key == keys::of(keys::new_value, 3, key));
  host.click(keys::remove_change, keys::of("3", key));
  CHECK(host.one<Focus>().key == keys::of(keys::new_value, 1, key));
  // The last one goes with the draft, after a question.
  host.click(keys::remove_change, keys::of("1", key));
  CHECK(entries(host) == std::vector<std::string>{"contact.street"});
  also(host, "contact.email");
  CHECK(draft(host).changes.back().number == 4);
  // What was meant for one that is gone changes nothing.
  rewrite(host, 2, "late");
  for (Change const& change : draft(host).changes) CHECK(change.new_value != "late");
}

TEST_CASE("errors are told by entry, and the first wrong one gets the focus") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  also(host, "contact.email");
  host.type(keys::reason, key, "We moved.");
  host.click(keys::review, key);
  CHECK(host.state.place.screen == Screen::correction);
  CHECK(draft(host).changes.at(0).error == FieldError::none);
  CHECK(draft(host).changes.at(1).error == FieldError::same_as_old);
  CHECK(host.one<Focus>().key == keys::of(keys::new_value, 2, key));
  rewrite(host, 2, "maria@mail.example");
  CHECK(draft(host).changes.at(1).error == FieldError::none);
  host.click(keys::review, key);
  CHECK(host.state.place.screen == Screen::review);
}

TEST_CASE("no more entries than the district takes, and none once it is being sent") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  SECTION("as many as there may be") {
    auto& changes = host.state.drafts.at(key).changes;
    while (changes.size() < max_changes) {
      changes.push_back({.number = 100 + static_cast<std::uint32_t>(changes.size()),
                         .entry_id = "e" + std::to_string(changes.size())});
    }
    also(host, "contact.email");
    CHECK(draft(host).changes.size() == max_changes);
    CHECK(host.state.place.screen == Screen::record);
  }
  SECTION("on its way") {
    host.type(keys::reason, key, "We moved.");
    host.click(keys::review, key);
    host.click(keys::send, key);
    host.click(keys::record, "student-0001");
    host.click(keys::correct, "contact.email");
    CHECK(draft(host).changes.size() == 1);
    CHECK(host.state.place.screen == Screen::review);
  }
}

TEST_CASE("after a conflict the form itself asks what the entries say now") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  host.type(keys::reason, key, "We moved.");
  host.click(keys::review, key);
  host.click(keys::send, key);
  host.answer("conflict");
  host.click(keys::resume, key);
  CHECK(host.one<Http>().path == "/v1/students/student-0001/record");
  auto body = recorded_answers().find("record")->second.body;
  body.replace(body.find("12 Wrong Street"), 15, "13 Other Street");
  host.answer_with(200, body);
  CHECK(draft(host).changes.at(0).old_value == "13 Other Street");
  CHECK(draft(host).changes.at(0).new_value == "21 Right Street");
}

TEST_CASE("a correction of several comes back whole from where it was kept") {
  Host host;
  at_form(host);
  rewrite(host, 1, "21 Right Street");
  also(host, "contact.email");
  Saved const again = restore(save({.person_id = "p", .place = host.state.place, .drafts = host.state.drafts}));
  auto const& changes = again.drafts.at(key).changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].new_value == "21 Right Street");
  CHECK(changes[0].old_value == "12 Wrong Street");
  CHECK(changes[1].label == "Email");
  CHECK(changes[1].number == 2);
  CHECK(
      restore(R"({"person_id":"p","screen":0,"student_id":"","request_id":"","draft":"","drafts":[]})").drafts.empty());
}
