#pragma once
// Design tokens: colours, text styles and the measures that layout, painter and the page's style sheet share.

#include <array>
#include <cstddef>
#include <cstdint>

namespace hallpass::surface {

enum class Color : std::uint8_t {
#define HALLPASS_COLOR(name, light, dark) name,
#include "portal/surface/colors.inc"
#undef HALLPASS_COLOR
};
enum class Scheme : std::uint8_t { light, dark };

// 0xRRGGBB.
[[nodiscard]] std::uint32_t rgb(Color color, Scheme scheme) noexcept;
// WCAG 2.2 contrast ratio of two 0xRRGGBB colours, 1…21.
[[nodiscard]] double contrast(std::uint32_t one, std::uint32_t other) noexcept;

enum class TextStyle : std::uint8_t { body, strong, small, small_strong, heading1, heading2, heading3 };
inline constexpr std::size_t text_style_count = 7;

enum class Weight : std::uint8_t { regular, bold };
struct TextStyleData {
  float size;         // CSS px
  float line_height;  // CSS px
  Weight weight;
};
// Whole sizes and line heights: browsers then place lines where we do.
inline constexpr std::array<TextStyleData, text_style_count> text_styles{{{16, 24, Weight::regular},
                                                                          {16, 24, Weight::bold},
                                                                          {14, 20, Weight::regular},
                                                                          {14, 20, Weight::bold},
                                                                          {28, 36, Weight::bold},
                                                                          {21, 28, Weight::bold},
                                                                          {18, 24, Weight::bold}}};
[[nodiscard]] constexpr TextStyleData const& data_of(TextStyle style) {
  return text_styles[static_cast<std::size_t>(style)];
}

// Measures in CSS px.
namespace measure {
inline constexpr float narrow_below = 640;  // one column, tables as cards
inline constexpr float page_width = 960, page_padding = 16;
inline constexpr float text_width = 620;  // a paragraph's widest line
inline constexpr float field_width = 512, date_width = 224;
inline constexpr float control_height = 44, small_control_height = 32, area_height = 120, choice_size = 24;
inline constexpr float select_padding = 56;  // both sides and the arrow
inline constexpr float button_padding = 18, small_button_padding = 12;
inline constexpr float badge_padding_x = 9, badge_padding_y = 1;
inline constexpr float gap = 12, column_gap = 24;
}  // namespace measure

}  // namespace hallpass::surface
