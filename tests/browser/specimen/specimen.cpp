// A page with every kind of node that a screen can describe, and a machine that is easy to drive from a browser test.
// Its state lives here: the portal's own State has no place for it.
#include <map>
#include <string>

#include "wasm/portal/bridge.hpp"

namespace {

using namespace hallpass::portal;
using namespace hallpass::surface;

struct Specimen {
  std::map<std::string, std::string> fields{{"date", "2026-11-23"}, {"count", "0"}};
  std::string file;
  bool dialog = false;
  bool open = false;
  bool error = false;
  bool reversed = false;
};

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
Specimen specimen;

std::vector<Effect> clicked(std::string const& key) {
  if (key == "count-up") specimen.fields["count"] = std::to_string(std::stoi(specimen.fields["count"]) + 1);
  if (key == "reverse") specimen.reversed = !specimen.reversed;
  if (key == "details") specimen.open = !specimen.open;
  if (key == "ask") specimen.dialog = true;
  if (key == "dialog.close") {
    specimen.dialog = false;
    return {Focus{"ask"}};
  }
  if (key == "submit") {
    specimen.error = specimen.fields["street"].empty();
    if (specimen.error) return {Focus{"street"}};
    return {Announce{"Sent: " + specimen.fields["street"]}};
  }
  if (key == "clear") specimen.fields["street"].clear();
  return {};
}

std::vector<Effect> update(State& state, Event const& event) {
  state.now_ms = event.now_ms;
  if (auto const* const started = std::get_if<Started>(&event.what)) {
    state.view = started->view;
    return {SetLanguage{"en"}, SetPage{0, "Specimen", true}};
  }
  if (auto const* const changed = std::get_if<ViewChanged>(&event.what)) state.view = changed->view;
  if (auto const* const click = std::get_if<Clicked>(&event.what)) {
    if (click->key == "view") return {SetView{state.view == View::plain ? View::canvas : View::plain}};
    return clicked(click->key);
  }
  if (auto const* const field = std::get_if<FieldChanged>(&event.what)) specimen.fields[field->key] = field->text;
  if (auto const* const file = std::get_if<FileChosen>(&event.what)) {
    specimen.file = file->name + ", " + std::to_string(file->size_bytes) + " bytes";
  }
  if (std::holds_alternative<Dismissed>(event.what)) specimen.dialog = false;
  return {};
}

void text_parts(Ui& ui) {
  ui.heading(1, "Specimen", "title");
  ui.paragraph(
      "Every kind of node that a screen can describe, in one page. This paragraph is long enough to be broken "
      "into several lines on any screen that people use, so that both views can be compared.");
  ui.paragraph([&] {
    ui.text("Asked on ");
    ui.time("2026-11-23", "23 November 2026");
    ui.text(" and now ");
    ui.badge(Tone::success, "Approved");
    ui.text(" by ");
    ui.strong("Ruth Olsen");
    ui.text("; ");
    ui.link("why", {.label = "why"});
    ui.text(".");
  });
  ui.notice(Tone::info, "An answer is due by 7 January 2027.");
  ui.notice(Tone::danger, "The district could not be reached.");
  ui.progress("step", "Step 2 of 3", 2, 3);
}

void form(Ui& ui) {
  ui.form("form", "Ask for a correction", [&] {
    ui.text_field("street", {.label = "Street",
                             .value = specimen.fields["street"],
                             .description = "As it stands on your letters.",
                             .error = specimen.error ? "Write the street, for example 1 Main Street." : "",
                             .necessity = Necessity::required,
                             .autocomplete = "address-line1"});
    ui.text_field(
        "email",
        {.label = "Email", .value = specimen.fields["email"], .kind = TextKind::email, .autocomplete = "email"});
    ui.text_field("date", {.label = "Since", .value = specimen.fields["date"], .kind = TextKind::date});
    ui.text_field("reason", {.label = "Reason", .value = specimen.fields["reason"], .kind = TextKind::multiline});
    ui.select("grade", {.label = "Grade", .selected = specimen.fields["grade"]},
              {{"", "Choose"}, {"05", "Fifth"}, {"06", "Sixth"}});
    ui.radio_group("outcome", {.label = "Outcome", .selected = specimen.fields["outcome"]},
                   {{"approve", "Approve", "The record changes at once."}, {"refuse", "Refuse"}});
    ui.checkbox("sure", {.label = "I have looked twice", .checked = specimen.fields["sure"] == "true"});
    ui.file_field("evidence", {.label = "Evidence", .description = "Encrypted before it leaves this page."});
    if (!specimen.file.empty()) ui.paragraph(specimen.file);
    ui.actions([&] {
      ui.button("submit", {.label = "Send", .look = ButtonLook::primary, .kind = ButtonKind::submit});
      ui.button("clear", {.label = "Clear"});
      ui.button("ask", {.label = "Discard", .look = ButtonLook::danger});
      ui.button("never", {.label = "Not now", .availability = Availability::unavailable});
    });
  });
}

void record(Ui& ui) {
  ui.table("record", "Contact", {"Field", "Value", "Action"}, [&] {
    for (auto const& [key, name, value] :
         {std::tuple{"street-row", "Street", "12 Wrong Street"}, std::tuple{"phone-row", "Telephone", "+1 555 0100"}}) {
      ui.row(key, [&] {
        ui.row_header(name);
        ui.cell(value);
        ui.cell([&] { ui.button(std::string(key) + ".correct", {.label = "Correct", .context = name}); });
      });
    }
  });
  ui.facts([&] {
    ui.fact("Source", "OneRoster users.csv");
    ui.fact("Seen by", [&] { ui.time("2026-11-20", "20 November 2026"); });
  });
}

void draw(Ui& ui, State const& state) {
  ui.banner([&] {
    ui.actions([&] {
      ui.image("icon.svg");
      ui.paragraph("Lakeside Unified School District");
    });
    ui.button("view", {.label = state.view == View::plain ? "Drawn view" : "Plain view"});
  });
  ui.nav("Pages", [&] {
    ui.list(ListKind::plain, [&] {
      ui.item({}, [&] { ui.link("nav.children", {.label = "My children", .state = LinkState::current}); });
      ui.item({}, [&] { ui.link("nav.requests", {.label = "My requests"}); });
    });
  });
  ui.main([&] {
    text_parts(ui);
    ui.section("record-section", 2, "The record", [&] { record(ui); });
    ui.section("form-section", 2, "A form", [&] { form(ui); });
    ui.section("rest", 2, "The rest", [&] {
      ui.disclosure("details", "Details", specimen.open, [&] { ui.paragraph("Shown on demand."); });
      ui.list(ListKind::numbered, [&] {
        for (int i = 0; i < 3; ++i) {
          std::string const n = std::to_string(specimen.reversed ? 2 - i : i);
          ui.item("item" + n, [&] { ui.link("go" + n, {.label = "Item " + n}); });
        }
      });
      ui.actions([&] {
        ui.button("reverse", {.label = "Reverse the list"});
        ui.button("count-up", {.label = "Count up"});
      });
      ui.paragraph("Counted: " + specimen.fields["count"]);
    });
  });
  ui.contentinfo([&] { ui.paragraph("Lakeside Unified School District, records@lakeside.example"); });
  if (!specimen.dialog) return;
  ui.dialog("dialog", "Discard what you wrote?", [&] {
    ui.paragraph("Nothing of it has been sent.");
    ui.actions([&] { ui.button("dialog.close", {.label = "Keep it", .look = ButtonLook::primary}); });
  });
}

}  // namespace

Program hallpass::portal::program() {
  return {update, draw};
}
