#include "sdk/decision/decision.hpp"

namespace hallpass::decision {

using policy::ImageFlags;
using policy::ImagePurpose;
using policy::ImageRegime;
using policy::ImageView;
using policy::PurposeFlags;
using policy::RegimeFlags;
using signal::Signals;
using signal::TriState;

namespace {

constexpr InstantMs day_ms = 86'400'000;

// A purpose's flags for the two signals are KnownSignals, one bit further up.
static_assert(PurposeFlags::gpc_denies == KnownSignals::gpc << 1U && PurposeFlags::dnt_denies == KnownSignals::dnt
                                                                                                     << 1U);

// Of the visitor, the same for every purpose.
struct Facts {
  unsigned audience_bits;
  unsigned child_bars;  // PurposeFlags that bar a purpose
  unsigned in_force;    // KnownSignals
  unsigned known;       // … and those that the visitor chose knowing of
};

unsigned audience_bits(ImageView const& image, std::string_view audience) noexcept {
  auto const index = audience.empty() ? image.default_audience() : image.find_audience(audience);
  return index == policy::no_index ? ~0U : 1U << index;
}

unsigned child_bars(ImageRegime const& regime, Signals const& signals) noexcept {
  if (signals.age_years >= regime.child_age) return 0;  // also unknown_age
  return PurposeFlags::barred_for_children | (signals.school_authorised ? 0U : PurposeFlags::child_needs_authorisation);
}

// Whether a signal counts, given which of the image's flags say so.
bool counts(TriState signal, unsigned flags, unsigned unknown_counts) noexcept {
  return signal == TriState::on || (signal == TriState::unknown && (flags & unknown_counts) != 0);
}

unsigned in_force(unsigned flags, ImageRegime const& regime, Signals const& signals) noexcept {
  // Where the law binds us to GPC, a policy that disregards it changes nothing.
  bool const gpc = (flags & ImageFlags::gpc_honoured) != 0 || (regime.flags & RegimeFlags::gpc_binding) != 0;
  bool const dnt = (flags & ImageFlags::dnt_honoured) != 0;
  return (gpc && counts(signals.gpc, flags, ImageFlags::unknown_gpc_counts) ? unsigned{KnownSignals::gpc} : 0U) |
         (dnt && counts(signals.dnt, flags, ImageFlags::unknown_dnt_counts) ? unsigned{KnownSignals::dnt} : 0U);
}

Outcome outcome(Facts const& facts, ImagePurpose const& purpose, Answer answer, bool granted_when_silent) noexcept {
  if ((purpose.barred_audiences & facts.audience_bits) != 0) return {State::forbidden, Reason::audience_bars};
  if ((purpose.flags & facts.child_bars) != 0) return {State::forbidden, Reason::under_age};
  if ((purpose.flags & PurposeFlags::necessary) != 0) return {State::granted, Reason::strictly_necessary};
  auto const unaware = answer == Answer::granted ? facts.in_force & ~facts.known : facts.in_force;
  auto const denied_by = (unsigned{purpose.flags} >> 1U) & unaware;
  if (denied_by != 0) return {State::denied, (denied_by & KnownSignals::gpc) != 0 ? Reason::gpc : Reason::dnt};
  if (answer == Answer::granted) return {State::granted, Reason::visitor_granted};
  if (answer == Answer::denied) return {State::denied, Reason::visitor_denied};
  if (granted_when_silent) return {State::granted, Reason::default_granted};
  return {State::denied, Reason::default_denied};
}

}  // namespace

Decision decide(ImageView const& image, Signals const& signals, Choices const& choices, InstantMs now) noexcept {
  auto const regime = image.regime(signals.region);
  Decision decision;
  decision.signals_in_force = static_cast<std::uint8_t>(in_force(image.flags(), regime, signals));
  decision.regime_flags = regime.flags;
  decision.purpose_count = image.purpose_count();
  decision.everything = true;
  bool const choices_count =
      choices.at_ms <= now + day_ms && now < choices.at_ms + InstantMs{image.choice_lifetime()} * 1000;
  Facts const facts{audience_bits(image, signals.audience), child_bars(regime, signals), decision.signals_in_force,
                    choices.known_signals};
  for (unsigned index = 0; index < decision.purpose_count; ++index) {
    auto const purpose = image.purpose(index);
    auto const answer = choices_count ? choices.by_purpose[index] : Answer::none;
    auto const result = outcome(facts, purpose, answer, ((regime.granted_when_silent >> index) & 1U) != 0);
    decision.by_purpose[index] = result;
    if ((purpose.flags & PurposeFlags::not_asked) != 0) continue;
    if (result.state != State::granted) decision.everything = false;
    if (result.reason >= Reason::default_denied) {
      decision.prompt = Prompt::ask;
    } else if ((result.reason == Reason::gpc || result.reason == Reason::dnt) && decision.prompt == Prompt::none &&
               answer == Answer::none) {
      decision.prompt = Prompt::notice;
    }
  }
  return decision;
}

Decision decide(ByteView image, Signals const& signals, Choices const& choices, InstantMs now) noexcept {
  auto const view = ImageView::open(image);
  return view ? decide(*view, signals, choices, now) : Decision{};
}

}  // namespace hallpass::decision
