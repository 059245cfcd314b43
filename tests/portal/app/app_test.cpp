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

// As web/portal/protocol.ts packs one.
void put_language(ByteWriter& out, std::vector<std::string> const& texts) {
  out.text("es");
  out.u32(static_cast<std::uint32_t>(texts.size()));
  for (auto const& text : texts) out.text(text);
  for (int month = 1; month <= 12; ++month) out.text("mes " + std::to_string(month));
  for (auto const* part : {"{0}/{1}", "{3}:{4}", "am", "pm"}) out.text(part);
  out.u8(0);
  out.u8(1);
  out.text("51");
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

TEST_CASE("calls to the district wait for no frame, all else does") {
  auto const calling = [](State&, Event const&) -> std::vector<Effect> {
    return {Announce{"first"}, Http{.id = 7, .path = "/v1/me", .body = {}}, Announce{"last"},
            Http{.id = 8, .path = "/v1/district", .body = {}}};
  };
  App app(Program{calling, page});
  REQUIRE_FALSE(app.frame().empty());
  REQUIRE(app.handle(event(3, app.tree().find("save")->id)));
  auto const packed = [&](std::vector<Effect> const& effects) {
    Bytes out;
    encode_effects(effects, app.tree(), out);
    return out;
  };
  CHECK(app.take_calls() ==
        packed({Http{.id = 7, .path = "/v1/me", .body = {}}, Http{.id = 8, .path = "/v1/district", .body = {}}}));
  CHECK(app.take_calls().empty());
  CHECK(app.take_effects() == packed({Announce{"first"}, Announce{"last"}}));
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
    put_language(out, {"Uno", ""});
    out.u32(1);
    out.text("es");
    out.text("Español");
    out.u32(static_cast<std::uint32_t>(clock.size()));
    for (auto const& [from_ms, minutes] : clock) {
      out.i64(from_ms);
      out.u32(static_cast<std::uint32_t>(minutes));
    }
    out.u8(0);
    out.text("");
    out.text("logo.svg");
    return decode_event(bytes, surface::Tree{});
  };
  auto const read = started_with({{5, -300}, {9, 330}});
  REQUIRE(read);
  REQUIRE(read->event);
  auto const& clock = std::get<Started>(read->event->what).clock;
  REQUIRE(clock.size() == 2);
  CHECK(std::get<Started>(read->event->what).logo == "logo.svg");
  CHECK(clock[0].utc_offset_minutes == -300);
  CHECK(clock[1].from_ms == 9);
  CHECK(started_with({}));
  CHECK_FALSE(started_with({{9, 0}, {5, 0}}));
  CHECK_FALSE(started_with({{5, 1441}}));
  CHECK_FALSE(started_with(std::vector<Change>(257, Change{1, 0})));
}

TEST_CASE("a language is read whole, and nothing else is") {
  auto const loaded = [](std::vector<std::string> const& texts, std::size_t cut = 0) {
    Bytes bytes;
    ByteWriter out(bytes);
    out.i64(1234);
    out.u8(12);
    put_language(out, texts);
    bytes.resize(bytes.size() - cut);
    return decode_event(bytes, surface::Tree{});
  };
  auto const read = loaded({"Uno", ""});
  REQUIRE(read);
  REQUIRE(read->event);
  Language const& language = std::get<LanguageLoaded>(read->event->what).language;
  CHECK(language.tag() == "es");
  CHECK(language.text(Text{0}) == "Uno");
  CHECK(language.text(Text{1}) == Language{}.text(Text{1}));
  CHECK(language.calendar().months.back() == "mes 12");
  CHECK(language.calendar().date_time == "{3}:{4}");
  CHECK_FALSE(language.calendar().twelve_hours);
  CHECK(language.calendar().two_digit_hours);
  CHECK(language.plural(1) == PluralCategory::one);
  CHECK_FALSE(loaded(std::vector<std::string>(text_count + 1)));
  for (std::size_t cut = 1; cut <= 100; ++cut) CHECK_FALSE(loaded({"Uno", ""}, cut));
}
