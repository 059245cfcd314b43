#include "cli/time_zones.hpp"

#include <algorithm>
#include <array>

namespace hallpass::cli {

using policy::Policy;
using policy::Regime;

namespace {

struct CountryZones {
  std::string_view country;
  std::string_view zones;
};

constexpr auto all_zones = std::to_array<CountryZones>({
#define HALLPASS_ZONES(country, zones) {country, zones},
#include "cli/time_zones.inc"
#undef HALLPASS_ZONES
});

bool needs_choice(Regime const& regime, policy::Id const& purpose) {
  return regime.default_choice == policy::DefaultChoice::opt_in ||
         std::ranges::find(regime.opt_in_purposes, purpose) != regime.opt_in_purposes.end();
}

// Without a choice the first grants no more than the second; and where it grants anything, it shows as much. (A signal
// that binds anywhere is honoured everywhere: sdk/policy/rules.cpp.)
bool no_looser(Policy const& policy, Regime const& one, Regime const& other) {
  bool asks_always = true;
  for (auto const& purpose : policy.purposes) {
    if (needs_choice(one, purpose.id)) continue;
    asks_always = false;
    if (needs_choice(other, purpose.id)) return false;
  }
  return asks_always ||
         (one.show_signal_processed >= other.show_signal_processed && one.do_not_sell_link >= other.do_not_sell_link);
}

// REQUIRES the code is one of the region's.
bool helps(Policy const& policy, policy::Region const& region) {
  auto const& there = *policy.find_regime(region.regime);
  auto const& unknown = *policy.find_regime(policy.unknown_region.regime);
  // Children are below the higher of the two everywhere (sdk/policy/image_view.cpp).
  auto const age = std::max(region.child_age, policy.children.age);
  auto const unknown_age = std::max(policy.unknown_region.child_age, policy.children.age);
  if (age < unknown_age || !no_looser(policy, there, unknown)) return false;
  return age > unknown_age || !no_looser(policy, unknown, there);
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> time_zone_hints(Policy const& policy) {
  std::vector<std::pair<std::string_view, std::string_view>> hints;
  if (!policy.unknown_region.time_zone_hint) return hints;
  for (auto const& region : policy.regions) {
    if (!helps(policy, region)) continue;
    for (auto const& code : region.codes) {
      auto const found = std::ranges::find(all_zones, std::string_view{code}, &CountryZones::country);
      if (found == all_zones.end()) continue;  // a part of a country: no zone is one
      for (auto rest = found->zones; !rest.empty();) {
        auto const end = std::min(rest.find(' '), rest.size());
        hints.emplace_back(rest.substr(0, end), code);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  std::ranges::sort(hints);
  return hints;
}

}  // namespace hallpass::cli
