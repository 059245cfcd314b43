#pragma once
// The portal's loop, without a loop: events come in, a frame is made when the page asks, effects go out after it.
// The page asks for a frame only after an event, and draws nothing while there is none.
// Not thread-safe.

#include <cstdint>
#include <memory>
#include <vector>

#include "portal/model/effect.hpp"
#include "portal/model/event.hpp"
#include "portal/model/state.hpp"
#include "portal/surface/differ.hpp"
#include "portal/surface/layout.hpp"
#include "portal/surface/painter.hpp"
#include "portal/surface/ui.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::portal {

// What an App runs: the model's step and the screens; a test puts its own here.
struct Program {
  std::vector<Effect> (*update)(State&, Event const&);
  void (*draw)(surface::Ui&, State const&);
};

// The window of canvas view: what the page measured of it.
struct Window {
  surface::Viewport viewport;
  float density = 1;  // device pixels a CSS px
  surface::Scheme scheme = surface::Scheme::light;
};

class App {
 public:
  explicit App(Program program) : program_(program) {}

  // Takes one event as codec.hpp packs it. Errors: truncated, malformed; the state is as before.
  [[nodiscard]] Result<void> handle(ByteView packed_event);

  // Describes the page from the state and returns what changed in it (surface/protocol.hpp). Valid until the next call.
  [[nodiscard]] Bytes const& frame();

  // The calls to the district among what the events since the last call want done, packed: they need not wait for a
  // frame.
  [[nodiscard]] Bytes const& take_calls() { return take(calls_); }
  // All else, likewise; call after the page shows the frame.
  [[nodiscard]] Bytes const& take_effects() { return take(effects_); }

  // Canvas view, which is drawn when the state's view says so and both fonts are there; until then, and in plain view,
  // the page's own style sheet lays out. A frame has to follow each of these.
  void load_font(surface::Weight weight, Bytes file);
  void set_baseline(surface::TextStyle style, float y);
  void set_window(Window const& window) { window_ = window; }
  void hover(surface::NodeId node) { hovered_ = node; }
  // What the strips `first` to `last` of the last frame() look like, as numbers, and how high the whole page is; none
  // in plain view. Valid until the next call, as is the picture of these strips.
  struct Strips {
    std::uint32_t const* looks = nullptr;
    std::uint32_t count = 0;
    float height = 0;  // CSS px
  };
  [[nodiscard]] Strips const& strips(std::uint32_t first, std::uint32_t last);
  // REQUIRES that strips() gave some.
  [[nodiscard]] surface::Picture const& picture(std::uint32_t first, std::uint32_t last);
  // Whether the fonts have every letter of the page; if not, plain view shows it better.
  [[nodiscard]] bool can_draw() const { return painter_ == nullptr || painter_->fonts().complete(); }

  [[nodiscard]] State const& state() const noexcept { return state_; }
  [[nodiscard]] surface::Tree const& tree() const noexcept { return tree_; }

 private:
  Program program_;
  State state_;
  std::vector<Effect> calls_;
  std::vector<Effect> effects_;
  Bytes packed_effects_;
  surface::Tree tree_;
  surface::Differ differ_;

  [[nodiscard]] Bytes const& take(std::vector<Effect>& effects);
  [[nodiscard]] bool draws() const { return state_.view == View::canvas && painter_ && painter_->fonts().ready(); }
  [[nodiscard]] surface::Look look() const { return {window_.scheme, window_.density, hovered_}; }

  Window window_;
  surface::NodeId hovered_ = 0;
  std::unique_ptr<surface::Painter> painter_;  // made with the first font: plain view needs none
  surface::Layout layout_;
  std::vector<std::uint32_t> looks_;
  Strips strips_;
  surface::Picture picture_;
};

}  // namespace hallpass::portal
