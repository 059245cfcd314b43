#pragma once
// The inside of layout.hpp: one function a kind of block. Every function returns the height it has filled.

#include <cstdint>
#include <span>
#include <vector>

#include "portal/surface/layout.hpp"

namespace hallpass::surface {

class LayoutEngine {
 public:
  LayoutEngine(std::vector<Node>& nodes, Fonts const& fonts, Viewport const& viewport, Layout& out)
      : nodes_(nodes), fonts_(fonts), viewport_(viewport), out_(out) {}

  void page();

 private:
  enum class Spread : std::uint8_t { together, apart };
  struct Gaps {
    float between, below;  // of neighbours, of lines
  };
  struct Padding {
    float top, right, bottom, left;
  };

  float block(NodeIndex index, float x, float y, float width);
  float content(NodeIndex index, float x, float y, float width);
  float stack(NodeIndex index, float x, float y, float width);
  float padded(NodeIndex index, Padding padding);
  float lines(NodeIndex index, float x, float y, float width);
  float flow(std::span<NodeIndex const> run, float x, float y, float width, float line_height);
  float row(NodeIndex index, float x, float y, float width, Gaps gaps, Spread spread);
  float row_of(std::span<NodeIndex const> items, float x, float y, float width, Gaps gaps, Spread spread);
  float button(NodeIndex index, float x, float y, float width);
  float navigation(NodeIndex index, float x, float y, float width);
  float list_item(NodeIndex index, float x, float y, float width);
  float fact(NodeIndex index, float x, float y, float width);
  float choice(NodeIndex index, float x, float y, float width);
  void dialog(NodeIndex index);

  // layout_table.cpp
  float table(NodeIndex index, float x, float y, float width);
  float table_row(NodeIndex row, std::span<float const> columns, float x, float y, float width);
  float card(NodeIndex row, float x, float y, float width);
  [[nodiscard]] std::vector<float> column_widths(NodeIndex table, float width);
  // How wide a node would be in one line.
  [[nodiscard]] float natural_width(NodeIndex index);
  // How wide its own text is, in its style. A text is asked for several times a frame, and measured once.
  [[nodiscard]] float text_width(NodeIndex index);

  void centre_text(NodeIndex index, float left_inset, float right_inset);
  [[nodiscard]] bool is_in_cell(NodeIndex index) const;
  [[nodiscard]] bool is_in_banner(NodeIndex index) const;
  [[nodiscard]] bool is_narrow() const { return viewport_.width < measure::narrow_below; }

  template <class F>
  void each_child(NodeIndex index, F&& use) {
    for (NodeIndex child = index + 1; child < nodes_[index].end; child = nodes_[child].end) use(child);
  }

  std::vector<Node>& nodes_;
  Fonts const& fonts_;
  Viewport const& viewport_;
  Layout& out_;
};

}  // namespace hallpass::surface
