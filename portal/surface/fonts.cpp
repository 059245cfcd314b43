#include "portal/surface/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hallpass::surface {

namespace {

std::uint16_t u16(ByteView bytes, std::size_t at) {
  return at + 2 > bytes.size() ? std::uint16_t{0} : static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}

// (ascender - descender) / unitsPerEm, from `hhea` and `head`: ImGui asks for that height where CSS asks for the em.
// https://learn.microsoft.com/typography/opentype/spec/hhea
float height_in_ems(ByteView file) {
  float units = 1000, ascender = 1000, descender = 0;
  for (std::size_t table = 0; table < u16(file, 4); ++table) {
    std::size_t const entry = 12 + table * 16;
    if (entry + 16 > file.size()) break;
    std::size_t const offset = static_cast<std::size_t>(u16(file, entry + 8)) << 16U | u16(file, entry + 10);
    std::string_view const name = as_text(file.subspan(entry, 4));
    if (name == "head") units = u16(file, offset + 18);
    if (name == "hhea") {
      ascender = static_cast<std::int16_t>(u16(file, offset + 4));
      descender = static_cast<std::int16_t>(u16(file, offset + 6));
    }
  }
  return (ascender - descender) / units;
}

// The letter at `at`, which is moved behind it. Nearly every one is ASCII.
char32_t take_letter(std::string_view text, std::size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) return static_cast<unsigned char>(text[at++]);
  unsigned letter = 0;
  int const size = ImTextCharFromUtf8(&letter, text.data() + at, text.data() + text.size());
  at += static_cast<std::size_t>(ImMax(1, size));
  return letter;
}

template <class F>
void each_letter(std::string_view text, F&& use) {
  for (std::size_t at = 0; at < text.size();) use(take_letter(text, at));
}

// The letters of ASCII are in every font, and in the atlas from the start: to make it anew for each of them that turns
// up later costs more.
constexpr char32_t after_ascii = 0x7f;

}  // namespace

Fonts::Fonts(ImFontAtlas& atlas) : atlas_{&atlas} {
  for (char32_t letter = ' '; letter < after_ascii; ++letter) letters_.insert(letter);
}

void Fonts::load(Weight weight, Bytes file) {
  auto const index = static_cast<std::size_t>(weight);
  em_height_[index] = height_in_ems(file);
  files_[index] = std::move(file);
  stale_ = true;
}

void Fonts::set_density(float density) {
  if (density == density_) return;
  density_ = density;
  stale_ = true;
}

void Fonts::need(std::string_view text) {
  each_letter(text, [&](char32_t letter) {
    if (letter < after_ascii) return;
    if (letters_.insert(letter).second) {
      fresh_.push_back(letter);
      stale_ = true;
    } else if (missing_.contains(letter)) {
      complete_ = false;
    }
  });
}

bool Fonts::build() {
  if (!stale_) return false;
  stale_ = false;
  ImVector<ImWchar> ranges;
  ImFontGlyphRangesBuilder builder;
  for (char32_t const letter : letters_) {
    if (letter < IM_UNICODE_CODEPOINT_MAX) builder.AddChar(static_cast<ImWchar>(letter));
  }
  builder.BuildRanges(&ranges);
  atlas_->Clear();
  atlas_->Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  for (std::size_t i = 0; i < text_style_count; ++i) {
    TextStyleData const& style = text_styles[i];
    auto const weight = static_cast<std::size_t>(style.weight);
    float const exact = style.size * em_height_[weight];
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.SizePixels = std::floor(exact);
    scales_[i] = exact / config.SizePixels;
    config.RasterizerDensity = density_ * scales_[i];
    config.OversampleH = density_ >= 2 ? 1 : 3;
    config.OversampleV = 1;
    fonts_[i] = atlas_->AddFontFromMemoryTTF(files_[weight].data(), static_cast<int>(files_[weight].size()),
                                             config.SizePixels, &config, ranges.Data);
  }
  // Not ImFontAtlas::Build(): that one would bring ImGui's own font along.
  ImFontAtlasGetBuilderForStbTruetype()->FontBuilder_Build(atlas_);
  missing_.clear();
  for (char32_t const letter : letters_) {
    bool const drawn =
        letter < IM_UNICODE_CODEPOINT_MAX && fonts_[0]->FindGlyphNoFallback(static_cast<ImWchar>(letter)) != nullptr;
    if (!drawn) missing_.insert(letter);
  }
  if (std::ranges::any_of(fresh_, [&](char32_t letter) { return missing_.contains(letter); })) complete_ = false;
  fresh_.clear();
  ++version_;
  return true;
}

float Fonts::width(TextStyle style, std::string_view text) const {
  ImFont const& face = font(style);
  float width = 0;
  each_letter(text, [&](char32_t letter) { width += face.GetCharAdvance(static_cast<ImWchar>(letter)); });
  return width * scale(style);
}

std::size_t Fonts::fit(TextStyle style, std::string_view text, float room, bool at_line_start) const {
  // Half a pixel of grace: the page's own sum of the same advances may differ in its last digits.
  float const limit = (room + 0.5F) / scale(style);
  ImFont const& face = font(style);
  float width = 0;
  std::size_t after_blanks = 0;  // the last place where a line may end
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t after = at;
    char32_t const letter = take_letter(text, after);
    // The blanks that end a line stay on it, whether there is room for them or not.
    width += face.GetCharAdvance(static_cast<ImWchar>(letter));
    if (letter != ' ' && width > limit) break;
    at = after;
    if (letter == ' ') after_blanks = at;
  }
  if (at == text.size() || after_blanks > 0) return at == text.size() ? at : after_blanks;
  // A word that is longer than the line is cut where the line ends; one that may still fit into the next one is not.
  if (!at_line_start) return 0;
  std::size_t one = 0;
  take_letter(text, one);
  return std::max(at, one);
}

}  // namespace hallpass::surface
