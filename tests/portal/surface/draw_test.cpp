// Layout and drawing without a screen: the checks that hold for every screen, over one with every kind of node.
#include <fstream>
#include <iterator>
#include <map>

#include "portal/surface/layout.hpp"
#include "portal/surface/painter.hpp"
#include "portal/surface/theme.hpp"
#include "portal/surface/ui.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass::surface;
using hallpass::Bytes;

namespace {

Bytes font_file(char const* name) {
  std::ifstream file(std::string("/usr/share/fonts/truetype/noto/") + name, std::ios::binary);
  REQUIRE(file);
  return Bytes(std::istreambuf_iterator<char>(file), {});
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

void everything(Ui& ui) {
  ui.banner([&] {
    ui.strong("Lakeside Unified School District");
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

}  // namespace

TEST_CASE("every drawn item has a node, every drawn string stands in the tree") {
  for (float const width : {1100.F, 640.F, 320.F}) {
    Canvas canvas;
    {
      Ui ui(canvas.tree);
      everything(ui);
    }
    canvas.show(width);
    std::vector<Drawn> journal;
    Picture const picture = canvas.painter.paint(canvas.tree, canvas.layout, canvas.viewport, {}, &journal);
    CHECK(picture.index_count > 3000);
    CHECK(picture.index_count % 3 == 0);
    std::map<NodeId, std::string> drawn;
    for (Drawn const& item : journal) {
      Node const* const node = canvas.tree.find(item.node);
      REQUIRE(node != nullptr);
      bool const is_marker = node->role == Role::listitem;
      CAPTURE(item.text);
      CHECK((item.text.empty() || is_marker || node->text.find(item.text) != std::string::npos ||
             node->get(Attribute::column) == item.text));
      if (!is_marker && item.text != node->get(Attribute::column)) drawn[item.node] += item.text;
    }
    // And the other way round: every text of the tree was drawn whole, but what its element shows by itself.
    for (Node const& node : canvas.tree.nodes()) {
      bool const is_hidden_title = width < measure::narrow_below && node.role == Role::column_header;
      if (node.text.empty() || node.role == Role::option || is_hidden_title) continue;
      CAPTURE(node.text);
      std::string without_blanks = drawn[node.id];
      std::string expected = node.text;
      std::erase(without_blanks, ' ');
      std::erase(expected, ' ');
      CHECK(without_blanks == expected);
    }
  }
}

TEST_CASE("nothing reaches beyond the window, and blocks of one parent do not overlap") {
  for (float const width : {1100.F, 500.F, 320.F}) {
    Canvas canvas;
    {
      Ui ui(canvas.tree);
      everything(ui);
    }
    canvas.show(width);
    auto const& nodes = canvas.tree.nodes();
    for (TextRun const& run : canvas.layout.runs) {
      CAPTURE(run.text, width);
      CHECK(run.x >= 0);
      CHECK(run.x + run.width <= width + 0.5F);
    }
    for (NodeIndex parent = 0; parent < nodes.size(); ++parent) {
      for (NodeIndex one = parent + 1; one < nodes[parent].end; one = nodes[one].end) {
        NodeIndex const other = nodes[one].end;
        if (other >= nodes[parent].end || nodes[one].flows || nodes[other].flows) continue;
        if (nodes[other].role == Role::dialog || nodes[one].role == Role::option) continue;
        if (nodes[one].role == Role::table_head || nodes[one].role == Role::column_header) continue;
        Rect const& a = nodes[one].rect;
        Rect const& b = nodes[other].rect;
        CAPTURE(static_cast<int>(nodes[one].role), static_cast<int>(nodes[other].role), width, a.x, a.y, b.x, b.y);
        CHECK((b.y >= a.y + a.height - 0.01F || b.x >= a.x + a.width - 0.01F || b.y + b.height <= a.y));
      }
    }
  }
}

TEST_CASE("a text breaks between words, and its lines fill the width") {
  Canvas canvas;
  {
    Ui ui(canvas.tree);
    ui.main([&] { ui.paragraph("aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll mmmm nnnn"); });
  }
  canvas.show(320);
  Node const& paragraph = canvas.tree.nodes()[2];
  REQUIRE_FALSE(paragraph.breaks.empty());
  for (auto const at : paragraph.breaks) {
    CHECK(paragraph.text[at - 1] == ' ');
    CHECK(paragraph.text[at] != ' ');
  }
}

TEST_CASE("a word longer than the window is cut, not lost") {
  Canvas canvas;
  std::string const word(400, 'w');
  {
    Ui ui(canvas.tree);
    ui.main([&] { ui.paragraph(word); });
  }
  canvas.show(320);
  std::string drawn;
  for (TextRun const& run : canvas.layout.runs) drawn += run.text;
  CHECK(drawn == word);
}

TEST_CASE("letters that no font has are reported") {
  Canvas canvas;
  {
    Ui ui(canvas.tree);
    ui.paragraph("Lucía Ğ Ω Ж");
  }
  canvas.show(640);
  CHECK(canvas.painter.fonts().complete());
  {
    Ui ui(canvas.tree);
    ui.paragraph("\xE6\x9D\x8E");  // a Chinese name
  }
  canvas.show(640);
  CHECK_FALSE(canvas.painter.fonts().complete());
  // The next page has no such letter.
  canvas.painter.fonts().begin_page();
  {
    Ui ui(canvas.tree);
    ui.paragraph("Plain");
  }
  canvas.show(640);
  CHECK(canvas.painter.fonts().complete());
}

TEST_CASE("colours keep the contrast that WCAG asks for, in both schemes") {
  using enum Color;
  for (Scheme const scheme : {Scheme::light, Scheme::dark}) {
    auto const check = [&](Color ink, Color paper, double least) {
      CAPTURE(static_cast<int>(ink), static_cast<int>(paper), static_cast<int>(scheme));
      CHECK(contrast(rgb(ink, scheme), rgb(paper, scheme)) >= least);
    };
    for (Color const paper : {page, card}) {
      for (Color const ink : {text, muted, accent, danger}) check(ink, paper, 4.5);
      for (Color const shape : {control, focus}) check(shape, paper, 3);
    }
    check(on_accent, accent, 4.5);
    check(accent, accent_soft, 4.5);
    check(success, success_soft, 4.5);
    check(warning, warning_soft, 4.5);
    check(danger, danger_soft, 4.5);
    for (Color const soft : {accent_soft, success_soft, warning_soft, danger_soft}) check(text, soft, 4.5);
  }
  CHECK(contrast(0xffffff, 0x000000) == Catch::Approx(21));
}

TEST_CASE("a line is cut at blanks; a word only when it is longer than the line") {
  Canvas canvas;
  Fonts& fonts = canvas.painter.fonts();
  fonts.need("users.csv is read, then é");
  fonts.build();
  auto const room_for = [&](std::string_view text) { return fonts.width(TextStyle::body, text); };
  auto const fit = [&](std::string_view text, float room, bool at_line_start) {
    return text.substr(0, fonts.fit(TextStyle::body, text, room, at_line_start));
  };
  std::string_view const text = "is users.csv read";
  CHECK(fit(text, room_for(text), true) == text);
  CHECK(fit(text, room_for("is users.csv"), true) == "is users.csv ");
  CHECK(fit(text, room_for("is users.c"), true) == "is ");  // not behind the full stop
  CHECK(fit("users.csv", room_for("user"), true) == "user");
  CHECK(fit("users.csv", room_for("user"), false).empty());
  CHECK(fit("éé", 0, true) == "é");  // never half a letter, never nothing
}
