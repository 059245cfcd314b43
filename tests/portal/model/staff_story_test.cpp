// The staff's stories, told to the machine with recorded answers.
#include "portal/model/words.hpp"
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

TEST_CASE("staff see the most urgent first, take the locked file and decide with a reason") {
  Host host;
  host.sign_in("staff");
  CHECK(host.one<Http>().path == "/v1/staff/queue");
  host.answer("queue");
  std::vector<std::string> order;
  for (Request const& request : host.state.queue.value) order.push_back(request.id);
  CHECK(order == std::vector<std::string>{"45", "42", "46", "47"});

  host.click(keys::request, "42");
  host.answer("correction for staff");
  host.click(keys::download, "a1b2c3d4e5f60718293a4b5c6d7e8f90");
  CHECK(host.one<Download>().path == "/v1/attachments/a1b2c3d4e5f60718293a4b5c6d7e8f90");
  CHECK(host.one<Download>().file_name == "request-42-1.age");
  host.answer_with(200, "");
  CHECK(host.state.notice == Notice::downloaded);

  std::string const step = "step:42";
  host.click(keys::review, step);
  CHECK(host.state.drafts.at(step).event_error == FieldError::required);
  CHECK(host.one<Focus>().key == "event:step:42=reject_authority");
  host.type(keys::event, step, "refuse");
  host.click(keys::review, step);
  CHECK(host.state.drafts.at(step).reason_error == FieldError::required);
  CHECK(host.one<Focus>().key == "reason:step:42");
  CHECK(host.state.place.screen == Screen::request);
  host.type(keys::reason, step, "No evidence was given.");
  host.click(keys::review, step);
  CHECK(host.state.place.screen == Screen::review);
  host.click(keys::send, step);
  CHECK(host.one<Http>().path == "/v1/requests/42/steps");
  CHECK(boost::json::parse(host.one<Http>().body) ==
        boost::json::parse(R"({"event":"refuse","text":"No evidence was given."})"));
  // Somebody wrote meanwhile: nothing is done until it was looked at, and what was written stays.
  CHECK(host.one<Http>().unless_changed == "/v1/requests/42");
  host.answer_with(412, "");
  CHECK(host.state.place.screen == Screen::review);
  CHECK(host.state.drafts.at(step).problem == Problem::conflict);
  CHECK(host.state.drafts.at(step).reason == "No evidence was given.");
  host.click(keys::send, step);
  host.answer("correction refused");
  CHECK(host.state.notice == Notice::decided);
  CHECK(host.state.request.value.state == RequestState::refused);
}

TEST_CASE("a hearing is set by day, time and place of the clerk's own clock") {
  Host host;
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("hearing requested for staff");
  std::string const step = "step:42";
  host.type(keys::event, step, "schedule_hearing");
  host.click(keys::review, step);
  Draft const& written = host.state.drafts.at(step);
  CHECK(written.date_error == FieldError::required);
  CHECK(written.time_error == FieldError::required);
  CHECK(written.place_error == FieldError::required);
  CHECK(written.reason_error == FieldError::none);
  CHECK(host.one<Focus>().key == "hearing-date:step:42");
  host.type(keys::hearing_date, step, "2026-11-23");
  host.type(keys::hearing_time, step, "09:30");
  host.type(keys::hearing_place, step, "Room 2");
  host.click(keys::review, step);
  CHECK(written.date_error == FieldError::in_the_past);
  host.type(keys::hearing_date, step, "2026-12-15");
  host.click(keys::review, step);
  CHECK(host.state.place.screen == Screen::review);
  host.click(keys::send, step);
  // Five hours behind UTC.
  CHECK(boost::json::parse(host.one<Http>().body) ==
        boost::json::parse(R"({"event":"schedule_hearing","text":"",)"
                           R"("hearing":{"at":"2026-12-15T14:30:00Z","place":"Room 2"}})"));
}

TEST_CASE("a step that the request does not allow any more is not kept chosen") {
  Host host;
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("correction for staff");
  host.type(keys::event, "step:42", "extend");
  host.type(keys::reason, "step:42", "The archive is closed.");
  host.click(keys::to_queue, "back");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("extended");
  CHECK_FALSE(host.state.drafts.at("step:42").event);
  CHECK(host.state.drafts.at("step:42").reason == "The archive is closed.");
}

TEST_CASE("staff hide a part of an entry and show it again") {
  Host host;
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("correction for staff");
  host.click(keys::record, "student-0001");
  host.answer("record for staff");
  std::string entry;
  for (auto const& category : host.state.record.value.categories) {
    for (auto const& each : category.entries) {
      if (each.value == "Worked well with Ben Okafor this week") entry = each.id;
    }
  }
  host.click(keys::redact, "identity.given_name");
  CHECK(host.state.place.screen == Screen::record);
  host.click(keys::redact, entry);
  CHECK(host.state.place.screen == Screen::redaction);
  host.click(std::string{keys::send_redaction});
  CHECK(host.all<Http>().empty());
  CHECK(host.one<Focus>().key == keys::redaction_part);
  host.send(FieldChanged{std::string{keys::redaction_part}, "Ben Okafor"});
  host.click(std::string{keys::send_redaction});
  CHECK(host.one<Focus>().key == keys::redaction_note);
  host.send(FieldChanged{std::string{keys::redaction_note}, "Names a classmate"});
  host.click(std::string{keys::send_redaction});
  auto const sent = host.one<Http>();
  CHECK(sent.path == "/v1/students/student-0001/redactions");
  CHECK(boost::json::parse(sent.body).at("part") == "Ben Okafor");
  CHECK(boost::json::parse(sent.body).at("reason") == "another_student");
  host.answer("record for staff with a hidden part");
  CHECK(host.state.place.screen == Screen::record);
  CHECK(host.state.notice == Notice::redacted);
  CHECK(host.state.redaction.part.empty());
  host.click(keys::lift, "another");
  CHECK(host.all<Http>().empty());
  host.click(keys::lift, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  CHECK(boost::json::parse(host.one<Http>().body).at("event") == "lift");
  host.answer("record for staff");
  CHECK(host.state.notice == Notice::lifted);
}

TEST_CASE("staff see whom no mail reached, and say when they told them otherwise") {
  Host host;
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("correction for staff");
  host.click(std::string{keys::told});
  CHECK(host.all<Http>().empty());  // there is nothing to tell

  host.click(keys::to_queue, "back");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer("correction of which a mail failed");
  CHECK(host.state.request.value.mail_failed_at);
  host.click(std::string{keys::told});
  CHECK(host.one<Http>().path == "/v1/requests/42/told");
  CHECK(host.one<Http>().method == Method::post);
  CHECK(host.one<Http>().body.empty());
  host.answer("correction for staff");
  CHECK(host.state.notice == Notice::mail_settled);
  CHECK_FALSE(host.state.request.value.mail_failed_at);
}
