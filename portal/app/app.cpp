#include "portal/app/app.hpp"

#include <iterator>
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
  std::vector<Effect> effects = program_.update(state_, event);
  effects_.insert(effects_.end(), std::make_move_iterator(effects.begin()), std::make_move_iterator(effects.end()));
  return {};
}

Bytes const& App::frame() {
  {
    surface::Ui ui(tree_);
    program_.draw(ui, state_);
  }
  return differ_.update(tree_, surface::Places::without_places);
}

Bytes const& App::take_effects() {
  packed_effects_.clear();
  encode_effects(effects_, tree_, packed_effects_);
  effects_.clear();
  return packed_effects_;
}

}  // namespace hallpass::portal
