#pragma once
// A page with every kind of node, laid out in a window without a screen.

#include <fstream>
#include <iterator>
#include <string>

#include "portal/surface/layout.hpp"
#include "portal/surface/painter.hpp"
#include "portal/surface/theme.hpp"
#include "portal/surface/ui.hpp"
#include "sdk/base/bytes.hpp"
#include "tests/support/catch.hpp"

namespace hallpass::surface {

inline hallpass::Bytes font_file(char const* name) {
  std::ifstream file(std::string("/usr/share/fonts/truetype/noto/") + name, std::ios::binary);
  REQUIRE(file);
  return hallpass::Bytes(std::istreambuf_iterator<char>(file), {});
}

// A painter with its fonts, and one page laid out in a window.
struct Canvas {
  Painter painter;
  Tree tree;
  Layout layout;
  Viewport viewport;

  Canvas() {
    painter.fonts().load(Weight::regular, font_file("NotoSans-Regular.ttf"));
    painter.fonts().load(Weight::bold, font_file("NotoSans-Bold.ttf"));
    for (std::size_t i = 0; i < text_style_count; ++i) {
      painter.fonts().set_baseline(static_cast<TextStyle>(i), text_styles[i].line_height * 0.75F);
    }
  }
  void show(float width) {
    viewport.width = width;
    for (Node const& node : tree.nodes()) {
      painter.fonts().need(node.text);
      painter.fonts().need(node.get(Attribute::column));
    }
    painter.fonts().need("0123456789.");
    painter.fonts().build();
    lay_out(tree, painter.fonts(), viewport, layout);
  }
  NodeIndex index(std::string_view key) { return static_cast<NodeIndex>(tree.find(key) - tree.nodes().data()); }
};

inline void everything(Ui& ui) {
  ui.banner([&] {
    ui.actions([&] {
      ui.image("icon.svg");
      ui.paragraph("Lakeside Unified School District");
    });
    ui.button("view", {.label = "Plain view"});
  });
  ui.nav("Pages", [&] {
    ui.list(ListKind::plain, [&] {
      ui.item({}, [&] { ui.link("nav.children", {.label = "My children", .state = LinkState::current}); });
      ui.item({}, [&] { ui.link("nav.requests", {.label = "My requests"}); });
    });
  });
  ui.main([&] {
    ui.heading(1, "Lucía's record", "title");
    ui.paragraph(
        "A paragraph that is long enough to be broken into several lines on every screen that people use "
        "at home, on a bus or in an office of the district.");
    ui.paragraph([&] {
      ui.text("Asked on ");
      ui.time("2026-11-23", "23 November 2026");
      ui.text(" and by now, after all that had to be looked at, ");
      ui.badge(Tone::success, "Approved");
      ui.text(" by the records office; ");
      ui.link("why", {.label = "why that took so long"});
    });
    ui.notice(Tone::warning, "An answer is due by 7 January 2027.");
    ui.section("record", 2, "The record", [&] {
      ui.table("contact", "Contact", {"Field", "Value", "Action"}, [&] {
        ui.row("street", [&] {
          ui.row_header("Street");
          ui.cell("12 Wrong Street");
          ui.cell([&] { ui.button("correct", {.label = "Correct", .context = "Street"}); });
        });
      });
      ui.facts([&] { ui.fact("Source", "OneRoster users.csv"); });
    });
    ui.form("form", "Form", [&] {
      ui.text_field("name", {.label = "Name", .description = "As on letters", .error = "Write it"});
      ui.text_field("reason", {.label = "Reason", .kind = TextKind::multiline});
      ui.select("grade", {.label = "Grade"}, {{"5", "Fifth"}});
      ui.checkbox("sure", {.label = "Sure", .checked = true});
      ui.radio_group("outcome", {.label = "Outcome"}, {{"a", "Approve", "At once."}, {"b", "Refuse"}});
      ui.file_field("file", {.label = "Evidence"});
      ui.progress("step", "Step 2 of 3", 2, 3);
      ui.actions([&] {
        ui.button("send", {.label = "Send", .look = ButtonLook::primary, .kind = ButtonKind::submit});
        ui.button("off", {.label = "Not now", .availability = Availability::unavailable});
      });
    });
    ui.disclosure("details", "Details", true, [&] { ui.paragraph("Shown."); });
    ui.list(ListKind::numbered, [&] { ui.item("i1", [&] { ui.text("First"); }); });
    ui.list(ListKind::bullets, [&] { ui.item("i2", [&] { ui.text("Second"); }); });
  });
  ui.contentinfo([&] { ui.paragraph("records@lakeside.example"); });
  ui.dialog("dialog", "Discard?", [&] {
    ui.paragraph("Nothing has been sent.");
    ui.actions([&] { ui.button("keep", {.label = "Keep it"}); });
  });
}

}  // namespace hallpass::surface
