#include "wasm/portal/bridge.hpp"

#include <cstdint>
#include <utility>

namespace {

struct Span {
  std::uint8_t const* data = nullptr;
  std::uint32_t size = 0;
};

hallpass::portal::App& app() {
  static hallpass::portal::App instance(hallpass::portal::program());
  return instance;
}

hallpass::Bytes event_bytes;
Span result;

Span const* give(hallpass::Bytes const& bytes) {
  result = {bytes.data(), static_cast<std::uint32_t>(bytes.size())};
  return &result;
}

}  // namespace

extern "C" {

std::uint8_t* hallpass_portal_space(std::uint32_t size) {
  event_bytes.resize(size);
  return event_bytes.data();
}

std::uint32_t hallpass_portal_handle(std::uint32_t size) {
  auto const handled = app().handle(hallpass::ByteView(event_bytes).first(size));
  // A field may hold what a person typed: nothing of it stays here.
  event_bytes.assign(event_bytes.size(), 0);
  return handled ? 0 : 1 + static_cast<std::uint32_t>(handled.error().code);
}

Span const* hallpass_portal_frame() {
  return give(app().frame());
}
Span const* hallpass_portal_calls() {
  return give(app().take_calls());
}
Span const* hallpass_portal_effects() {
  return give(app().take_effects());
}

void hallpass_portal_font(std::uint32_t weight, std::uint32_t size) {
  event_bytes.resize(size);
  app().load_font(static_cast<hallpass::surface::Weight>(weight & 1U), std::move(event_bytes));
  event_bytes = {};
}

void hallpass_portal_baseline(std::uint32_t style, float y) {
  if (style < hallpass::surface::text_style_count) {
    app().set_baseline(static_cast<hallpass::surface::TextStyle>(style), y);
  }
}

void hallpass_portal_window(float width, float height, float scroll_y, float density, std::uint32_t dark) {
  using hallpass::surface::Scheme;
  app().set_window({{width, height, scroll_y}, density, dark == 0 ? Scheme::light : Scheme::dark});
}

void hallpass_portal_hover(std::uint32_t node) {
  app().hover(node);
}
hallpass::portal::App::Strips const* hallpass_portal_strips(std::uint32_t first, std::uint32_t last) {
  return &app().strips(first, last);
}
hallpass::surface::Picture const* hallpass_portal_picture(std::uint32_t first, std::uint32_t last) {
  return &app().picture(first, last);
}
std::uint32_t hallpass_portal_can_draw() {
  return app().can_draw() ? 1 : 0;
}
}
