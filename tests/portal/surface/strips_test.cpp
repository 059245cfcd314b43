// What is drawn strip by strip is what is drawn at once, and no strip that changed looks as before.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <set>
#include <string>

#include "tests/portal/surface/canvas.hpp"

using namespace hallpass::surface;

namespace {

// A page of several strips, after `change`.
struct Page {
  Canvas canvas;
  Look look;
  std::vector<std::uint32_t> looks;
  std::vector<std::string> drawings;  // of each strip: its corners, as a renderer gets them

  explicit Page(std::function<void(Canvas&, Look&)> const& change = {}) {
    {
      Ui ui(canvas.tree);
      ui.main([&] {
        for (int part = 0; part < 3; ++part) {
          std::string const key = "part" + std::to_string(part);
          ui.section(key, 2, key, [&] {
            ui.paragraph("A paragraph of part " + std::to_string(part));
            ui.notice(Tone::info, "Something to know.");
            ui.list(ListKind::bullets, [&] { ui.item({}, [&] { ui.text("An item"); }); });
            ui.text_field(key + "name", {.label = "Name", .value = "Ana"});
            ui.checkbox(key + "sure", {.label = "Sure", .checked = part == 1});
            ui.progress(key + "step", "Step", 1, 3);
            ui.link(key + "link", {.label = "Somewhere"});
            ui.actions([&] { ui.button(key + "send", {.label = "Send", .look = ButtonLook::danger}); });
          });
        }
      });
    }
    canvas.show(700);
    if (change) change(canvas, look);
    auto const strips = static_cast<std::uint32_t>(std::ceil(canvas.layout.height / strip_height));
    look_at_strips(canvas.tree, canvas.layout, look, 0, strips, looks);
    for (std::uint32_t strip = 0; strip < strips; ++strip) {
      float const top = static_cast<float>(strip) * strip_height;
      Picture const picture = canvas.painter.paint(canvas.tree, canvas.layout, look, {top, top + strip_height});
      // In the order of drawing: which corner a number means depends on what else is in the list.
      std::string drawing;
      for (std::uint32_t i = 0; i < picture.index_count; ++i) {
        constexpr std::size_t corner = 20;
        drawing.append(reinterpret_cast<char const*>(picture.vertices) + corner * picture.indices[i], corner);
      }
      drawings.push_back(drawing);
    }
  }

  Node& node(std::string_view key) { return canvas.tree.nodes()[canvas.index(key)]; }
};

// Every change, of which some reach one strip and some reach all.
std::vector<std::function<void(Canvas&, Look&)>> changes() {
  auto const node = [](Canvas& canvas, std::string_view key) -> Node& {
    return canvas.tree.nodes()[canvas.index(key)];
  };
  std::vector<std::function<void(Canvas&, Look&)>> all{
      [](Canvas&, Look& look) { look.scheme = Scheme::dark; },
      [](Canvas&, Look& look) { look.density = 1.5F; },
      [](Canvas& canvas, Look&) { canvas.layout.runs.back().x += 0.25F; },
      [](Canvas& canvas, Look&) { canvas.layout.runs.front().baseline += 3; },
      [](Canvas& canvas, Look&) { canvas.layout.runs.pop_back(); },
  };
  for (std::string const part : {"part0", "part1", "part2"}) {
    for (char const* const thing : {"send", "link"}) {
      all.emplace_back([=](Canvas& canvas, Look& look) { look.hovered = node(canvas, part + thing).id; });
    }
    all.emplace_back([=](Canvas& canvas, Look&) {
      auto& attributes = node(canvas, part + "sure").attributes;
      bool const was = std::erase_if(attributes, [](auto const& one) { return one.first == Attribute::checked; }) > 0;
      if (!was) attributes.emplace_back(Attribute::checked, "");
    });
    all.emplace_back([=](Canvas& canvas, Look&) {
      node(canvas, part + "name").attributes.emplace_back(Attribute::invalid, "true");
    });
    all.emplace_back([=](Canvas& canvas, Look&) {
      for (auto& [name, value] : node(canvas, part + "step").attributes) {
        if (name == Attribute::value) value = "2";
      }
    });
    all.emplace_back([=](Canvas& canvas, Look&) { node(canvas, part + "send").rect.width += 1; });
    all.emplace_back(
        [=](Canvas& canvas, Look&) { node(canvas, part + "send").attributes.emplace_back(Attribute::disabled, ""); });
  }
  return all;
}

}  // namespace

TEST_CASE("a strip that is drawn otherwise looks otherwise, and one that is not does not") {
  Page const before;
  REQUIRE(before.looks.size() > 2);
  REQUIRE(Page().looks == before.looks);
  REQUIRE(Page().drawings == before.drawings);
  std::size_t kept = 0;
  for (auto const& change : changes()) {
    Page const after(change);
    REQUIRE(after.looks.size() == before.looks.size());
    CHECK(after.looks != before.looks);
    for (std::size_t strip = 0; strip < before.looks.size(); ++strip) {
      CAPTURE(strip);
      CHECK((after.looks[strip] != before.looks[strip]) == (after.drawings[strip] != before.drawings[strip]));
      if (after.looks[strip] == before.looks[strip]) ++kept;
    }
  }
  CHECK(kept > 20);
}

TEST_CASE("what a field holds is not drawn, and looks the same") {
  Page const before;
  Page const after([](Canvas& canvas, Look&) {
    for (auto& [name, value] : canvas.tree.nodes()[canvas.index("part0name")].attributes) {
      if (name == Attribute::value) value = "Eva";
    }
  });
  CHECK(after.looks == before.looks);
  CHECK(after.drawings == before.drawings);
}

TEST_CASE("a dialog's shade lies on every strip") {
  Canvas canvas;
  {
    Ui ui(canvas.tree);
    everything(ui);
  }
  canvas.show(700);
  std::vector<std::uint32_t> with;
  look_at_strips(canvas.tree, canvas.layout, {}, 0, 4, with);
  for (Node& node : canvas.tree.nodes()) {
    if (node.role == Role::dialog) node.role = Role::section;
  }
  std::vector<std::uint32_t> without;
  look_at_strips(canvas.tree, canvas.layout, {}, 0, 4, without);
  for (std::size_t strip = 0; strip < with.size(); ++strip) CHECK(with[strip] != without[strip]);
}

TEST_CASE("together the strips draw everything, and each only what stands in it") {
  Canvas canvas;
  {
    Ui ui(canvas.tree);
    everything(ui);
  }
  canvas.show(640);
  auto const drawn = [&](Band const& band) {
    std::vector<Drawn> journal;
    (void)canvas.painter.paint(canvas.tree, canvas.layout, {}, band, &journal);
    std::set<std::pair<NodeId, std::string>> items;
    for (Drawn const& item : journal) items.emplace(item.node, item.text);
    return items;
  };
  auto const all = drawn({});
  std::set<std::pair<NodeId, std::string>> together;
  for (float top = 0; top < canvas.layout.height; top += strip_height) {
    auto const part = drawn({top, top + strip_height});
    CHECK(part.size() < all.size());
    together.insert(part.begin(), part.end());
  }
  CHECK(together == all);
}
