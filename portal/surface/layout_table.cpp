// Tables: columns as wide as what they hold; below 640 px every row a card.
#include <algorithm>
#include <numeric>

#include "portal/surface/layout_engine.hpp"

namespace hallpass::surface {

namespace {
constexpr float cell_padding_y = 10, cell_gap = 12, card_padding_x = 14, card_padding_y = 6;
}  // namespace

float LayoutEngine::natural_width(NodeIndex index) {
  Node const& node = nodes_[index];
  switch (node.role) {
    case Role::button: {
      bool const small = is_in_cell(index);
      float const padding = small ? measure::small_button_padding : measure::button_padding;
      return std::max(small ? measure::small_control_height : measure::control_height,
                      text_width(index) + 2 * padding + 2);
    }
    case Role::select: {
      // The browser's own list can be drawn over the page: only the widest of its words must fit, and the arrow.
      float widest = 0;
      for (NodeIndex option = index + 1; option < node.end; ++option) {
        widest = std::max(widest, fonts_.width(TextStyle::body, nodes_[option].text));
      }
      return std::min(measure::field_width, widest + measure::select_padding);
    }
    case Role::field:
      if (!is_in_banner(index)) break;
      return natural_width(index + 1) + measure::gap + natural_width(nodes_[index + 1].end);
    case Role::image:
      return measure::control_height;
    case Role::badge:
      return text_width(index) + 2 * measure::badge_padding_x;
    default:
      break;
  }
  if (!node.text.empty()) return text_width(index);
  float sum = 0;
  for (NodeIndex child = index + 1; child < node.end; child = nodes_[child].end) {
    bool const is_row = node.role == Role::actions;
    float const width = natural_width(child) + (is_row && sum > 0 ? measure::gap : 0);
    bool const is_beside = is_row || is_inline(nodes_[child].role) || nodes_[child].role == Role::button;
    sum = is_beside ? sum + width : std::max(sum, width);
  }
  return sum;
}

std::vector<float> LayoutEngine::column_widths(NodeIndex table, float width) {
  std::vector<float> wanted;
  each_child(table, [&](NodeIndex part) {
    if (nodes_[part].role == Role::caption) return;
    each_child(part, [&](NodeIndex row) {
      std::size_t column = 0;
      each_child(row, [&](NodeIndex cell) {
        if (wanted.size() <= column) wanted.push_back(0);
        // A pixel more, so that the sum of rounded advances never wraps what was measured to fit.
        wanted[column] = std::max(wanted[column], natural_width(cell) + 1);
        ++column;
      });
    });
  });
  float const room = width - cell_gap * static_cast<float>(wanted.size());
  float const total = std::accumulate(wanted.begin(), wanted.end(), 0.F);
  if (total <= 0) return wanted;
  if (total <= room) {
    for (float& column : wanted) column *= room / total;
    return wanted;
  }
  // Short columns keep their width; the long ones share what is left alike.
  std::vector<float> by_width = wanted;
  std::ranges::sort(by_width);
  float left = room;
  float widest = 0;
  for (std::size_t column = 0; column < by_width.size(); ++column) {
    widest = left / static_cast<float>(by_width.size() - column);
    if (by_width[column] > widest) break;
    left -= by_width[column];
  }
  for (float& column : wanted) column = std::min(column, widest);
  return wanted;
}

float LayoutEngine::table(NodeIndex index, float x, float y, float width) {
  std::vector<float> const columns = column_widths(index, width);
  float at = y;
  each_child(index, [&](NodeIndex part) {
    Node& node = nodes_[part];
    if (node.role == Role::caption) {
      at += 4 + block(part, x, at + 4, width) + 8;
      return;
    }
    bool const unseen_head = is_narrow() && node.role == Role::table_head;
    float const start = at;
    each_child(part, [&](NodeIndex row) {
      if (unseen_head) {
        // Cards repeat the titles; the header cells stay for those who ask for them.
        for (NodeIndex cell = row; cell < nodes_[row].end; ++cell) nodes_[cell].rect = {x, at, 1, 1};
      } else {
        at += is_narrow() ? card(row, x, at, width) : table_row(row, columns, x, at, width);
      }
    });
    node.rect = {x, start, unseen_head ? 1 : width, unseen_head ? 1 : at - start};
  });
  return at - y;
}

float LayoutEngine::table_row(NodeIndex row, std::span<float const> columns, float x, float y, float width) {
  float pen = x;
  float height = 0;
  std::size_t column = 0;
  each_child(row, [&](NodeIndex cell) {
    float const cell_width = column < columns.size() ? columns[column] : 0;
    height = std::max(height, block(cell, pen, y + cell_padding_y, cell_width));
    pen += cell_width + cell_gap;
    ++column;
  });
  nodes_[row].rect = {x, y, width, height + 2 * cell_padding_y};
  return nodes_[row].rect.height;
}

float LayoutEngine::card(NodeIndex row, float x, float y, float width) {
  float const inner_x = x + card_padding_x;
  float const inner_width = width - 2 * card_padding_x;
  float at = y + 12 + card_padding_y;
  each_child(row, [&](NodeIndex cell) {
    at += card_padding_y;
    std::string_view const title = nodes_[cell].get(Attribute::column);
    if (nodes_[cell].role == Role::cell && !title.empty()) {
      TextStyle const style = TextStyle::small;
      out_.runs.push_back({cell, style, title, inner_x, at + fonts_.baseline(style), fonts_.width(style, title)});
      at += data_of(style).line_height;
    }
    at += block(cell, inner_x, at, inner_width) + card_padding_y;
  });
  nodes_[row].rect = {x, y + 12, width, at + card_padding_y - y - 12};
  return at + card_padding_y - y;
}

}  // namespace hallpass::surface
