#pragma once
// The portal's module: C functions over linear memory, called by web/portal/module.ts. One App lives in the module.
//
// hallpass_portal_space(size)   room for one packed event (portal/app/codec.hpp); valid until the next call of it
// hallpass_portal_handle(size)  takes the event written there; 0, or 1 + ErrorCode
// hallpass_portal_frame()       what changed in the page (portal/surface/protocol.hpp), as {u32 address, u32 bytes}
// hallpass_portal_calls()       what to send to the district, likewise
// hallpass_portal_effects()     what else to do now that the page shows the frame, likewise
//
// Canvas view (portal/app/app.hpp):
// hallpass_portal_font(weight, size)          a TrueType file written to space(); weight 0 regular, 1 bold
// hallpass_portal_baseline(style, y)          of a TextStyle's line, CSS px from its top
// hallpass_portal_window(width, height, scroll, density, dark)
// hallpass_portal_hover(node)                 0: none
// hallpass_portal_strips(first, last)         App::Strips (each member 4 bytes, in order)
// hallpass_portal_picture(first, last)        surface::Picture, likewise
// hallpass_portal_can_draw()                  0 when a letter of the page is in neither font

#include "portal/app/app.hpp"

namespace hallpass::portal {

// Which program the module runs; every module that links the bridge defines it.
[[nodiscard]] Program program();

}  // namespace hallpass::portal
