#pragma once
// The portal's module: C functions over linear memory, called by web/portal/module.ts. One App lives in the module.
//
// hallpass_portal_space(size)   room for one packed event (portal/app/codec.hpp); valid until the next call of it
// hallpass_portal_handle(size)  takes the event written there; 0, or 1 + ErrorCode
// hallpass_portal_frame()       what changed in the page (portal/surface/protocol.hpp), as {u32 address, u32 bytes}
// hallpass_portal_effects()     what to do now that the page shows it, likewise

#include "portal/app/app.hpp"

namespace hallpass::portal {

// Which program the module runs; every module that links the bridge defines it.
[[nodiscard]] Program program();

}  // namespace hallpass::portal
