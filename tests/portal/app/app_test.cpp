#include "portal/app/app.hpp"

#include <memory>

#include "portal/app/codec.hpp"
#include "portal/surface/protocol.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;
using surface::ByteWriter;

namespace {

std::vector<Event> seen;

std::vector<Effect> record(State& state, Event const& event) {
  seen.push_back(event);
  state.now_ms = event.now_ms;
  if (std::holds_alternative<Clicked>(event.what)) return {Announce{"done"}, Focus{"missing"}, Focus{"name"}};
  return {};
}

void page(surface::Ui& ui, State const& /*state*/) {
  ui.button("save", {.label = "Save"});
  ui.button("off", {.label = "Off", .availability = surface::Availability::unavailable});
  ui.text_field("name", {.label = "Name"});
  ui.radio_group("color", {.label = "Colour"}, {{"r", "Red"}, {"b", "Blue"}});
}

// App in a frame, ready for events.
std::unique_ptr<App> started() {
  seen.clear();
  auto app = std::make_unique<App>(Program{record, page});
  REQUIRE_FALSE(app->frame().empty());
  return app;
}

Bytes event(std::uint8_t kind, surface::NodeId node, std::string_view text = {}) {
  Bytes bytes;
  ByteWriter out(bytes);
  out.i64(1234);
  out.u8(kind);
  out.u32(node);
  if (kind == 4) out.text(text);
  return bytes;
}

}  // namespace

TEST_CASE("a click names the node's key; its effects come after the frame, focus by element") {
  auto const app = started();
  REQUIRE(app->handle(event(3, app->tree().find("save")->id)));
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].now_ms == 1234);
  CHECK(std::get<Clicked>(seen[0].what).key == "save");
  CHECK(app->frame().empty());
  Bytes expected;
  ByteWriter out(expected);
  out.u8(5);
  out.text("done");
  out.u8(0);
  out.u8(6);
  out.u32(app->tree().find("name")->id);
  CHECK(app->take_effects() == expected);
  CHECK(app->take_effects().empty());
}

TEST_CASE("a radio button speaks for its group") {
  auto const app = started();
  REQUIRE(app->handle(event(4, app->tree().find("color=b")->id, "b")));
  CHECK(std::get<FieldChanged>(seen.at(0).what).key == "color");
  CHECK(std::get<FieldChanged>(seen.at(0).what).text == "b");
}

TEST_CASE("what is unavailable, gone or without a key yields no event") {
  auto const app = started();
  REQUIRE(app->handle(event(3, app->tree().find("off")->id)));
  REQUIRE(app->handle(event(3, 1)));
  REQUIRE(app->handle(event(3, 99999)));
  CHECK(seen.empty());
}

TEST_CASE("an event cut off anywhere, with an unknown kind or a tail is refused") {
  auto const app = started();
  Bytes const whole = event(4, app->tree().find("name")->id, "Ada");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(app->handle(ByteView(whole).first(size)));
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK_FALSE(app->handle(longer));
  CHECK_FALSE(app->handle(event(77, 1)));
  CHECK(seen.empty());
  CHECK(app->handle(whole));
  CHECK(seen.size() == 1);
}

TEST_CASE("the browser's clock is read in order of time, and nothing else is") {
  struct Change {
    std::int64_t from_ms;
    std::int32_t minutes;
  };
  auto const started_with = [](std::vector<Change> const& clock) {
    Bytes bytes;
    ByteWriter out(bytes);
    out.i64(1234);
    out.u8(0);
    out.text("en");
    out.u32(static_cast<std::uint32_t>(clock.size()));
    for (auto const& [from_ms, minutes] : clock) {
      out.i64(from_ms);
      out.u32(static_cast<std::uint32_t>(minutes));
    }
    out.u8(0);
    out.text("");
    return decode_event(bytes, surface::Tree{});
  };
  auto const read = started_with({{5, -300}, {9, 330}});
  REQUIRE(read);
  REQUIRE(read->event);
  auto const& clock = std::get<Started>(read->event->what).clock;
  REQUIRE(clock.size() == 2);
  CHECK(clock[0].utc_offset_minutes == -300);
  CHECK(clock[1].from_ms == 9);
  CHECK(started_with({}));
  CHECK_FALSE(started_with({{9, 0}, {5, 0}}));
  CHECK_FALSE(started_with({{5, 1441}}));
  CHECK_FALSE(started_with(std::vector<Change>(257, Change{1, 0})));
}
