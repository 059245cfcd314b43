// Every screen in every state and language, as it is described to the surface.
#include "tests/portal/views/inspect.hpp"
#include "tests/portal/views/scenes.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

bool shows(surface::Tree const& tree, std::string_view wanted) {
  return std::ranges::any_of(tree.nodes(), [&](Node const& node) {
    return node.text.find(wanted) != std::string::npos || node.get(Attribute::value).find(wanted) != std::string::npos;
  });
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
    host.speak(spanish());
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

TEST_CASE("a student of 18 is nowhere told of a child") {
  for (Scene const& scene : scenes()) {
    if (!scene.name.starts_with("student")) continue;
    INFO(scene.name);
    Host host;
    scene.act(host);
    for (int language = 0; language < 2; ++language) {
      surface::Tree tree;
      record(tree, host.state);
      for (std::string_view const of_child : {"our child", "My children", "hijo"}) CHECK_FALSE(shows(tree, of_child));
      host.speak(spanish());
    }
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

TEST_CASE("more of a long list brings its rows, and the focus to the first of them") {
  Host host;
  long_record(host, 145);
  surface::Tree tree;
  record(tree, host.state);
  CHECK(tree.find("entry:more-25") != nullptr);
  CHECK(tree.find("entry:more-26") == nullptr);
  for (auto const& [last, next] : {std::pair{125, 26}, std::pair{145, 126}}) {
    show_more(host);
    record(tree, host.state);
    CHECK(tree.find("entry:more-" + std::to_string(last)) != nullptr);
    CHECK(tree.find("entry:more-" + std::to_string(last + 1)) == nullptr);
    Node const* const header = tree.find(host.all<Focus>().back().key);
    REQUIRE(header != nullptr);
    CHECK(header->role == surface::Role::row_header);
    CHECK(header->has(Attribute::tabindex));
    CHECK(header->text == "More " + std::to_string(next));
  }
  CHECK(std::ranges::none_of(tree.nodes(), [](Node const& node) { return node.key.starts_with("show-more:"); }));
  // Back from a form the same rows are there.
  std::uint32_t const page = host.state.page;
  host.click(keys::correct, "contact.street");
  REQUIRE(host.state.place.screen == Screen::correction);
  host.send(PageRecalled{page});
  record(tree, host.state);
  CHECK(tree.find("entry:more-145") != nullptr);
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
      then.click(std::string{node.key});
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
      host.send(FieldChanged{std::string{node.key}, "typed"});
    }
  }
  CHECK(host.state.drafts.at(correction).changes.at(0).new_value == "typed");
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
