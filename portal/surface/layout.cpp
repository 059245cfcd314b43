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
      return 24 + row(index, x + side, y + 12, width - 2 * side, measure::column_gap, Spread::apart);
    case Role::nav:
      return navigation(index, x + side, y, width - 2 * side);
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
      return row(index, x, y, width, measure::gap, Spread::together);
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
      return node.get(Attribute::look) == "checkbox" ? choice(index, x, y, width) : stack(index, x, y, width);
    case Role::textbox:
      node.rect.width =
          std::min(width, node.get(Attribute::type) == "date" ? measure::date_width : measure::field_width);
      return measure::control_height;
    case Role::select:
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
      at += row_of(run, x, at, width, 8, Spread::together);
    } else {
      at += block(child, x, at, width);
      child = nodes_[child].end;
    }
  }
  return at - y;
}

float LayoutEngine::lines(NodeIndex index, float x, float y, float width) {
  return flow(std::span(&index, 1), x, y, width, data_of(style_of(nodes_[index])).line_height);
}

// Nodes that follow one another in lines. A break before a node is written at the end of the one before it.
float LayoutEngine::flow(std::span<NodeIndex const> run, float x, float y, float width, float line_height) {
  float pen = x;
  float line = y;
  NodeIndex before = no_node;
  auto const next_line = [&] {
    pen = x;
    line += line_height;
  };
  for (NodeIndex const index : run) {
    Node& node = nodes_[index];
    TextStyle const style = style_of(node);
    bool const is_badge = node.role == Role::badge;
    float const padding = is_badge ? measure::badge_padding_x : 0;
    std::string_view const text = node.text;
    node.breaks.clear();
    Rect bounds{pen, line, 0, line_height};
    // A line's baseline is its own style's; smaller text beside it stands on the same one.
    TextStyle const base = run.size() > 1 || is_inline(node.role) ? TextStyle::body : style;
    std::size_t start = 0;
    while (start < text.size()) {
      bool const at_start = pen <= x;
      std::size_t size = fonts_.fit(style, text.substr(start), x + width - pen - 2 * padding, at_start);
      if (is_badge) size = size == text.size() || at_start ? text.size() : 0;
      if (size == 0) {
        while (start < text.size() && text[start] == ' ') ++start;
        if (start == 0 && before != no_node) {
          nodes_[before].breaks.push_back(static_cast<std::uint32_t>(nodes_[before].text.size()));
        } else {
          node.breaks.push_back(static_cast<std::uint32_t>(start));
        }
        next_line();
        continue;
      }
      std::string_view const piece = text.substr(start, size);
      float const piece_width = fonts_.width(style, piece);
      if (start == 0) bounds.x = pen;
      if (start == 0) bounds.y = line;
      out_.runs.push_back({index, style, piece, pen + padding, line + fonts_.baseline(base), piece_width});
      pen += piece_width + 2 * padding;
      bounds.width = std::max(bounds.width, pen - bounds.x);
      start += size;
      if (start < text.size()) {
        node.breaks.push_back(static_cast<std::uint32_t>(start));
        next_line();
      }
    }
    bounds.height = line + line_height - bounds.y;
    if (bounds.height > line_height) bounds = {x, bounds.y, width, bounds.height};
    node.flows = is_inline(node.role);
    if (node.flows) node.rect = bounds;
    before = index;
  }
  return line + line_height - y;
}

void LayoutEngine::centre_text(NodeIndex index, TextStyle style, float left_inset, float right_inset) {
  Node& node = nodes_[index];
  node.breaks.clear();
  float const width = fonts_.width(style, node.text);
  float const room = node.rect.width - left_inset - right_inset;
  float const top = node.rect.y + (node.rect.height - data_of(style).line_height) / 2;
  out_.runs.push_back(
      {index, style, node.text, node.rect.x + left_inset + (room - width) / 2, top + fonts_.baseline(style), width});
}

bool LayoutEngine::is_in_cell(NodeIndex index) const {
  NodeIndex const parent = nodes_[index].parent;
  return parent != no_node && nodes_[parent].role == Role::cell;
}

float LayoutEngine::button(NodeIndex index, float x, float y, float width) {
  Node& node = nodes_[index];
  bool const small = is_in_cell(index);
  bool const disclosure = node.get(Attribute::look) == "disclosure";
  float const padding = disclosure ? 0 : small ? measure::small_button_padding : measure::button_padding;
  float const mark = disclosure ? 24.F : 0.F;
  float const height = small ? measure::small_control_height : measure::control_height;
  float const wanted = std::max(height, fonts_.width(TextStyle::strong, node.text) + 2 * padding + mark + 2);
  node.rect = {x, y, std::min(width, wanted), height};
  centre_text(index, TextStyle::strong, mark, 0);
  return height;
}

float LayoutEngine::row(NodeIndex index, float x, float y, float width, float gap, Spread spread) {
  std::vector<NodeIndex> items;
  each_child(index, [&](NodeIndex child) { items.push_back(child); });
  return row_of(items, x, y, width, gap, spread);
}

// Side by side, wrapping; apart: what follows the first stands at the right end, when all fit into one line.
float LayoutEngine::row_of(std::span<NodeIndex const> items, float x, float y, float width, float gap, Spread spread) {
  float total = gap * static_cast<float>(items.empty() ? 0 : items.size() - 1);
  for (NodeIndex const item : items) total += std::min(width, natural_width(item));
  float const extra = spread == Spread::apart && total < width ? width - total : 0;
  float pen = x;
  float line = y;
  float height = 0;
  for (NodeIndex const item : items) {
    float const wanted = std::min(width, natural_width(item));
    if (pen > x && pen + wanted > x + width + 0.5F) {
      pen = x;
      line += height + gap;
      height = 0;
    }
    Node& node = nodes_[item];
    float item_height = 0;
    if (is_inline(node.role)) {
      // Links among buttons have their height, as a target for fingers.
      node.rect = {pen, line, wanted, measure::control_height};
      centre_text(item, style_of(node), 0, 0);
      item_height = measure::control_height;
    } else {
      // A line of text stands in the middle of the buttons beside it.
      float const lower = node.role == Role::paragraph ? (measure::control_height - 24) / 2 : 0;
      item_height = lower + block(item, pen, line + lower, wanted + (lower > 0 ? 1.F : 0.F));
    }
    pen += wanted + gap + (pen == x && line == y ? extra : 0);
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
  float const height = row_of(items, x, y, width, measure::column_gap, Spread::together);
  each_child(index, [&](NodeIndex child) {
    if (nodes_[child].role == Role::bullets) nodes_[child].rect.height = height;
  });
  return height;
}

float LayoutEngine::list_item(NodeIndex index, float x, float y, float width) {
  NodeIndex const parent = nodes_[index].parent;
  bool const in_nav =
      parent != no_node && nodes_[parent].parent != no_node && nodes_[nodes_[parent].parent].role == Role::nav;
  if (in_nav) return row(index, x, y, width, 0, Spread::together);
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

void lay_out(Tree& tree, Fonts const& fonts, Viewport const& viewport, Layout& out) {
  out.runs.clear();
  out.markers.clear();
  LayoutEngine(tree.nodes(), fonts, viewport, out).page();
}

}  // namespace hallpass::surface
