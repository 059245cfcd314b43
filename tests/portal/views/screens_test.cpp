// Every screen in every state and language, as it is described to the surface.
#include <functional>

#include "tests/portal/support/host.hpp"
#include "tests/portal/views/inspect.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

std::string const correction = "correction:student-0001:contact.street";

bool shows(surface::Tree const& tree, std::string_view wanted) {
  return std::ranges::any_of(tree.nodes(), [&](Node const& node) {
    return node.text.find(wanted) != std::string::npos || node.get(Attribute::value).find(wanted) != std::string::npos;
  });
}

void parent_at(Host& host, std::string_view verb, std::string_view what, std::string_view answer) {
  host.sign_in("parent");
  host.click(verb, what);
  if (!answer.empty()) host.answer(answer);
}

void form(Host& host) {
  parent_at(host, keys::record, "student-0001", "record");
  host.click(keys::correct, "contact.street");
}

void review(Host& host) {
  form(host);
  host.type(keys::new_value, correction, "21 Right Street");
  host.type(keys::reason, correction, "We moved.");
  host.send(FileChosen{keys::of(keys::file, correction), "lease.pdf", 20'000});
  host.click(keys::review, correction);
}

void request(Host& host, std::string_view answer) {
  parent_at(host, keys::request, "42", answer);
}

void staff_request(Host& host, std::string_view answer) {
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer(answer);
}

struct Scene {
  std::string name;
  std::function<void(Host&)> act;
  std::string shows;  // in English
};

// Every screen, empty, waiting, failed, with long texts, with its errors, with its dialogs.
std::vector<Scene> const& scenes() {
  static std::vector<Scene> const all{
      {"welcome, waiting", [](Host& h) { h.start(); }, "your school district"},
      {"welcome",
       [](Host& h) {
         h.start();
         h.answer("district");
       },
       "Call +1 555 0100"},
      {"welcome, no contact",
       [](Host& h) {
         h.start();
         h.answer("district without contact");
       },
       "Without a computer"},
      {"welcome, no network",
       [](Host& h) {
         h.start();
         h.answer_with(0, "");
       },
       "We cannot reach the district"},
      {"welcome, signing in",
       [](Host& h) {
         h.start();
         h.click("sign-in");
       },
       "Opening the sign-in page"},
      {"welcome, sign-in failed",
       [](Host& h) {
         h.start();
         h.send(SignInFailed{"access_denied"});
       },
       "not signed in"},
      {"home, waiting",
       [](Host& h) {
         h.start();
         h.answer("district");
         h.send(SignedIn{});
       },
       "Loading"},
      {"home, failed", [](Host& h) { h.sign_in("broken server"); }, "not your fault"},
      {"not for you", [](Host& h) { h.sign_in("nobody"); }, "does not name you"},
      {"children", [](Host& h) { h.sign_in("parent"); }, "Mateo García"},
      {"student, own record", [](Host& h) { h.sign_in("student"); }, "My record"},
      {"no children", [](Host& h) { h.sign_in("parent without children"); }, "names no child"},
      {"children, a draft",
       [](Host& h) {
         review(h);
         h.click("to-children");
       },
       "Lucía García: Correction: Street address"},
      {"record, waiting", [](Host& h) { parent_at(h, keys::record, "student-0001", ""); }, "Loading"},
      {"record", [](Host& h) { parent_at(h, keys::record, "student-0001", "record"); }, "12 Wrong Street"},
      {"record, a draft",
       [](Host& h) {
         review(h);
         h.click("record:student-0001");
       },
       "Continue the correction"},
      {"record, empty", [](Host& h) { parent_at(h, keys::record, "student-0001", "empty record"); }, "keeps nothing"},
      {"record, not found", [](Host& h) { parent_at(h, keys::record, "student-0001", "not found"); },
       "cannot show this"},
      {"record, unreadable",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "");
         h.answer_with(200, "<html>");
       },
       "cannot read"},
      {"record, session ended", [](Host& h) { parent_at(h, keys::record, "student-0001", "no token"); },
       "Your session has ended"},
      {"correction", form, "Only the records office of Lakeside"},
      {"correction, errors",
       [](Host& h) {
         form(h);
         h.click(keys::review, correction);
       },
       "Something is missing"},
      {"correction, discard",
       [](Host& h) {
         form(h);
         h.type(keys::reason, correction, "x");
         h.click(keys::discard, correction);
       },
       "Discard what"},
      {"correction, file",
       [](Host& h) {
         review(h);
         h.click(keys::resume, correction);
       },
       "Chosen file: lease.pdf"},
      {"review", review, "Nothing is sent yet"},
      {"review, uploading",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
       },
       "Locking and sending the file"},
      {"review, sending",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("attachment");
       },
       "Sending."},
      {"review, conflict",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("conflict");
       },
       "changed since"},
      {"review, file unreadable",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer_with(-1, "");
       },
       "lock or save the file"},
      {"deletion the law gives",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "accounts.learning_profile");
       },
       "COPPA"},
      {"deletion the law does not give",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "contact.street");
       },
       "No law makes the school delete this"},
      {"deletion, review",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "contact.street");
         h.click(keys::review, "deletion:student-0001:contact.street");
       },
       "cannot be brought back"},
      {"inspection",
       [](Host& h) {
         h.sign_in("parent");
         h.click(keys::inspect, "student-0001");
       },
       "within 45 days"},
      {"requests, waiting",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
       },
       "Loading"},
      {"requests",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
         h.answer("requests");
       },
       "With the records office"},
      {"requests, none",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
         h.answer("no requests");
       },
       "not asked for anything"},
      {"request", [](Host& h) { request(h, "correction triaged"); }, "December 23, 2026"},
      {"request, sent",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("attachment");
         h.answer("created");
       },
       "Your request was sent"},
      {"request, amended", [](Host& h) { request(h, "correction amended"); }, "The lease shows the new address."},
      {"request, refused", [](Host& h) { request(h, "correction refused"); }, "ask for a hearing"},
      {"request, deletion without basis", [](Host& h) { request(h, "deletion without basis"); },
       "FERPA (34 CFR Part 99)"},
      {"request, deletion going on", [](Host& h) { request(h, "deletion directed to the vendor"); },
       "The company was told to delete it"},
      {"request, gone", [](Host& h) { request(h, "not found"); }, "cannot show this"},
      {"request, withdraw",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
       },
       "Take this request back?"},
      {"request, withdrawing",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
         h.click("dialog-confirm");
       },
       "Sending."},
      {"request, withdrawn",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
         h.click("dialog-confirm");
         h.answer("correction withdrawn");
       },
       "You took the request back"},
      {"disclosures", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "disclosures"); },
       "34 CFR 99.31(a)(2)"},
      {"disclosures, staff only", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "staff views only"); },
       "No law asks for these"},
      {"disclosures, none", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "no disclosures"); },
       "Nobody has seen it"},
      {"queue, waiting", [](Host& h) { h.sign_in("staff"); }, "Loading"},
      {"queue",
       [](Host& h) {
         h.sign_in("staff");
         h.answer("queue");
       },
       "1 overdue"},
      {"queue, empty",
       [](Host& h) {
         h.sign_in("staff");
         h.answer("empty queue");
       },
       "No request is open"},
      {"staff, correction", [](Host& h) { staff_request(h, "correction for staff"); }, "age -d -i"},
      {"staff, deletion", [](Host& h) { staff_request(h, "deletion for staff"); }, "Overdue"},
      {"staff, inspection", [](Host& h) { staff_request(h, "inspection for staff"); },
       "5 working days after November 23"},
      {"staff, errors",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.click(keys::review, "step:42");
       },
       "Choose what you want to do."},
      {"staff, saving the file",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.click(keys::download, "a1b2c3d4e5f60718293a4b5c6d7e8f90");
       },
       "Saving the file"},
      {"staff, review",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.type(keys::event, "step:42", "approve");
         h.type(keys::reason, "step:42", "The lease shows it.");
         h.click(keys::review, "step:42");
       },
       "What you do"},
      {"request, two fields", [](Host& h) { request(h, "correction of two"); }, "What is to change"},
      {"request, hearing asked for",
       [](Host& h) {
         request(h, "correction refused");
         h.type(keys::reason, "step:42", "You did not look.");
         h.click(keys::review, "step:42");
         h.click(keys::send, "step:42");
         h.answer("hearing requested");
       },
       "It was sent."},
      {"request, hearing", [](Host& h) { request(h, "hearing scheduled"); }, "You may bring papers"},
      {"request, statement", [](Host& h) { request(h, "statement offered"); }, "Add your statement to the record"},
      {"request, statement attached", [](Host& h) { request(h, "statement attached"); },
       "A statement stands with the record"},
      {"request, ready to see", [](Host& h) { request(h, "inspection available"); },
       "What should the district explain?"},
      {"request, message", [](Host& h) { request(h, "message written"); }, "The lease is on its way."},
      {"request, message without text",
       [](Host& h) {
         request(h, "correction triaged");
         h.click(keys::review, "message:42");
       },
       "Write something here."},
      {"record, statement", [](Host& h) { parent_at(h, keys::record, "student-0001", "record with a statement"); },
       "Street address: statement of María García,"},
      {"staff, hearing",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
       },
       "Day of the hearing"},
      {"staff, hearing, errors",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
         h.click(keys::review, "step:42");
       },
       "Choose a day."},
      {"staff, hearing, review",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
         h.type(keys::hearing_date, "step:42", "2026-12-15");
         h.type(keys::hearing_time, "step:42", "12:00");
         h.type(keys::hearing_place, "step:42", "Room 2");
         h.click(keys::review, "step:42");
       },
       "December 15, 2026, 12:00\u00a0PM"},
      {"staff, hearing held", [](Host& h) { staff_request(h, "hearing held for staff"); }, "Sum up the evidence"},
      {"staff, deletion to confirm", [](Host& h) { staff_request(h, "deletion to confirm"); }, "Confirm the deletion"},
      {"staff, deletion to confirm, review",
       [](Host& h) {
         staff_request(h, "deletion to confirm");
         h.click(keys::review, "step:45");
       },
       "cannot be brought back"},
      {"staff, extended", [](Host& h) { staff_request(h, "extended"); }, "The district takes more time"},
      {"staff, more time",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.type(keys::event, "step:42", "extend");
       },
       "Once, by 30 days."},
      {"sign out with a draft",
       [](Host& h) {
         review(h);
         h.click("sign-out");
       },
       "lose what you wrote"},
      {"signed out",
       [](Host& h) {
         h.sign_in("parent");
         h.click("sign-out");
       },
       "You are signed out"},
      {"session ends soon",
       [](Host& h) {
         h.sign_in("parent", test_now_ms + 60'000);
         h.send(Woke{});
       },
       "Your session ends soon"},
  };
  return all;
}

}  // namespace

TEST_CASE("every screen in every state is whole, in both languages") {
  for (Scene const& scene : scenes()) {
    INFO(scene.name);
    Host host;
    scene.act(host);
    surface::Tree tree;
    record(tree, host.state);
    CHECK(complaints(tree) == std::vector<std::string>{});
    CHECK(shows(tree, scene.shows));
    host.click(std::string{keys::language});
    record(tree, host.state);
    CHECK(complaints(tree) == std::vector<std::string>{});
    CHECK_FALSE(shows(tree, scene.shows == "COPPA" || scene.shows.find("CFR") != std::string::npos ||
                                    scene.shows.find("García") != std::string::npos ||
                                    scene.shows.starts_with("The lease") || scene.shows == "12 Wrong Street" ||
                                    scene.shows == "age -d -i"
                                ? "Sign out"
                                : scene.shows));
  }
}

TEST_CASE("every screen is shown in some scene") {
  std::set<Screen> seen;
  std::set<Dialog> dialogs;
  for (Scene const& scene : scenes()) {
    Host host;
    scene.act(host);
    seen.insert(host.state.place.screen);
    dialogs.insert(host.state.dialog);
  }
  CHECK(seen.size() == screen_count);
  CHECK(dialogs.size() == 5);
}

TEST_CASE("what is focused is on the page") {
  for (Scene const& scene : scenes()) {
    INFO(scene.name);
    Host host;
    scene.act(host);
    surface::Tree tree;
    record(tree, host.state);
    for (auto const& focus : host.all<Focus>()) {
      INFO(focus.key);
      CHECK(tree.find(focus.key) != nullptr);
    }
  }
}

TEST_CASE("whatever can be pressed does something") {
  for (Scene const& scene : scenes()) {
    Host host;
    scene.act(host);
    surface::Tree tree;
    record(tree, host.state);
    for (Node const& node : tree.nodes()) {
      bool const pressable =
          node.role == surface::Role::button || (node.role == surface::Role::link && node.get(Attribute::href) == "#");
      // A modal dialog is over everything else.
      bool const covered = host.state.dialog != Dialog::none && !node.key.starts_with(keys::dialog);
      if (!pressable || covered || node.has(Attribute::disabled)) continue;
      INFO(scene.name << ": " << node.key);
      Host then = host;
      then.click(node.key);
      bool const changed = !then.effects.empty() || then.state.dialog != host.state.dialog;
      CHECK(changed);
      for (auto const& focus : then.all<Focus>()) {
        surface::Tree after;
        record(after, then.state);
        INFO(focus.key);
        CHECK(after.find(focus.key) != nullptr);
      }
    }
  }
}

TEST_CASE("what is typed is heard by the machine under the key of its field") {
  Host host;
  form(host);
  surface::Tree tree;
  record(tree, host.state);
  for (Node const& node : tree.nodes()) {
    if (node.role == surface::Role::textbox || node.role == surface::Role::textarea) {
      host.send(FieldChanged{node.key, "typed"});
    }
  }
  CHECK(host.state.drafts.at(correction).new_value == "typed");
  CHECK(host.state.drafts.at(correction).reason == "typed");
  staff_request(host, "correction for staff");
  record(tree, host.state);
  auto const radio = std::ranges::find(tree.nodes(), surface::Role::radio, &Node::role);
  REQUIRE(radio != tree.nodes().end());
  host.send(FieldChanged{std::string{radio->get(Attribute::name)}, std::string{radio->get(Attribute::value)}});
  CHECK(host.state.drafts.at("step:42").event == RequestEvent::reject_authority);
}

TEST_CASE("once the session has ended, the page shows nothing of the record until the same person is back") {
  Host host;
  parent_at(host, keys::record, "student-0001", "record");
  host.click(keys::correct, "contact.street");
  host.type(keys::reason, correction, "We moved in August.");
  auto const shown = [&] {
    surface::Tree tree;
    record(tree, host.state);
    CHECK(complaints(tree) == std::vector<std::string>{});
    return shows(tree, "12 Wrong Street") || shows(tree, "We moved in August.");
  };
  CHECK(shown());
  host.click("to-requests");
  host.answer("no token");
  host.send(PageRecalled{4});
  CHECK_FALSE(shown());
  host.click("sign-in");
  CHECK_FALSE(shown());
  host.send(SignedIn{});
  CHECK_FALSE(shown());
  SECTION("the same person") {
    host.answer("parent");
    CHECK(shown());
  }
  SECTION("somebody else") {
    host.answer("another parent");
    CHECK_FALSE(shown());
  }
}

TEST_CASE("the inspection finds what it is for") {
  auto const found = [](auto describe) {
    surface::Tree tree;
    {
      surface::Ui ui{tree};
      describe(ui);
    }
    return complaints(tree).size();
  };
  using surface::Ui;
  auto const good = [](Ui& ui) {
    ui.main([&] {
      ui.heading(1, "One");
      ui.button("a", {.label = "Do"});
    });
  };
  CHECK(found(good) == 0);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.heading(1, "Two");
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.heading(3, "Deep");
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.button("b", {.label = ""});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.button("a", {.label = "Again"});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.text_field("c", {.label = ""});
        }) == 1);
  CHECK(found([&](Ui& ui) {
          good(ui);
          ui.paragraph("identity_check");
        }) == 1);
  CHECK(found([](Ui& ui) { ui.heading(1, "No main"); }) == 1);
}
