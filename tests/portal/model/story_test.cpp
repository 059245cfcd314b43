// The parent's stories, told to the machine with recorded answers.
#include "portal/model/words.hpp"
#include "tests/portal/model/correction_draft.hpp"

using namespace hallpass;
using namespace hallpass::portal;

TEST_CASE("the start asks for the district without a token and takes no focus") {
  Host host;
  host.start(spanish());
  CHECK(host.one<SetLanguage>().tag == "es");
  CHECK(host.one<Http>().path == "/v1/district");
  CHECK(host.one<Http>().authorization == Authorization::public_);
  CHECK(host.all<Focus>().empty());
  host.answer("district");
  CHECK(host.one<SetPage>().title == "El expediente escolar de su hijo o hija – Lakeside Unified School District");
  CHECK(host.one<SetPage>().replace);
}

TEST_CASE("everybody lands where they belong") {
  auto const lands_on = [](std::string_view person) {
    Host host;
    host.sign_in(person);
    return host.state.place.screen;
  };
  CHECK(lands_on("parent") == Screen::children);
  CHECK(lands_on("student") == Screen::children);
  CHECK(lands_on("employee") == Screen::children);
  CHECK(lands_on("applicant") == Screen::children);
  CHECK(lands_on("staff") == Screen::staff_queue);
  CHECK(lands_on("nobody") == Screen::not_for_you);
  CHECK(lands_on("broken server") == Screen::home);
}

TEST_CASE("a new screen is a page of the history, has a title and takes the focus once") {
  Host host;
  host.sign_in("parent");
  host.click(keys::record, "student-0001");
  CHECK(host.one<Http>().path == "/v1/students/student-0001/record");
  CHECK(host.one<Http>().authorization == Authorization::bearer);
  CHECK(host.one<Focus>().key == keys::title(host.state.page));
  CHECK(host.one<SetPage>().title == "Record of Lucía García – Lakeside Unified School District");
  CHECK_FALSE(host.one<SetPage>().replace);
  auto const record_page = host.state.page;
  host.answer("record");
  CHECK(host.one<Announce>().text == "Loaded.");
  CHECK(host.all<Focus>().empty());

  host.click(std::string{keys::to_requests});
  host.send(PageRecalled{record_page});
  CHECK(host.state.place.screen == Screen::record);
  CHECK(host.state.place.student_id == "student-0001");
  CHECK(host.one<SetPage>().replace);
  host.send(PageRecalled{4711});
  CHECK(host.state.place.screen == Screen::children);
}

TEST_CASE("a correction with an attachment goes from the form over the review to the request") {
  Host host;
  write_correction(host);
  CHECK(host.state.drafts.at(draft).changes.at(0).old_value == "12 Wrong Street");
  host.send(FileChosen{keys::of(keys::file, draft), "lease.pdf", 20'000});
  host.click(keys::review, draft);
  CHECK(host.state.place.screen == Screen::review);
  CHECK(host.all<Http>().empty());

  host.click(keys::send, draft);
  auto const upload = host.one<UploadAttachment>();
  CHECK(upload.field_key == keys::of(keys::file, draft));
  CHECK(upload.path == "/v1/attachments");
  host.send(UploadProgressed{upload.id, 10, 40});
  CHECK(host.state.drafts.at(draft).sent_bytes == 10);
  // Pressed twice, it is sent once.
  host.click(keys::send, draft);
  CHECK(host.effects.empty());
  host.answer("attachment");
  auto const http = host.one<Http>();
  CHECK(http.method == Method::post);
  CHECK(http.path == "/v1/students/student-0001/requests");
  CHECK(boost::json::parse(http.body) ==
        boost::json::parse(R"({"kind":"correction","entries":[{"entry_id":"contact.street",)"
                           R"("old_value":"12 Wrong Street","new_value":"21 Right Street"}],)"
                           R"("reason":"We moved in August.",)"
                           R"("attachment_ids":["a1b2c3d4e5f60718293a4b5c6d7e8f90"]})"));
  host.answer("created");
  CHECK_FALSE(host.state.drafts.contains(draft));
  CHECK(host.state.place.screen == Screen::request);
  CHECK(host.state.place.request_id == "42");
  CHECK(host.state.notice == Notice::sent);
  CHECK(host.state.request.phase == Phase::ready);
}

TEST_CASE("what is missing in a form is said, and the first wrong field gets the focus") {
  Host host;
  host.sign_in("parent");
  host.open_record();
  host.click(keys::correct, "contact.street");
  host.click(keys::review, draft);
  CHECK(host.state.place.screen == Screen::correction);
  CHECK(host.state.drafts.at(draft).changes.at(0).error == FieldError::same_as_old);
  CHECK(host.state.drafts.at(draft).reason_error == FieldError::required);
  CHECK(host.one<Focus>().key == keys::of(keys::new_value, 1, draft));
  host.rewrite(draft, std::string(max_text_bytes + 1, 'x'));
  host.type(keys::reason, draft, " \n");
  host.click(keys::review, draft);
  CHECK(host.state.drafts.at(draft).changes.at(0).error == FieldError::too_long);
  CHECK(host.state.drafts.at(draft).reason_error == FieldError::required);
  host.send(FileChosen{keys::of(keys::file, draft), "film.mov", max_file_bytes + 1});
  host.rewrite(draft, "21");
  host.type(keys::reason, draft, "x");
  host.click(keys::review, draft);
  CHECK(host.state.drafts.at(draft).file_error == FieldError::file_too_large);
  CHECK(host.one<Focus>().key == keys::of(keys::file, draft));
  host.click(keys::remove_file, draft);
  host.click(keys::review, draft);
  CHECK(host.state.place.screen == Screen::review);
}

TEST_CASE("deletion and inspection need no reason") {
  Host host;
  host.sign_in("parent");
  host.open_record();
  host.click(keys::erase, "accounts.learning_profile");
  CHECK(host.state.place.screen == Screen::deletion);
  std::string const deletion = "deletion:student-0001:accounts.learning_profile";
  CHECK(host.state.drafts.at(deletion).deletion_basis == DeletionBasis::coppa);
  host.click(keys::review, deletion);
  host.click(keys::send, deletion);
  CHECK(boost::json::parse(host.one<Http>().body).at("kind") == "deletion");
  host.answer("deletion directed to the vendor");
  CHECK(host.state.place.request_id == "45");

  host.click(std::string{keys::to_children});
  host.click(keys::inspect, "student-0002");
  host.click(keys::review, "inspection:student-0002");
  host.click(keys::send, "inspection:student-0002");
  CHECK(host.one<Http>().path == "/v1/students/student-0002/requests");
}

TEST_CASE("what may not be corrected cannot be asked to be, whatever is clicked") {
  Host host;
  host.sign_in("parent");
  host.open_record();
  host.click(keys::correct, "identity.student_number");
  host.click(keys::correct, "no such entry");
  host.click(keys::inspect, "another child");
  CHECK(host.state.place.screen == Screen::record);
  CHECK(host.state.drafts.empty());
}

TEST_CASE("a form is left and found again; discarding it is asked first") {
  Host host;
  write_correction(host);
  host.click(std::string{keys::to_requests});
  host.answer("no requests");
  host.click(keys::resume, draft);
  CHECK(host.state.place.screen == Screen::correction);
  CHECK(host.state.drafts.at(draft).changes.at(0).new_value == "21 Right Street");
  host.click(keys::discard, draft);
  CHECK(host.state.dialog == Dialog::discard);
  host.send(Dismissed{std::string{keys::dialog}});
  CHECK(host.state.dialog == Dialog::none);
  CHECK(host.one<Focus>().key == keys::of(keys::discard, draft));
  CHECK(host.state.drafts.contains(draft));
  host.click(keys::discard, draft);
  host.click(std::string{keys::confirm});
  CHECK(host.state.drafts.empty());
  CHECK(host.state.place.screen == Screen::record);
}

TEST_CASE("the proof of a request's steps is saved where the district has signed any") {
  Host host;
  host.sign_in("parent");
  host.click(std::string{keys::to_requests});
  host.answer("requests");
  host.click(keys::request, "42");
  host.click(std::string{keys::save_proof});
  CHECK(host.effects.empty());
  host.answer("correction triaged");
  host.click(std::string{keys::save_proof});
  CHECK(host.one<Download>().path == "/v1/requests/42/receipts");
  CHECK(host.one<Download>().file_name == "request-42-steps.json");
  host.click(std::string{keys::save_proof});
  host.answer_with(200, "");
  CHECK(host.state.notice == Notice::proof_saved);
  for (auto& step : host.state.request.value.timeline) step.has_receipt = false;
  host.click(std::string{keys::save_proof});
  CHECK(host.state.action.phase == Phase::ready);
}

TEST_CASE("a parent says no to directory information, and takes it back") {
  Host host;
  host.sign_in("parent");
  host.open_record();
  host.click(keys::directory, "student-0001");
  CHECK(host.one<Http>().path == "/v1/students/student-0001/directory-opt-out");
  host.click(std::string{keys::opt_out});
  CHECK(host.effects.empty());
  host.answer("directory open");
  host.click(std::string{keys::rescind});
  CHECK(host.effects.empty());
  host.click(std::string{keys::opt_out});
  CHECK(host.one<Http>().path == "/v1/students/student-0001/directory-opt-out");
  CHECK(host.one<Http>().body == R"({"event":"opt_out"})");
  host.click(std::string{keys::opt_out});
  CHECK(host.effects.empty());
  host.answer("directory withheld");
  CHECK(host.state.notice == Notice::opted_out);
  CHECK(host.state.opt_out.value.mine);
  host.click(std::string{keys::rescind});
  CHECK(host.one<Http>().body == R"({"event":"rescind"})");
  host.answer("directory open");
  CHECK(host.state.notice == Notice::rescinded);
  CHECK_FALSE(host.state.opt_out.value.since);
}

TEST_CASE("a request is withdrawn after a question") {
  Host host;
  host.sign_in("parent");
  host.click(keys::request, "42");
  host.answer("correction triaged");
  host.click(std::string{keys::withdraw});
  CHECK(host.state.dialog == Dialog::withdraw);
  CHECK(host.effects.empty());
  host.click(std::string{keys::confirm});
  CHECK(host.one<Http>().path == "/v1/requests/42/steps");
  CHECK(host.one<Http>().body == R"({"event":"withdraw"})");
  SECTION("and it is") {
    host.answer("correction withdrawn");
    CHECK(host.state.notice == Notice::withdrawn);
    CHECK(host.state.request.value.state == RequestState::withdrawn);
    host.click(std::string{keys::withdraw});
    CHECK(host.state.dialog == Dialog::none);
  }
  SECTION("or it was decided meanwhile, and that is shown") {
    host.answer("conflict");
    CHECK(host.state.action.problem == Problem::conflict);
    CHECK(host.one<Http>().path == "/v1/requests/42");
    host.answer("correction amended");
    CHECK(host.state.request.value.state == RequestState::amended);
  }
}

TEST_CASE("a parent whose correction is refused asks for a hearing, and later adds a statement") {
  Host host;
  host.sign_in("parent");
  host.click(keys::request, "42");
  host.answer("correction refused");
  std::string const step = "step:42";
  // There is one thing to do: it is chosen already.
  CHECK(host.state.drafts.at(step).event == RequestEvent::request_hearing);
  host.click(keys::review, step);
  CHECK(host.state.drafts.at(step).reason_error == FieldError::required);
  host.type(keys::reason, step, "You did not look at the lease.");
  host.click(keys::review, step);
  host.click(keys::send, step);
  CHECK(boost::json::parse(host.one<Http>().body) ==
        boost::json::parse(R"({"event":"request_hearing","text":"You did not look at the lease."})"));
  host.answer("hearing requested");
  CHECK(host.state.notice == Notice::told);
  CHECK(host.state.request.value.state == RequestState::hearing_requested);
  // What is left to do under the new state is written anew.
  CHECK_FALSE(host.state.drafts.contains(step));
  CHECK(host.state.drafts.contains("message:42"));

  host.click(keys::to_requests, "back");
  host.answer("requests");
  host.click(keys::request, "42");
  host.answer("statement offered");
  CHECK(host.state.drafts.at(step).event == RequestEvent::attach_statement);
  CHECK(host.state.drafts.at(step).reason.empty());
}

TEST_CASE("a message is written on either side and leaves the step's own form alone") {
  Host host;
  host.sign_in("parent");
  host.click(keys::request, "42");
  host.answer("correction triaged");
  std::string const message = "message:42";
  CHECK_FALSE(host.state.drafts.contains("step:42"));
  host.type(keys::reason, message, "The lease is on its way.");
  host.click(keys::review, message);
  host.click(keys::send, message);
  CHECK(boost::json::parse(host.one<Http>().body) ==
        boost::json::parse(R"({"event":"message","text":"The lease is on its way."})"));
  host.answer("message written");
  CHECK(host.state.request.value.timeline.back().text == "The lease is on its way.");
  CHECK(host.state.drafts.at(message).reason.empty());
}

TEST_CASE("a failed screen is loaded again") {
  Host host;
  host.sign_in("parent");
  host.click(keys::disclosures, "student-0001");
  host.answer_with(0, "");
  CHECK(host.state.disclosures.phase == Phase::failed);
  CHECK(host.all<Announce>().empty());
  host.click(std::string{keys::retry});
  CHECK(host.one<Http>().path == "/v1/students/student-0001/disclosures");
  host.answer("disclosures");
  CHECK(host.state.disclosures.phase == Phase::ready);
}

TEST_CASE("what is of one child never shows for another") {
  Host host;
  host.sign_in("parent");
  host.click(keys::record, "student-0001");
  EffectId const first = host.waiting.front();
  host.waiting.clear();
  host.click(keys::record, "student-0002");
  // The late answer is about the other child.
  host.send(Answered{first, 200, recorded_answers().find("record")->second.body});
  CHECK(host.state.record.phase == Phase::loading);
  CHECK(host.state.record.value.categories.empty());
}

TEST_CASE("a correction of an entry with a hidden part keeps its marks") {
  Host host;
  host.sign_in("parent");
  host.click(keys::record, "student-0001");
  host.answer("record with a hidden part");
  std::string entry;
  for (auto const& category : host.state.record.value.categories) {
    for (auto const& each : category.entries) {
      if (!each.redactions.empty()) entry = each.id;
    }
  }
  host.click(keys::correct, entry);
  host.rewrite(draft, "Worked well");
  host.type(keys::reason, draft, "It was last week.");
  host.click(keys::review, draft);
  CHECK(host.state.drafts.at(draft).changes.at(0).error == FieldError::marks_differ);
  host.rewrite(draft, "Worked well with [***] last week");
  host.click(keys::review, draft);
  CHECK(host.state.place.screen == Screen::review);
}
