#pragma once
// What must hold of every page in every state, judged on the recorded tree.

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "portal/surface/tree.hpp"
#include "portal/surface/ui.hpp"
#include "portal/views/views.hpp"

namespace hallpass::portal {

using surface::Attribute;
using surface::Node;

inline void record(surface::Tree& tree, State const& state) {
  surface::Ui ui{tree};
  draw(ui, state);
}

inline bool is_control(surface::Role role) {
  using surface::Role;
  static constexpr std::array controls{Role::button, Role::link,     Role::textbox, Role::textarea,
                                       Role::file,   Role::checkbox, Role::radio,   Role::select};
  return std::ranges::find(controls, role) != controls.end();
}

// Words with an underscore are ours or the contract's, not anybody's language.
inline bool has_raw_word(std::string_view text) {
  auto const letter = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '_' && letter(text[i - 1]) && letter(text[i + 1])) return true;
  }
  return false;
}

// What is wrong with the page, in sentences; empty when nothing is.
inline std::vector<std::string> complaints(surface::Tree const& tree) {
  using surface::Role;
  std::vector<std::string> out;
  auto const& nodes = tree.nodes();
  std::set<surface::NodeId> labelled;  // fields that a <label> names
  for (Node const& node : nodes) {
    auto const id = node.get(Attribute::for_id);
    if (node.role == Role::label && id.size() > 1 && !node.text.empty()) {
      labelled.insert(static_cast<surface::NodeId>(std::stoul(std::string{id.substr(1)})));
    }
  }
  for (auto const& key : tree.duplicate_keys()) out.push_back("two nodes have the key " + key);

  int mains = 0;
  int level = 0;
  int first_levels = 0;
  std::set<std::string> nav_labels;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Node const& node = nodes[i];
    if (node.role == Role::main) ++mains;
    if (surface::is_heading(node.role)) {
      int const own = static_cast<int>(node.role) - static_cast<int>(Role::heading1) + 1;
      if (own == 1) ++first_levels;
      if (own > level + 1) out.push_back("heading skips a level: " + std::string{node.text});
      if (node.text.empty()) out.push_back("an empty heading");
      level = own;
    }
    if (is_control(node.role)) {
      if (node.key.empty()) out.push_back("a control without a key: " + std::string{node.text});
      bool const named_by_text = node.role == Role::button || node.role == Role::link;
      bool const named = named_by_text ? !node.text.empty() : labelled.contains(node.id);
      if (!named) out.push_back("a control without a label: " + std::string{node.key});
    }
    if (node.role == Role::fieldset) {
      bool const has_legend = i + 1 < nodes.size() && nodes[i + 1].role == Role::legend && !nodes[i + 1].text.empty();
      if (!has_legend) out.push_back("a group without a legend: " + std::string{node.key});
    }
    if (node.role == Role::nav && !nav_labels.insert(std::string{node.get(Attribute::aria_label)}).second) {
      out.push_back("two navigations with one label");
    }
    if (has_raw_word(node.text) || has_raw_word(node.get(Attribute::aria_label))) {
      out.push_back("a raw word: " + std::string{node.text});
    }
  }
  if (mains != 1) out.push_back("not one main part");
  if (first_levels != 1) out.push_back("not one heading of level 1");
  return out;
}

}  // namespace hallpass::portal
