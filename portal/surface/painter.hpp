#pragma once
// Draws a page that was laid out, with Dear ImGui: its shapes, marks and fonts in one draw list in the document's
// coordinates, and our own emitter for text. No window, no context, no input of any kind. The result is vertices for
// any renderer.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "portal/surface/fonts.hpp"
#include "portal/surface/layout.hpp"
#include "portal/surface/strips.hpp"
#include "portal/surface/tree.hpp"

namespace hallpass::surface {

// Valid until the next paint(). Vertices as ImGui has them: f32 x, y (document px), f32 u, v, u8 × 4 colour.
struct Picture {
  std::uint8_t const* vertices = nullptr;
  std::uint32_t vertex_bytes = 0;
  std::uint32_t const* indices = nullptr;
  std::uint32_t index_count = 0;
  // The atlas: one byte of alpha a pixel.
  std::uint8_t const* atlas = nullptr;
  std::uint32_t atlas_width = 0, atlas_height = 0, atlas_version = 0;
  std::uint32_t background = 0;  // 0xRRGGBB
};

// What a test asks for: every item that was drawn, under the node it belongs to; text empty for shapes.
struct Drawn {
  NodeId node = 0;
  std::string text;
};

class Painter {
 public:
  Painter();
  ~Painter();
  Painter(Painter const&) = delete;
  Painter& operator=(Painter const&) = delete;

  [[nodiscard]] Fonts& fonts() noexcept { return *fonts_; }

  // All that can be seen in the band, and nothing that stands elsewhere.
  [[nodiscard]] Picture paint(Tree const& tree, Layout const& layout, Look const& look, Band const& band,
                              std::vector<Drawn>* journal = nullptr);

 private:
  struct Canvas;
  std::unique_ptr<Canvas> canvas_;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace hallpass::surface
