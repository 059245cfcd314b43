#include "portal/model/update.hpp"

#include "portal/model/machine.hpp"

namespace hallpass::portal {

std::vector<Effect> update(State& state, Event const& event) {
  state.now_ms = event.now_ms;
  Machine machine{state};
  std::visit([&](auto const& what) { machine.on(what); }, event.what);
  machine.keep_drafts();
  return machine.take_effects();
}

}  // namespace hallpass::portal
