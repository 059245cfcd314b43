#include "portal/surface/layout.hpp"

#include <algorithm>
#include <span>

#include "portal/surface/layout_engine.hpp"

namespace hallpass::surface {

namespace {

struct Margin {
  float top, bottom;
};

Margin margin_of(Role role) {
  if (role == Role::heading1) return {8, 8};
  if (is_heading(role) || role == Role::section) return {24, is_heading(role) ? 8.F : 24.F};
  switch (role) {
    case Role::paragraph:
    case Role::bullets:
    case Role::numbered:
    case Role::disclosure:
    case Role::nav:
      return {8, 8};
    case Role::notice:
      return {16, 16};
    case Role::field:
    case Role::fieldset:
      return {18, 18};
    case Role::actions:
      return {20, 4};
    case Role::facts:
    case Role::table:
      return {12, 12};
    case Role::listitem:
      return {4, 4};
    case Role::textbox:
    case Role::textarea:
    case Role::select:
    case Role::file:
    case Role::progress:
      return {4, 0};
    default:
      return {0, 0};
  }
}

}  // namespace

TextStyle style_of(Node const& node) noexcept {
  switch (node.role) {
    case Role::heading1:
      return TextStyle::heading1;
    case Role::heading2:
      return TextStyle::heading2;
    case Role::heading3:
    case Role::heading4:
    case Role::heading5:
    case Role::heading6:
      return TextStyle::heading3;
    case Role::badge:
    case Role::column_header:
      return TextStyle::small_strong;
    case Role::strong:
    case Role::legend:
    case Role::error:
    case Role::caption:
    case Role::row_header:
    case Role::button:
      return TextStyle::strong;
    case Role::label:
      return node.get(Attribute::look) == "choice" ? TextStyle::body : TextStyle::strong;
    case Role::link:
      return node.has(Attribute::current) ? TextStyle::strong : TextStyle::body;
    default:
      return TextStyle::body;
  }
}

void LayoutEngine::page() {
  Node& root = nodes_[0];
  float at = 0;
  each_child(0, [&](NodeIndex child) {
    Node const& node = nodes_[child];
    if (node.role == Role::dialog) return;
    at += block(child, 0, at, viewport_.width);
  });
  out_.height = std::max(at, viewport_.height);
  root.rect = {0, 0, viewport_.width, out_.height};
  each_child(0, [&](NodeIndex child) {
    if (nodes_[child].role == Role::dialog) dialog(child);
  });
}

// Centred in the window; laid out twice, because its place depends on its height.
void LayoutEngine::dialog(NodeIndex index) {
  float const width = std::min(544.F, viewport_.width - 2 * measure::page_padding);
  float const x = std::max(0.F, (viewport_.width - width) / 2);
  auto const runs = out_.runs.size();
  float const height = block(index, x, 0, width);
  out_.runs.resize(runs);
  block(index, x, viewport_.scroll_y + std::max(measure::page_padding, (viewport_.height - height) / 2), width);
  out_.height = std::max(out_.height, nodes_[index].rect.y + height + measure::page_padding);
}

float LayoutEngine::block(NodeIndex index, float x, float y, float width) {
  Node& node = nodes_[index];
  node.rect = {x, y, width, 0};
  node.rect.height = content(index, x, y, width);
  return node.rect.height;
}

float LayoutEngine::padded(NodeIndex index, Padding padding) {
  Rect const rect = nodes_[index].rect;
  return padding.top + padding.bottom +
         stack(index, rect.x + padding.left, rect.y + padding.top, rect.width - padding.left - padding.right);
}

float LayoutEngine::content(NodeIndex index, float x, float y, float width) {
  Node& node = nodes_[index];
  float const side =
      std::max(measure::page_padding, (viewport_.width - measure::page_width) / 2);  // of what spans the page
  switch (node.role) {
    case Role::banner:
      return 24 + row(index, x + side, y + 12, width - 2 * side, {measure::column_gap, 8}, Spread::apart);
    case Role::nav: {
      float const inset = node.parent == 0 ? side : 0;  // the page's own; inside a section it stands with the rest
      return navigation(index, x + inset, y, width - 2 * inset);
    }
    case Role::main:
      return std::max(padded(index, {24, side, 48, side}), viewport_.height * 0.6F);
    case Role::contentinfo:
      return padded(index, {16, side, 16, side});
    case Role::section:
    case Role::dialog: {
      bool const is_small = is_narrow() || (node.parent != no_node && nodes_[node.parent].role == Role::section);
      float const inset = is_small ? 16.F : 24.F;
      return padded(index, {inset - 4, inset, inset, inset});
    }
    case Role::notice:
      return padded(index, {8, 16, 8, 20});
    case Role::actions:
      // Links are as high as buttons: their lines need no gap.
      return row(index, x, y, width, {measure::gap, nodes_[node.parent].role == Role::nav ? 0 : measure::gap},
                 Spread::together);
    case Role::bullets:
    case Role::numbered:
      return padded(index, {0, 0, 0, node.get(Attribute::look) == "plain" ? 0.F : 28.F});
    case Role::listitem:
      return list_item(index, x, y, width);
    case Role::facts:
      return stack(index, x, y, width);
    case Role::fact:
      return fact(index, x, y, width);
    case Role::table:
      return table(index, x, y, width);
    case Role::field:
      if (is_in_banner(index)) return row(index, x, y, width, {measure::gap, 0}, Spread::together);
      return node.get(Attribute::look) == "checkbox" ? choice(index, x, y, width) : stack(index, x, y, width);
    case Role::image:
      node.rect.width = measure::control_height;
      return measure::control_height;
    case Role::textbox:
      node.rect.width = std::min(width, node.get(Attribute::type) == "date" || node.get(Attribute::type) == "time"
                                            ? measure::date_width
                                            : measure::field_width);
      return measure::control_height;
    case Role::select:
      node.rect.width = std::min(width, is_in_banner(node.parent) ? natural_width(index) : measure::field_width);
      return measure::control_height;
    case Role::file:
      node.rect.width = std::min(width, measure::field_width);
      return measure::control_height;
    case Role::textarea:
      node.rect.width = std::min(width, measure::field_width);
      return measure::area_height;
    case Role::progress:
      node.rect.width = std::min(width, measure::field_width);
      return 12;
    case Role::button:
      return button(index, x, y, width);
    case Role::paragraph:
    case Role::help:
      node.rect.width = std::min(width, measure::text_width);
      break;
    default:
      break;
  }
  return node.text.empty() ? stack(index, x, y, node.rect.width) : lines(index, x, y, node.rect.width);
}

// A run of inline nodes or of buttons is one thing in the stack.
float LayoutEngine::stack(NodeIndex index, float x, float y, float width) {
  float at = y;
  float below = 0;
  bool first = true;
  NodeIndex child = index + 1;
  while (child < nodes_[index].end) {
    Role const role = nodes_[child].role;
    Margin const margin = margin_of(role);
    if (!first) at += std::max(below, margin.top);
    below = margin.bottom;
    first = false;
    if (is_inline(role)) {
      std::vector<NodeIndex> run;
      for (; child < nodes_[index].end && is_inline(nodes_[child].role); child = nodes_[child].end)
        run.push_back(child);
      at += flow(run, x, at, width, data_of(TextStyle::body).line_height);
    } else if (role == Role::button && nodes_[index].role != Role::disclosure) {
      std::vector<NodeIndex> run;
      for (; child < nodes_[index].end && nodes_[child].role == Role::button; child = nodes_[child].end) {
        run.push_back(child);
      }
      at += row_of(run, x, at, width, {8, 8}, Spread::together);
    } else {
      at += block(child, x, at, width);
      child = nodes_[child].end;
    }
  }
  return at - y;
}

void lay_out(Tree& tree, Fonts const& fonts, Viewport const& viewport, Layout& out) {
  out.runs.clear();
  out.markers.clear();
  LayoutEngine(tree.nodes(), fonts, viewport, out).page();
}

}  // namespace hallpass::surface
