#pragma once
// Where everything of a page is in canvas view: fills Node::rect and Node::breaks, and says which text stands where.
// One column; block by block, text with inline children flowing in lines (docs/decisions/portal-drawing.md).

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "portal/surface/fonts.hpp"
#include "portal/surface/tree.hpp"

namespace hallpass::surface {

// The window in CSS px, and how far the document is scrolled.
struct Viewport {
  float width = 1024, height = 768, scroll_y = 0;
  friend bool operator==(Viewport const&, Viewport const&) = default;
};

// A piece of one line. `text` points into the tree (or into Layout::markers) and lives as long as the frame.
struct TextRun {
  NodeIndex node = 0;
  TextStyle style = TextStyle::body;
  std::string_view text;
  float x = 0, baseline = 0, width = 0;
};

struct Layout {
  std::vector<TextRun> runs;
  std::deque<std::string> markers;  // the numbers of a numbered list, which the element itself says
  float height = 0;                 // of the document
};

// REQUIRES that the fonts are built and have the tree's letters.
void lay_out(Tree& tree, Fonts const& fonts, Viewport const& viewport, Layout& out);

// Text and what may stand among it in a line; a page keeps these in its own flow inside their paragraph.
[[nodiscard]] constexpr bool is_inline(Role role) noexcept {
  return role == Role::text || role == Role::strong || role == Role::time || role == Role::badge || role == Role::link;
}

// The text style of a node by its role and look.
[[nodiscard]] TextStyle style_of(Node const& node) noexcept;

}  // namespace hallpass::surface
