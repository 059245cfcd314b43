// Layout and drawing without a screen: the checks that hold for every screen, over one with every kind of node.
#include <map>

#include "tests/portal/surface/canvas.hpp"

using namespace hallpass::surface;
using hallpass::Bytes;

TEST_CASE("every drawn item has a node, every drawn string stands in the tree") {
  for (float const width : {1100.F, 640.F, 320.F}) {
    Canvas canvas;
    {
      Ui ui(canvas.tree);
      everything(ui);
    }
    canvas.show(width);
    std::vector<Drawn> journal;
    Picture const picture = canvas.painter.paint(canvas.tree, canvas.layout, {}, {}, &journal);
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
      std::string expected{node.text};
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

TEST_CASE("a picture is a square beside what stands in its row") {
  Canvas canvas;
  {
    Ui ui(canvas.tree);
    ui.banner([&] {
      ui.actions([&] {
        ui.image("logo.svg");
        ui.paragraph("Lakeside");
      });
    });
  }
  canvas.show(1100);
  auto const& nodes = canvas.tree.nodes();
  auto const image = std::ranges::find(nodes, Role::image, &Node::role);
  REQUIRE(image != nodes.end());
  CHECK(image->get(Attribute::src) == "logo.svg");
  CHECK((image->has(Attribute::alt) && image->get(Attribute::alt).empty()));
  CHECK(image->rect.width == image->rect.height);
  Node const& name = *(image + 1);
  CHECK(name.rect.x >= image->rect.x + image->rect.width);
  CHECK(name.rect.y + name.rect.height / 2 == Catch::Approx(image->rect.y + image->rect.height / 2));
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
