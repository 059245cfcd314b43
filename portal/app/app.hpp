#pragma once
// The portal's loop, without a loop: events come in, a frame is made when the page asks, effects go out after it.
// The page asks for a frame only after an event, and draws nothing while there is none.
// Not thread-safe.

#include <vector>

#include "portal/model/effect.hpp"
#include "portal/model/event.hpp"
#include "portal/model/state.hpp"
#include "portal/surface/differ.hpp"
#include "portal/surface/ui.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::portal {

// What an App runs: the model's step and the screens; a test puts its own here.
struct Program {
  std::vector<Effect> (*update)(State&, Event const&);
  void (*draw)(surface::Ui&, State const&);
};

class App {
 public:
  explicit App(Program program) : program_(program) {}

  // Takes one event as codec.hpp packs it. Errors: truncated, malformed; the state is as before.
  [[nodiscard]] Result<void> handle(ByteView packed_event);

  // Describes the page from the state and returns what changed in it (surface/protocol.hpp). Valid until the next call.
  [[nodiscard]] Bytes const& frame();

  // What the events since the last call want done, packed; call after the page shows the frame.
  [[nodiscard]] Bytes const& take_effects();

  [[nodiscard]] State const& state() const noexcept { return state_; }
  [[nodiscard]] surface::Tree const& tree() const noexcept { return tree_; }

 private:
  Program program_;
  State state_;
  std::vector<Effect> effects_;
  Bytes packed_effects_;
  surface::Tree tree_;
  surface::Differ differ_;
};

}  // namespace hallpass::portal
