#pragma once
// The fonts of the canvas view: Dear ImGui's atlas over the same two files that the page uses as its FontFace, with
// only the letters that the page shows, at the text styles' sizes and the screen's pixel ratio.
// Measures text as the browser does: sums of unrounded advances, no kerning, no ligatures.

#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "portal/surface/theme.hpp"
#include "sdk/base/bytes.hpp"

struct ImFont;
struct ImFontAtlas;

namespace hallpass::surface {

class Fonts {
 public:
  // `atlas` outlives this.
  explicit Fonts(ImFontAtlas& atlas);

  // A TrueType file, once a weight. The atlas is made when both are there.
  void load(Weight weight, Bytes file);
  [[nodiscard]] bool ready() const noexcept { return !files_[0].empty() && !files_[1].empty(); }
  // Device pixels a CSS px, 0.5…8; a change makes the atlas anew.
  void set_density(float density);
  // Another page, or the same anew: complete() is about it alone from here on.
  void begin_page() { complete_ = true; }
  // Takes note of the letters of a text that is going to be shown.
  void need(std::string_view text);
  // Makes the atlas if letters or density changed. REQUIRES ready(). True when it was made anew.
  bool build();
  // Whether the files have every letter of the page; if not, it is better shown by the browser alone.
  [[nodiscard]] bool complete() const noexcept { return complete_; }

  // Where a style's baseline lies in its line, in CSS px from the top, as the page has measured it.
  void set_baseline(TextStyle style, float y) { baselines_[static_cast<std::size_t>(style)] = y; }
  [[nodiscard]] float baseline(TextStyle style) const { return baselines_[static_cast<std::size_t>(style)]; }

  [[nodiscard]] float width(TextStyle style, std::string_view text) const;
  // Bytes of `text` that fit into a line of `room` CSS px, cut where a line may break; at least one letter.
  // `at_line_start` false: 0 when not even the first word fits.
  [[nodiscard]] std::size_t fit(TextStyle style, std::string_view text, float room, bool at_line_start) const;

  [[nodiscard]] ImFont const& font(TextStyle style) const { return *fonts_[static_cast<std::size_t>(style)]; }
  // CSS px a unit of the ImFont: its size is a whole number that stands for the style's exact one.
  [[nodiscard]] float scale(TextStyle style) const { return scales_[static_cast<std::size_t>(style)]; }
  // Counts up whenever the atlas was made anew.
  [[nodiscard]] std::uint32_t version() const noexcept { return version_; }

 private:
  ImFontAtlas* atlas_;
  std::array<Bytes, 2> files_;
  std::array<float, 2> em_height_{};  // ascent - descent, in ems
  std::set<char32_t> letters_;        // of every page so far: the atlas has them
  std::vector<char32_t> fresh_;       // not yet in the atlas
  std::set<char32_t> missing_;        // of these, what the files do not have
  float density_ = 1;
  bool stale_ = true;
  bool complete_ = true;
  std::uint32_t version_ = 0;
  std::array<ImFont*, text_style_count> fonts_{};
  std::array<float, text_style_count> scales_{};
  std::array<float, text_style_count> baselines_{};
};

}  // namespace hallpass::surface
