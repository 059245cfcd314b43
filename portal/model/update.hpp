#pragma once
// The portal's machine: one step. Pure: the same state and event give the same state and effects.

#include <vector>

#include "portal/model/effect.hpp"
#include "portal/model/event.hpp"
#include "portal/model/state.hpp"

namespace hallpass::portal {

// Applies the event to the state and says what the host has to do, in order.
// Takes any event in any state: an unknown key, a late answer or a hostile body never ends the program and never
// loses what the person typed (State::drafts).
[[nodiscard]] std::vector<Effect> update(State& state, Event const& event);

}  // namespace hallpass::portal
