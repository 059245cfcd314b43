// Signing in, again, out; and that nothing of one person is there for the next.
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

std::string const draft = "correction:student-0001";

void write(Host& host) {
  host.sign_in("parent");
  host.open_record();
  host.click(keys::correct, "contact.street");
  host.rewrite(draft, "21 Right Street");
  host.type(keys::reason, draft, "We moved.");
  host.send(FileChosen{keys::of(keys::file, draft), "lease.pdf", 20'000});
}

// What the host kept when the page was left to sign in again.
std::string leave_page(Host& host) {
  host.click(keys::review, draft);
  host.click(keys::send, draft);
  host.answer("no token");
  CHECK(host.state.session == Session::expired);
  CHECK(host.state.drafts.at(draft).problem == Problem::expired);
  host.click(std::string{keys::sign_in});
  REQUIRE(host.all<SignIn>().size() == 1);
  return host.state.kept;
}

}  // namespace

TEST_CASE("an ended session keeps the draft over a new sign-in that leaves the page") {
  Host before;
  write(before);
  std::string const saved = leave_page(before);

  Host host;
  host.start({}, saved);
  host.answer("district");
  CHECK(host.state.drafts.empty());
  host.send(SignedIn{});
  host.answer("parent");
  CHECK(host.state.place.screen == Screen::review);
  CHECK(host.state.notice == Notice::draft_kept);
  CHECK(host.state.drafts.at(draft).changes.at(0).new_value == "21 Right Street");
  CHECK(host.state.drafts.at(draft).reason == "We moved.");
  // It stays kept until it is sent.
  CHECK(restore(host.state.kept).drafts.contains(draft));
  // The file is gone with the page, and that is said before anything is sent.
  CHECK(host.state.drafts.at(draft).file_lost);
  host.click(keys::send, draft);
  for (auto const& asked : host.all<Http>()) CHECK(asked.method == Method::get);
  CHECK(host.state.place.screen == Screen::correction);
  CHECK(host.state.drafts.at(draft).file_error == FieldError::choose_file_again);
}

TEST_CASE("a draft is not for the next person") {
  Host before;
  write(before);
  std::string const saved = leave_page(before);
  SECTION("on a page that was left") {
    Host host;
    host.start({}, saved);
    host.answer("district");
    host.send(SignedIn{});
    host.answer("another parent");
    CHECK(host.state.drafts.empty());
    CHECK(host.state.place.screen == Screen::children);
    CHECK(host.one<SaveDraft>().text.empty());
  }
  SECTION("or on the same page") {
    before.send(SignedIn{});
    CHECK(before.state.session == Session::confirming);
    before.answer("another parent");
    CHECK(before.state.drafts.empty());
    CHECK(before.state.record.value.categories.empty());
    CHECK(before.state.place.screen == Screen::children);
    before.send(PageRecalled{2});
    CHECK(before.state.place.screen == Screen::children);
  }
}

TEST_CASE("the same person goes on where the session ended") {
  Host host;
  write(host);
  leave_page(host);
  host.send(SignedIn{});
  host.answer("parent");
  CHECK(host.state.place.screen == Screen::review);
  CHECK(host.state.drafts.at(draft).file_name == "lease.pdf");
}

TEST_CASE("who writes nothing comes back to where they were, and leaves nothing but the place meanwhile") {
  Host before;
  before.sign_in("parent");
  before.click(keys::record, "student-0001");
  before.answer("no token");
  CHECK(before.all<SaveDraft>().empty());
  before.click(std::string{keys::sign_in});
  // Before the page is left.
  REQUIRE(before.effects.size() >= 2);
  CHECK(std::holds_alternative<SaveDraft>(before.effects.front()));
  CHECK(std::holds_alternative<SignIn>(before.effects.at(1)));
  Host host;
  host.start({}, before.one<SaveDraft>().text);
  host.answer("district");
  host.send(SignedIn{});
  host.answer("parent");
  CHECK(host.state.place.screen == Screen::record);
  CHECK(host.one<SaveDraft>().text.empty());
}

TEST_CASE("what is written is kept with every letter, and no longer than it is there") {
  Host host;
  host.sign_in("parent");
  host.open_record();
  CHECK(host.all<SaveDraft>().empty());
  host.click(keys::correct, "contact.street");
  // Who has written nothing leaves nothing on the device.
  CHECK(host.all<SaveDraft>().empty());
  host.rewrite(draft, "2");
  CHECK(restore(host.one<SaveDraft>().text).drafts.at(draft).changes.at(0).new_value == "2");
  host.rewrite(draft, "21");
  CHECK(restore(host.one<SaveDraft>().text).drafts.at(draft).changes.at(0).new_value == "21");
  host.rewrite(draft, "21");
  CHECK(host.all<SaveDraft>().empty());
  host.type(keys::reason, draft, "We moved.");
  SECTION("sent") {
    host.click(keys::review, draft);
    host.click(keys::send, draft);
    host.answer("created");
    CHECK(host.one<SaveDraft>().text.empty());
  }
  SECTION("discarded") {
    host.click(keys::discard, draft);
    host.click(std::string{keys::confirm});
    CHECK(host.one<SaveDraft>().text.empty());
  }
  SECTION("signed out") {
    host.click(std::string{keys::sign_out});
    host.click(std::string{keys::confirm});
    CHECK(host.one<SaveDraft>().text.empty());
  }
}

TEST_CASE("after a crash, before anybody signs in, what is kept stays as it is") {
  Host before;
  write(before);
  std::string const kept = before.state.kept;
  Host host;
  host.start({}, kept);
  host.answer("district");
  CHECK(host.all<SaveDraft>().empty());
  SECTION("and is there after the sign-in") {
    host.click(std::string{keys::sign_in});
    CHECK(host.all<SaveDraft>().empty());
    host.send(SignedIn{});
    host.answer("parent");
    CHECK(host.state.drafts.at(draft).reason == "We moved.");
    CHECK(host.state.notice == Notice::draft_kept);
    CHECK(host.state.place.screen == Screen::correction);
  }
  SECTION("and goes when the district does not know who signs in") {
    host.click(std::string{keys::sign_in});
    host.send(SignedIn{});
    host.answer("nobody");
    CHECK(host.one<SaveDraft>().text.empty());
    CHECK(host.state.saved.drafts.empty());
  }
}

TEST_CASE("whoever has no child any more sees nothing any more") {
  Host host;
  write(host);
  leave_page(host);
  host.send(SignedIn{});
  host.answer("nobody");
  CHECK(host.state.place.screen == Screen::not_for_you);
  CHECK(host.state.drafts.empty());
}

TEST_CASE("a refused sign-in is said, and can be tried again") {
  Host host;
  host.start();
  host.click(std::string{keys::sign_in});
  CHECK(host.state.session == Session::signing_in);
  host.send(SignInFailed{"access_denied"});
  CHECK(host.state.session == Session::signed_out);
  CHECK(host.state.notice == Notice::sign_in_failed);
  host.click(std::string{keys::sign_in});
  CHECK(host.all<SignIn>().size() == 1);
}

TEST_CASE("signing out forgets everything; with a draft it is asked first") {
  Host host;
  write(host);
  host.click(std::string{keys::sign_out});
  CHECK(host.state.dialog == Dialog::sign_out);
  CHECK(host.all<SignOut>().empty());
  host.click(std::string{keys::cancel});
  CHECK(host.state.drafts.contains(draft));
  host.click(std::string{keys::sign_out});
  auto const record_page = host.state.page;
  host.click(std::string{keys::confirm});
  CHECK(host.all<SignOut>().size() == 1);
  CHECK(host.state.drafts.empty());
  CHECK(host.state.me.value.id.empty());
  CHECK(host.state.record.value.categories.empty());
  CHECK(host.state.place.screen == Screen::welcome);
  CHECK(host.state.notice == Notice::signed_out);
  // Neither the browser's back button nor a click finds it again.
  host.send(PageRecalled{record_page});
  host.click(keys::record, "student-0001");
  CHECK(host.state.place.screen == Screen::welcome);
  CHECK(host.all<Http>().empty());
}

TEST_CASE("a person is warned two minutes before the session ends and can stay") {
  Host host;
  InstantMs const ends = test_now_ms + 600'000;
  host.sign_in("parent", ends);
  host.now_ms = ends - 300'000;
  host.send(Woke{});
  CHECK(host.state.dialog == Dialog::none);
  CHECK(host.one<WakeAt>().at_ms == ends - 120'000);
  host.now_ms = ends - 120'000;
  host.send(Woke{});
  CHECK(host.state.dialog == Dialog::session);
  CHECK(host.one<WakeAt>().at_ms == ends);
  SECTION("stays") {
    host.click(std::string{keys::confirm});
    CHECK(host.all<SignIn>().size() == 1);
    CHECK(host.state.session == Session::signed_in);
    host.send(SignedIn{ends + 600'000});
    CHECK(host.one<WakeAt>().at_ms == ends + 480'000);
    host.answer("parent");
    CHECK(host.state.place.screen == Screen::children);
  }
  SECTION("does nothing") {
    host.now_ms = ends;
    host.send(Woke{});
    CHECK(host.state.session == Session::expired);
    CHECK(host.state.dialog == Dialog::none);
  }
}

TEST_CASE("any text in the place of a saved draft is taken") {
  for (std::string const text : {"", "{", "null", "[]", "{}", R"({"person_id":7})", R"({"drafts":[{}]})", "\xff"}) {
    INFO(text);
    Saved const saved = restore(text);
    CHECK(saved.person_id.empty());
    CHECK(saved.drafts.empty());
  }
  Saved saved{.person_id = "p", .place = {.screen = Screen::review, .draft = "d"}, .drafts = {}};
  Draft written;
  written.kind = DraftKind::inspection;
  written.student_id = "s";
  written.reason = "\"ü\n";
  saved.drafts.emplace(draft_key(written), written);
  Saved const again = restore(save(saved));
  CHECK(again.person_id == "p");
  CHECK(again.place == saved.place);
  CHECK(again.drafts.at(draft_key(written)).reason == "\"ü\n");
}
