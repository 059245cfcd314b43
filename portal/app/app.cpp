#include "portal/app/app.hpp"

#include <utility>

#include "portal/app/codec.hpp"

namespace hallpass::portal {

Result<void> App::handle(ByteView packed_event) {
  HALLPASS_TRY(decoded, decode_event(packed_event, tree_));
  if (!decoded.event) return {};
  Event const& event = *decoded.event;
  if (auto const* const changed = std::get_if<FieldChanged>(&event.what)) {
    differ_.observe(decoded.changed, changed->text);
  }
  for (Effect& effect : program_.update(state_, event)) {
    auto& waiting = std::holds_alternative<Http>(effect) ? calls_ : effects_;
    waiting.push_back(std::move(effect));
  }
  return {};
}

Bytes const& App::frame() {
  {
    surface::Ui ui(tree_);
    program_.draw(ui, state_);
  }
  if (!draws()) return differ_.update(tree_, surface::Places::without_places);
  surface::Fonts& fonts = painter_->fonts();
  fonts.begin_page();
  for (surface::Node const& node : tree_.nodes()) {
    // The browser draws a list's choices, in whatever script.
    if (node.role != surface::Role::option) fonts.need(node.text);
    fonts.need(node.get(surface::Attribute::column));
  }
  fonts.need("0123456789.");  // a numbered list's numbers
  fonts.set_density(window_.density);
  fonts.build();
  surface::lay_out(tree_, fonts, window_.viewport, layout_);
  return differ_.update(tree_, surface::Places::with_places);
}

void App::load_font(surface::Weight weight, Bytes file) {
  if (!painter_) painter_ = std::make_unique<surface::Painter>();
  painter_->fonts().load(weight, std::move(file));
}

void App::set_baseline(surface::TextStyle style, float y) {
  if (painter_) painter_->fonts().set_baseline(style, y);
}

App::Strips const& App::strips(std::uint32_t first, std::uint32_t last) {
  strips_ = {};
  if (!draws()) return strips_;
  surface::look_at_strips(tree_, layout_, look(), first, last, looks_);
  strips_ = {looks_.data(), static_cast<std::uint32_t>(looks_.size()), layout_.height};
  return strips_;
}

surface::Picture const& App::picture(std::uint32_t first, std::uint32_t last) {
  auto const place = [](std::uint32_t strip) { return static_cast<float>(strip) * surface::strip_height; };
  picture_ = painter_->paint(tree_, layout_, look(), {place(first), place(last)});
  return picture_;
}

Bytes const& App::take(std::vector<Effect>& effects) {
  packed_effects_.clear();
  encode_effects(effects, tree_, packed_effects_);
  effects.clear();
  return packed_effects_;
}

}  // namespace hallpass::portal
