// The differ against a page that applies what it says: whatever the changes, the page equals the tree.
#include "portal/surface/differ.hpp"

#include <bit>
#include <functional>
#include <map>
#include <random>

#include "portal/surface/ui.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass::surface;
using hallpass::Bytes;

namespace {

struct Element {
  Role role = Role::root;
  std::string text;
  std::map<Attribute, std::string> attributes;
  NodeId parent = 0;
  std::vector<NodeId> children;
};

// What web/portal/mirror.ts does, in miniature.
class Page {
 public:
  std::map<NodeId, Element> elements{{0, {}}};
  int created = 0, placed = 0;

  void apply(Bytes const& bytes) {
    bytes_ = &bytes;
    at_ = 0;
    created = placed = 0;
    while (at_ < bytes.size()) step();
  }

 private:
  Bytes const* bytes_ = nullptr;
  std::size_t at_ = 0;

  std::uint8_t u8() { return bytes_->at(at_++); }
  std::uint32_t u32() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) value |= static_cast<std::uint32_t>(u8()) << shift;
    return value;
  }
  std::string text() {
    std::uint32_t const size = u32();
    std::string value(bytes_->begin() + static_cast<std::ptrdiff_t>(at_),
                      bytes_->begin() + static_cast<std::ptrdiff_t>(at_ + size));
    at_ += size;
    return value;
  }
  void detach(NodeId id) { std::erase(elements.at(elements.at(id).parent).children, id); }

  void step() {
    auto const instruction = static_cast<Instruction>(u8());
    NodeId const id = u32();
    switch (instruction) {
      case Instruction::create:
        REQUIRE(!elements.contains(id));
        elements[id].role = static_cast<Role>(u8());
        ++created;
        break;
      case Instruction::text: {
        // A page replaces whatever the element holds by the text.
        REQUIRE(elements.at(id).children.empty());
        std::string all;
        for (auto lines = u32(); lines > 0; --lines) all += text();
        elements.at(id).text = all;
        break;
      }
      case Instruction::attribute: {
        auto const attribute = static_cast<Attribute>(u8());
        elements.at(id).attributes[attribute] = text();
        break;
      }
      case Instruction::clear:
        REQUIRE(elements.at(id).attributes.erase(static_cast<Attribute>(u8())) == 1);
        break;
      case Instruction::remove:
        detach(id);
        for (NodeId const child : elements.at(id).children) elements.at(child).parent = 0;
        elements.erase(id);
        break;
      case Instruction::place: {
        detach(id);
        NodeId const parent = u32(), previous = u32();
        auto& children = elements.at(parent).children;
        auto place = children.begin();
        if (previous != 0) {
          place = std::ranges::find(children, previous);
          REQUIRE(place != children.end());
          ++place;
        }
        children.insert(place, id);
        elements.at(id).parent = parent;
        ++placed;
        break;
      }
      case Instruction::rect:
        at_ += 16;
        break;
      default:
        FAIL("unknown instruction");
    }
  }
};

void require_equal(Page const& page, Tree const& tree) {
  auto const& nodes = tree.nodes();
  REQUIRE(page.elements.size() == nodes.size() + 1);
  for (NodeIndex index = 0; index < nodes.size(); ++index) {
    Node const& node = nodes[index];
    Element const& element = page.elements.at(node.id);
    REQUIRE(element.role == node.role);
    REQUIRE(element.text == node.text);
    REQUIRE(element.attributes == std::map<Attribute, std::string>(node.attributes.begin(), node.attributes.end()));
    std::vector<NodeId> children;
    for (NodeIndex child = index + 1; child < node.end; child = nodes[child].end) children.push_back(nodes[child].id);
    REQUIRE(element.children == children);
  }
}

}  // namespace

TEST_CASE("an unchanged frame says nothing, a changed text only that") {
  Tree tree;
  Differ differ;
  auto const describe = [&](std::string_view text) {
    Ui ui(tree);
    ui.main([&] {
      ui.heading(1, "My children");
      ui.paragraph(text);
    });
  };
  describe("none");
  CHECK(differ.update(tree, Places::without_places).size() > 20);
  describe("none");
  CHECK(differ.update(tree, Places::without_places).empty());
  describe("one");
  CHECK(differ.update(tree, Places::without_places).size() == 1 + 4 + 4 + 4 + 3);
}

TEST_CASE("one item moved to the front is placed once") {
  Tree tree;
  Differ differ;
  Page page;
  auto const show = [&](std::string_view order) {
    {
      Ui ui(tree);
      ui.list(ListKind::bullets, [&] {
        for (char const& c : order) ui.item(std::string_view(&c, 1), [&] { ui.text(std::string_view(&c, 1)); });
      });
    }
    page.apply(differ.update(tree, Places::without_places));
    require_equal(page, tree);
  };
  show("abcdef");
  show("fabcde");
  CHECK(page.created == 0);
  CHECK(page.placed == 1);
}

TEST_CASE("a key that changes its role becomes a new element") {
  Tree tree;
  Differ differ;
  Page page;
  for (bool const is_link : {false, true, false}) {
    {
      Ui ui(tree);
      ui.main([&] {
        if (is_link) ui.link("go", {.label = "Go"});
        if (!is_link) ui.button("go", {.label = "Go"});
      });
    }
    page.apply(differ.update(tree, Places::without_places));
    require_equal(page, tree);
  }
}

TEST_CASE("random pages: applying what the differ says yields the tree") {
  std::mt19937 random(2026);
  auto const pick = [&](unsigned below) { return std::uniform_int_distribution<unsigned>(0, below - 1)(random); };
  Tree tree;
  Differ differ;
  Page page;
  for (int frame = 0; frame < 400; ++frame) {
    std::vector<std::string> keys(24);
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = "key" + std::to_string(i);
    std::ranges::shuffle(keys, random);
    {
      Ui ui(tree);
      std::function<void(int)> const content = [&](int depth) {
        for (unsigned n = pick(5); n > 0; --n) {
          switch (pick(depth > 3 ? 4U : 7U)) {
            case 0:
              ui.paragraph(std::to_string(pick(3)));
              break;
            case 1:
              if (keys.empty()) break;
              ui.button(keys.back(), {.label = std::to_string(pick(2)), .look = static_cast<ButtonLook>(pick(3))});
              keys.pop_back();
              break;
            case 2:
              if (keys.empty()) break;
              ui.link(keys.back(), {.label = "link", .state = static_cast<LinkState>(pick(2))});
              keys.pop_back();
              break;
            case 3:
              ui.fact("name", std::to_string(pick(3)));
              break;
            case 4:
              ui.notice(static_cast<Tone>(pick(5)), [&] { content(depth + 1); });
              break;
            default:
              if (keys.empty()) break;
              auto const key = keys.back();
              keys.pop_back();
              ui.item(key, [&] { content(depth + 1); });
          }
        }
      };
      content(0);
    }
    page.apply(differ.update(tree, static_cast<Places>(pick(2))));
    require_equal(page, tree);
  }
}

TEST_CASE("what a person typed or chose is not written back, what the model wants instead is") {
  Tree tree;
  Differ differ;
  auto const describe = [&](std::string_view text, bool checked, std::string_view selected) {
    Ui ui(tree);
    ui.text_field("name", {.label = "Name", .value = text});
    ui.checkbox("sure", {.label = "Sure", .checked = checked});
    ui.radio_group("color", {.label = "Colour", .selected = selected}, {{"r", "Red"}, {"b", "Blue"}});
    ui.select("grade", {.label = "Grade", .selected = selected}, {{"r", "Fifth"}, {"b", "Sixth"}});
  };
  auto const type = [&] {
    differ.observe(tree.find("name")->id, "Ada");
    differ.observe(tree.find("sure")->id, "true");
    differ.observe(tree.find("color=b")->id, "b");
    differ.observe(tree.find("grade")->id, "b");
  };
  describe("", false, "r");
  CHECK_FALSE(differ.update(tree, Places::without_places).empty());
  type();
  describe("Ada", true, "b");
  CHECK(differ.update(tree, Places::without_places).empty());

  // The model takes it all back before a frame was made: the page must hear of it.
  describe("", false, "r");
  CHECK_FALSE(differ.update(tree, Places::without_places).empty());
  type();
  describe("", false, "r");
  CHECK_FALSE(differ.update(tree, Places::without_places).empty());
  describe("", false, "r");
  CHECK(differ.update(tree, Places::without_places).empty());
}
