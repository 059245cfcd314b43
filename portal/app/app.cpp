#include "portal/app/app.hpp"

#include <bit>
#include <iterator>
#include <utility>

#include "portal/app/codec.hpp"
#include "portal/surface/hash.hpp"

namespace hallpass::portal {

Result<void> App::handle(ByteView packed_event) {
  HALLPASS_TRY(decoded, decode_event(packed_event, tree_));
  if (!decoded.event) return {};
  Event const& event = *decoded.event;
  if (auto const* const changed = std::get_if<FieldChanged>(&event.what)) {
    differ_.observe(decoded.changed, changed->text);
  }
  std::vector<Effect> effects = program_.update(state_, event);
  effects_.insert(effects_.end(), std::make_move_iterator(effects.begin()), std::make_move_iterator(effects.end()));
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

surface::Picture const* App::picture() {
  if (!draws()) {
    drawn_appearance_ = 0;
    return nullptr;
  }
  std::uint64_t const now = appearance();
  if (now == drawn_appearance_) return nullptr;
  drawn_appearance_ = now;
  picture_ = painter_->paint(tree_, layout_, window_.viewport, {window_.scheme, window_.density, hovered_});
  return &picture_;
}

// Everything that paint() looks at. A field's text is none of it: its element shows that.
std::uint64_t App::appearance() const {
  using surface::Attribute;
  using surface::hash;
  std::uint64_t state = hash(surface::hash_seed, painter_->fonts().version());
  state = hash(state, static_cast<std::uint64_t>(window_.scheme));
  state = hash(state, tree_.find(hovered_) == nullptr ? 0 : hovered_);
  for (surface::TextRun const& run : layout_.runs) {
    state = hash(hash(state, run.text), std::bit_cast<std::uint32_t>(run.x));
    state = hash(state, std::bit_cast<std::uint32_t>(run.baseline));
  }
  for (surface::Node const& node : tree_.nodes()) {
    state = hash(state, static_cast<std::uint64_t>(node.role));
    for (float const value : {node.rect.x, node.rect.y, node.rect.width, node.rect.height}) {
      state = hash(state, std::bit_cast<std::uint32_t>(value));
    }
    for (auto const& [attribute, value] : node.attributes) {
      if (attribute == Attribute::value && node.role != surface::Role::progress) continue;
      state = hash(hash(state, static_cast<std::uint64_t>(attribute)), value);
    }
  }
  return state;
}

Bytes const& App::take_effects() {
  packed_effects_.clear();
  encode_effects(effects_, tree_, packed_effects_);
  effects_.clear();
  return packed_effects_;
}

}  // namespace hallpass::portal
