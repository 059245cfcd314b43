#pragma once
// The portal's screens: what the state looks like, described to the surface. Reads the state, changes nothing.

#include "portal/model/state.hpp"
#include "portal/surface/ui.hpp"

namespace hallpass::portal {

// The whole page: banner, navigation, the screen of state.place, footer, and the dialog that is open.
void draw(surface::Ui& ui, State const& state);

}  // namespace hallpass::portal
