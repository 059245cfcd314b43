#include "portal/surface/ui.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass::surface;

namespace {

NodeId id_of(Tree const& tree, std::string_view key) {
  return tree.find(key)->id;
}

}  // namespace

TEST_CASE("a node keeps its number while its label changes and others come and go") {
  Tree tree;
  auto const describe = [&](std::string_view label, bool extra) {
    Ui ui(tree);
    ui.main([&] {
      if (extra) ui.button("other", {.label = "Other"});
      ui.button("save", {.label = label});
    });
  };
  describe("Save", false);
  auto const before = id_of(tree, "save");
  describe("Guardar", true);
  CHECK(id_of(tree, "save") == before);
  CHECK(tree.find(before)->key == "save");
  CHECK(tree.find("save")->text == "Guardar");
  CHECK(tree.find("nothing") == nullptr);
}

TEST_CASE("a field names its label, help and error by their elements") {
  Tree tree;
  {
    Ui ui(tree);
    ui.text_field("email", {.label = "Email", .value = "a@b", .description = "Yours", .error = "Write it whole"});
  }
  auto const& field = *tree.find("email");
  auto const& nodes = tree.nodes();
  auto const find = [&](Role role) {
    return *std::ranges::find_if(nodes, [&](Node const& node) { return node.role == role; });
  };
  CHECK(find(Role::label).get(Attribute::for_id) == "n" + std::to_string(field.id));
  CHECK(field.get(Attribute::describedby) ==
        "n" + std::to_string(find(Role::help).id) + " n" + std::to_string(find(Role::error).id));
  CHECK(field.get(Attribute::invalid) == "true");
  CHECK(field.get(Attribute::value) == "a@b");
  CHECK(field.get(Attribute::autocomplete) == "off");
}

TEST_CASE("a key described twice is reported") {
  Tree tree;
  {
    Ui ui(tree);
    ui.button("save", {.label = "Save"});
    ui.button("save", {.label = "Save too"});
  }
  CHECK(tree.duplicate_keys() == std::vector<std::string>{"save"});
}

TEST_CASE("cells repeat their column's title, rows say their roles") {
  Tree tree;
  {
    Ui ui(tree);
    ui.table("record", "Contact", {"Field", "Value"}, [&] {
      ui.row("street", [&] {
        ui.row_header("Street");
        ui.cell("1 Main St");
      });
    });
  }
  auto const& nodes = tree.nodes();
  auto const cell = std::ranges::find_if(nodes, [](Node const& node) { return node.role == Role::cell; });
  CHECK(cell->get(Attribute::column) == "Value");
  CHECK(cell->get(Attribute::role) == "cell");
  CHECK(nodes[cell->parent].key == "street");
  CHECK(nodes[0].end == nodes.size());
}
