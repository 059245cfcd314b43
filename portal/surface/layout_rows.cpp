// What stands side by side: buttons, links, a marker or a box and what belongs to it, a name and its value.
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "portal/surface/layout_engine.hpp"

namespace hallpass::surface {

// Alone or in a group of actions: there it is smaller.
bool LayoutEngine::is_in_cell(NodeIndex index) const {
  NodeIndex parent = nodes_[index].parent;
  if (parent != no_node && nodes_[parent].role == Role::actions) parent = nodes_[parent].parent;
  return parent != no_node && nodes_[parent].role == Role::cell;
}

bool LayoutEngine::is_in_banner(NodeIndex index) const {
  NodeIndex const parent = nodes_[index].parent;
  return parent != no_node && nodes_[parent].role == Role::banner;
}

float LayoutEngine::button(NodeIndex index, float x, float y, float width) {
  Node& node = nodes_[index];
  bool const small = is_in_cell(index);
  bool const disclosure = node.get(Attribute::look) == "disclosure";
  float const padding = disclosure ? 0 : small ? measure::small_button_padding : measure::button_padding;
  float const mark = disclosure ? 24.F : 0.F;
  float const height = small ? measure::small_control_height : measure::control_height;
  float const wanted = std::max(height, text_width(index) + 2 * padding + mark + 2);
  node.rect = {x, y, std::min(width, wanted), height};
  centre_text(index, mark, 0);
  return height;
}

float LayoutEngine::row(NodeIndex index, float x, float y, float width, Gaps gaps, Spread spread) {
  std::vector<NodeIndex> items;
  each_child(index, [&](NodeIndex child) { items.push_back(child); });
  return row_of(items, x, y, width, gaps, spread);
}

// Side by side, wrapping; apart: what follows the first stands at the right end, when all fit into one line.
float LayoutEngine::row_of(std::span<NodeIndex const> items, float x, float y, float width, Gaps gaps, Spread spread) {
  float total = gaps.between * static_cast<float>(items.empty() ? 0 : items.size() - 1);
  for (NodeIndex const item : items) total += std::min(width, natural_width(item));
  float const extra = spread == Spread::apart && total < width ? width - total : 0;
  float pen = x;
  float line = y;
  float height = 0;
  for (NodeIndex const item : items) {
    float const wanted = std::min(width, natural_width(item));
    if (pen > x && pen + wanted > x + width + 0.5F) {
      pen = x;
      line += height + gaps.below;
      height = 0;
    }
    Node& node = nodes_[item];
    float item_height = 0;
    if (is_inline(node.role)) {
      // Links among buttons have their height, as a target for fingers.
      node.rect = {pen, line, wanted, measure::control_height};
      centre_text(item, 0, 0);
      item_height = measure::control_height;
    } else {
      // A line of text stands in the middle of the buttons beside it.
      float const lower =
          node.role == Role::paragraph || node.role == Role::label ? (measure::control_height - 24) / 2 : 0;
      item_height = lower + block(item, pen, line + lower, wanted + (lower > 0 ? 1.F : 0.F));
    }
    pen += wanted + gaps.between + (pen == x && line == y ? extra : 0);
    height = std::max(height, item_height);
  }
  return line + height - y;
}

float LayoutEngine::navigation(NodeIndex index, float x, float y, float width) {
  std::vector<NodeIndex> items;
  each_child(index, [&](NodeIndex child) {
    Node& node = nodes_[child];
    node.rect = {x, y, width, measure::control_height};
    if (node.role != Role::bullets && node.role != Role::numbered) {
      items.push_back(child);
      return;
    }
    each_child(child, [&](NodeIndex item) { items.push_back(item); });
  });
  float const height = row_of(items, x, y, width, {measure::column_gap, 0}, Spread::together);
  each_child(index, [&](NodeIndex child) {
    if (nodes_[child].role == Role::bullets) nodes_[child].rect.height = height;
  });
  return height;
}

float LayoutEngine::list_item(NodeIndex index, float x, float y, float width) {
  NodeIndex const parent = nodes_[index].parent;
  bool const in_nav =
      parent != no_node && nodes_[parent].parent != no_node && nodes_[nodes_[parent].parent].role == Role::nav;
  if (in_nav) return row(index, x, y, width, {0, 0}, Spread::together);
  if (parent != no_node && nodes_[parent].role == Role::numbered) {
    std::size_t number = 1;
    for (NodeIndex child = parent + 1; child < index; child = nodes_[child].end) ++number;
    std::string const& marker = out_.markers.emplace_back(std::to_string(number) + ".");
    float const marker_width = fonts_.width(TextStyle::body, marker);
    out_.runs.push_back(
        {index, TextStyle::body, marker, x - 8 - marker_width, y + fonts_.baseline(TextStyle::body), marker_width});
  }
  return stack(index, x, y, width);
}

float LayoutEngine::fact(NodeIndex index, float x, float y, float width) {
  NodeIndex const name = index + 1;
  NodeIndex const value = nodes_[name].end;
  if (is_narrow()) {
    float const height = block(name, x, y + 6, width);
    return 12 + height + block(value, x, y + 6 + height, width);
  }
  float const name_width = std::max(144.F, (width - measure::column_gap) / 4);
  float const value_x = x + name_width + measure::column_gap;
  float const height = block(name, x, y + 6, name_width);
  return 12 + std::max(height, block(value, value_x, y + 6, x + width - value_x));
}

// A checkbox or radio button with what belongs to it at its right.
float LayoutEngine::choice(NodeIndex index, float x, float y, float width) {
  float constexpr inset = measure::choice_size + measure::gap;
  float at = y + 8;
  each_child(index, [&](NodeIndex child) {
    Node& node = nodes_[child];
    if (node.role == Role::checkbox || node.role == Role::radio) {
      node.rect = {x, y + 8, measure::choice_size, measure::choice_size};
      return;
    }
    at += block(child, x + inset, at, width - inset);
  });
  return at + 8 - y;
}

}  // namespace hallpass::surface
