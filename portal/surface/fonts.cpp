#include "portal/surface/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

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

template <class F>
void each_letter(std::string_view text, F&& use) {
  char const* at = text.data();
  char const* const end = at + text.size();
  while (at < end) {
    unsigned letter = 0;
    int const size = ImTextCharFromUtf8(&letter, at, end);
    use(char32_t{letter});
    at += size > 0 ? size : 1;
  }
}

}  // namespace

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
    if (letter >= 32 && letters_.insert(letter).second) stale_ = true;
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
  atlas_->Build();
  complete_ = true;
  for (char32_t const letter : letters_) {
    if (letter >= IM_UNICODE_CODEPOINT_MAX || fonts_[0]->FindGlyphNoFallback(static_cast<ImWchar>(letter)) == nullptr) {
      complete_ = false;
    }
  }
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
  if (width(style, text) <= room + 0.5F) return text.size();
  char const* const begin = text.data();
  char const* const end = begin + text.size();
  char const* const cut = room <= 0 ? begin : font(style).CalcWordWrapPositionA(scale(style), begin, end, room);
  auto size = static_cast<std::size_t>(cut - begin);
  if (!at_line_start) {
    // ImGui cuts a word that fills no line; here it moves to the next line instead.
    bool const at_word_end = size > 0 && size < text.size() && (text[size] == ' ' || text[size - 1] == ' ');
    if (!at_word_end) return 0;
  }
  if (size == 0) {
    unsigned letter = 0;
    size = static_cast<std::size_t>(ImMax(1, ImTextCharFromUtf8(&letter, begin, end)));
  }
  // The blanks that end a line stay on it.
  while (size < text.size() && text[size] == ' ') ++size;
  return size;
}

}  // namespace hallpass::surface
