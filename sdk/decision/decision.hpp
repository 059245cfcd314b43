#pragma once
// decide(image, signals, choices, now): what every purpose may do, and why. Pure, no allocation, no exceptions.
// The order, first match wins (docs/architecture.md):
//   1. the audience, or an unauthorised visitor under age, bars the purpose: forbidden, no click lifts it
//   2. strictly necessary: granted
//   3. an opt-out signal in force: denied, unless the visitor later chose otherwise, knowing of the signal
//   4. the visitor's own choice, unexpired and of the purpose's present revision
//   5. the regime's default; an unknown region has the strictest

#include <array>
#include <cstdint>
#include <string_view>

#include "sdk/base/instant.hpp"
#include "sdk/policy/image_view.hpp"
#include "sdk/signal/signals.hpp"

namespace hallpass::decision {

enum class Answer : std::uint8_t { none, granted, denied };

// Which signals the visitor was told about when choosing.
struct KnownSignals {
  static constexpr std::uint8_t gpc = 1, dnt = 2;
};

// A visitor's stored answers that still count, by the image's purpose index: those to a purpose's present revision.
struct Choices {
  std::array<Answer, policy::max_purposes> by_purpose{};
  InstantMs at_ms = 0;
  std::uint8_t known_signals = 0;
  bool refuses_vendors = false;  // some vendor of a purpose is refused by itself
};

enum class State : std::uint8_t { denied, granted, forbidden };

enum class Reason : std::uint8_t {
  no_policy,
  audience_bars,
  under_age,
  strictly_necessary,
  gpc,
  dnt,
  visitor_granted,
  visitor_denied,
  default_denied,
  default_granted,
};
// "audience_bars" …: stable, also used by the vectors and the page's API.
[[nodiscard]] std::string_view to_string(Reason reason) noexcept;
[[nodiscard]] std::string_view to_string(State state) noexcept;

struct Outcome {
  State state = State::denied;
  Reason reason = Reason::no_policy;
};

// What the banner has to do: nothing, ask, or only say that a signal was honoured. Purposes that no technology serves
// are nothing to ask about.
enum class Prompt : std::uint8_t { none, ask, notice };
[[nodiscard]] std::string_view to_string(Prompt prompt) noexcept;

struct Decision {
  std::array<Outcome, policy::max_purposes> by_purpose{};
  unsigned purpose_count = 0;  // 0 without a policy: everything is closed
  Prompt prompt = Prompt::none;
  std::uint8_t signals_in_force = 0;  // as KnownSignals, for this visitor: what the banner must tell
  std::uint8_t regime_flags = 0;      // policy::RegimeFlags of the visitor's region
  bool everything = false;            // all that a technology serves is granted
};

// `now` in ms since 1970. A choice dated more than a day after `now` counts as none (a clock that went back).
// An audience the policy does not know is barred from whatever any audience is barred from.
[[nodiscard]] Decision decide(policy::ImageView const& image, signal::Signals const& signals, Choices const& choices,
                              InstantMs now) noexcept;

// The same from raw bytes: anything but a whole, unaltered image gives a closed decision.
[[nodiscard]] Decision decide(ByteView image, signal::Signals const& signals, Choices const& choices,
                              InstantMs now) noexcept;

}  // namespace hallpass::decision
