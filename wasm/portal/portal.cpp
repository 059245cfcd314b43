// The portal's own program: the model's step and its screens.
#include "portal/model/update.hpp"
#include "portal/views/views.hpp"
#include "wasm/portal/bridge.hpp"

hallpass::portal::Program hallpass::portal::program() {
  return {update, draw};
}
