// What becomes of a request on its way to the district: sent once, whatever becomes of the answer, and never lost.
#include "tests/portal/model/correction_draft.hpp"

using namespace hallpass;
using namespace hallpass::portal;

TEST_CASE("sent again after a lost answer it is the same request; what was changed since is another") {
  Host host;
  write_correction(host);
  host.click(keys::review, draft);
  host.click(keys::send, draft);
  auto const first = host.one<Http>();
  CHECK_FALSE(first.once.empty());
  host.answer_with(0, "");
  CHECK(host.state.drafts.at(draft).problem == Problem::network);
  host.click(keys::send, draft);
  auto const second = host.one<Http>();
  CHECK(second.id != first.id);
  CHECK(second.once == first.once);
  CHECK(second.body == first.body);
  host.answer_with(0, "");
  host.type(keys::reason, draft, "We moved in July.");
  host.click(keys::review, draft);
  host.click(keys::send, draft);
  CHECK(host.one<Http>().once != first.once);
  CHECK_FALSE(host.one<Http>().once.empty());
}

TEST_CASE("after a lost answer nobody is told that nothing was sent; after a refusal nothing was") {
  Host host;
  write_correction(host);
  host.click(keys::review, draft);
  CHECK_FALSE(host.state.drafts.at(draft).unsure);
  host.click(keys::send, draft);
  host.answer_with(500, "");
  CHECK(host.state.drafts.at(draft).unsure);
  host.click(keys::send, draft);
  auto const again = host.one<Http>();
  host.answer_with(401, "");
  CHECK(host.state.drafts.at(draft).unsure);
  host.send(SignedIn{});
  host.answer("parent");
  host.click(keys::send, draft);
  CHECK(host.one<Http>().once == again.once);
  host.answer_with(422, "");
  CHECK_FALSE(host.state.drafts.at(draft).unsure);
  host.click(keys::send, draft);
  CHECK(host.one<Http>().once != again.once);
}

TEST_CASE("sent again after a reload it is the same request") {
  std::string kept;
  std::string first;
  {
    Host host;
    write_correction(host);
    host.click(keys::review, draft);
    host.click(keys::send, draft);
    first = host.one<Http>().once;
    kept = host.all<SaveDraft>().back().text;
  }
  Saved const saved = restore(kept);
  Draft const& restored = saved.drafts.at(draft);
  CHECK(restored.unsure);
  CHECK(restored.once == first);
  CHECK(restored.posted.find("We moved in August.") != std::string::npos);
}

TEST_CASE("who has gone on while a request is sent stays where they are") {
  Host host;
  write_correction(host);
  host.click(keys::review, draft);
  host.click(keys::send, draft);
  EffectId const post = host.waiting.front();
  host.waiting.clear();
  host.click(keys::request, "43");
  host.answer("deletion without basis");
  host.send(Answered{.id = post, .status = 201, .body = recorded_answers().find("created")->second.body});
  CHECK(host.state.drafts.empty());
  CHECK(host.state.notice == Notice::sent);
  CHECK(host.state.place.request_id == "43");
  CHECK(host.state.request.value.id == "43");
}

TEST_CASE("whatever goes wrong while sending, the draft stays and can be sent again") {
  struct Case {
    std::int32_t status;
    Problem problem;
  };
  for (auto const& [status, problem] :
       {Case{0, Problem::network}, Case{-1, Problem::file}, Case{-2, Problem::keys}, Case{400, Problem::not_taken},
        Case{404, Problem::not_found}, Case{409, Problem::conflict}, Case{413, Problem::too_large},
        Case{500, Problem::district}, Case{201, Problem::unreadable}, Case{302, Problem::network},
        Case{77, Problem::network}}) {
    INFO(status);
    Host host;
    write_correction(host);
    host.click(keys::review, draft);
    host.click(keys::send, draft);
    host.answer_with(status, "<html>");
    REQUIRE(host.state.drafts.contains(draft));
    CHECK(host.state.drafts.at(draft).problem == problem);
    CHECK(host.state.place.screen == Screen::review);
    host.click(keys::send, draft);
    CHECK(host.all<Http>().size() == 1);
    host.answer("created");
    CHECK_FALSE(host.state.drafts.contains(draft));
  }
}

TEST_CASE("after a conflict the form knows what the record says now") {
  Host host;
  write_correction(host);
  host.click(keys::review, draft);
  host.click(keys::send, draft);
  host.answer("conflict");
  host.click(keys::record, "student-0001");
  auto body = recorded_answers().find("record")->second.body;
  body.replace(body.find("12 Wrong Street"), 15, "13 Other Street");
  host.answer_with(200, body);
  host.click(keys::correct, "contact.street");
  CHECK(host.state.drafts.at(draft).changes.at(0).old_value == "13 Other Street");
  CHECK(host.state.drafts.at(draft).changes.at(0).new_value == "21 Right Street");
}
