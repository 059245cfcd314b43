#pragma once
// The document in strips of one height: what each looks like, as a number. Only a strip that looks different is drawn
// again, and only strips near the window are looked at: a page of thousands of lines costs what one screen does.

#include <cstdint>
#include <limits>
#include <vector>

#include "portal/surface/layout.hpp"
#include "portal/surface/theme.hpp"
#include "portal/surface/tree.hpp"

namespace hallpass::surface {

inline constexpr float strip_height = 512;  // CSS px; web/portal/tiles.ts: side

// What a drawing depends on besides the page.
struct Look {
  Scheme scheme = Scheme::light;
  float density = 1;  // device pixels a CSS px
  NodeId hovered = 0;
};

// A part of the document, CSS px.
struct Band {
  float top = 0, bottom = std::numeric_limits<float>::infinity();

  // Whether something that stands there may be seen in it: borders, descenders and marks reach out of their box.
  [[nodiscard]] bool meets(float from, float to) const noexcept {
    constexpr float reach = 8;
    return from - reach < bottom && to + reach > top;
  }
  [[nodiscard]] bool meets(Rect const& rect) const noexcept { return meets(rect.y, rect.y + rect.height); }
  [[nodiscard]] bool meets(TextRun const& run) const noexcept {
    return meets(run.baseline - data_of(run.style).line_height, run.baseline);
  }
};

// The numbers of the strips `first` to `last`, without it. Everything that Painter::paint() looks at is in them; a
// field's text is none of it, for its element shows that.
void look_at_strips(Tree const& tree, Layout const& layout, Look const& look, std::uint32_t first, std::uint32_t last,
                    std::vector<std::uint32_t>& out);

}  // namespace hallpass::surface
