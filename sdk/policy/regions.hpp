#pragma once
// Where a visitor is, and what holds there before any choice.

#include "sdk/policy/parts.hpp"
#include "sdk/policy/purposes.hpp"

namespace hallpass::policy {

enum class DefaultChoice : std::uint8_t { opt_in, opt_out };

struct Regime {
  Id id;
  std::string name;
  DefaultChoice default_choice = DefaultChoice::opt_in;
  std::vector<Id> opt_in_purposes;  // of an opt_out regime: these still need a choice first
  bool gpc_binding = false;
  std::optional<CivilDate> gpc_binding_since;
  bool show_signal_processed = false;  // the visitor must be shown that the signal was honoured (11 CCR 7025)
  bool do_not_sell_link = false;       // "Do Not Sell or Share" beside the banner (11 CCR 7026(a)(4))
};

// An ISO 3166-2 code wins over the country it is part of.
struct Region {
  std::vector<RegionCode> codes;
  Id regime;
  std::uint32_t child_age = 16;  // below it a visitor is a child; 1…21
  Certainty certainty = Certainty::presumed;
};

// For unknown regions, proxies, "XX", "T1": the strictest.
struct UnknownRegion {
  Id regime;
  std::uint32_t child_age = 16;
  // The browser's time zone may name a country that is no looser than this.
  bool time_zone_hint = false;
};

enum class SignalResponse : std::uint8_t { honour, disregard };

// What a signal that cannot be read counts as.
enum class UnknownSignal : std::uint8_t { no_signal, opt_out };

struct SignalRule {
  SignalResponse response = SignalResponse::honour;
  UnknownSignal when_unknown = UnknownSignal::no_signal;
  PassageId stated_in;
};

// Tracking status values, https://www.w3.org/TR/tracking-dnt/#TSV
enum class DntStatus : std::uint8_t { not_tracking, tracking, consent, potential_consent, disregarding };

}  // namespace hallpass::policy
