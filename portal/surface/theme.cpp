#include "portal/surface/theme.hpp"

#include <algorithm>
#include <cmath>

namespace hallpass::surface {

namespace {

struct Pair {
  std::uint32_t light, dark;
};
constexpr Pair colors[] = {
#define HALLPASS_COLOR(name, light, dark) {light, dark},
#include "portal/surface/colors.inc"
#undef HALLPASS_COLOR
};

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
double luminance(std::uint32_t color) {
  auto const linear = [&](unsigned shift) {
    double const value = static_cast<double>((color >> shift) & 0xffU) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

}  // namespace

std::uint32_t rgb(Color color, Scheme scheme) noexcept {
  Pair const& pair = colors[static_cast<std::size_t>(color)];
  return scheme == Scheme::light ? pair.light : pair.dark;
}

double contrast(std::uint32_t one, std::uint32_t other) noexcept {
  auto const [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace hallpass::surface
