// Text in lines.
#include <algorithm>
#include <span>

#include "portal/surface/layout_engine.hpp"

namespace hallpass::surface {

float LayoutEngine::text_width(NodeIndex index) {
  Node& node = nodes_[index];
  if (node.text_width < 0) node.text_width = fonts_.width(style_of(node), node.text);
  return node.text_width;
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
      float const room = x + width - pen - 2 * padding;
      bool const fits_whole = start == 0 && text_width(index) <= room;
      std::size_t size = fits_whole ? text.size() : fonts_.fit(style, text.substr(start), room, at_start);
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
      float const piece_width = size == text.size() ? text_width(index) : fonts_.width(style, piece);
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

void LayoutEngine::centre_text(NodeIndex index, float left_inset, float right_inset) {
  Node& node = nodes_[index];
  TextStyle const style = style_of(node);
  node.breaks.clear();
  float const width = text_width(index);
  float const room = node.rect.width - left_inset - right_inset;
  float const top = node.rect.y + (node.rect.height - data_of(style).line_height) / 2;
  out_.runs.push_back(
      {index, style, node.text, node.rect.x + left_inset + (room - width) / 2, top + fonts_.baseline(style), width});
}

}  // namespace hallpass::surface
