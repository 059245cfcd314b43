#include "portal/model/update.hpp"

namespace hallpass::portal {

std::vector<Effect> update(State& state, Event const& event) {
  state.now_ms = event.now_ms;
  return {};
}

}  // namespace hallpass::portal
