#include "sdk/decision/decision.hpp"

namespace hallpass::decision {

using policy::ImageFlags;
using policy::ImagePurpose;
using policy::ImageView;
using policy::PurposeFlags;
using signal::Signals;
using signal::TriState;

namespace {

constexpr InstantMs day_ms = 86'400'000;

struct Facts {
  std::uint16_t audience_bits;
  std::uint8_t bars_child;  // PurposeFlags that bar a purpose for this visitor
  std::uint8_t in_force;
  bool choices_count;
  std::uint32_t granted_when_silent;
};

std::uint16_t audience_bits(ImageView const& image, std::string_view audience) noexcept {
  auto const index = audience.empty() ? image.default_audience() : image.find_audience(audience);
  return index == policy::no_index ? std::uint16_t{0xFFFF} : static_cast<std::uint16_t>(1U << index);
}

bool unexpired(ImageView const& image, Choices const& choices, InstantMs now) noexcept {
  return choices.at_ms <= now + day_ms && now < choices.at_ms + InstantMs{image.choice_lifetime()} * 1000;
}

std::uint8_t bars_child(policy::ImageRegime const& regime, Signals const& signals) noexcept {
  if (signals.age_years >= regime.child_age) return 0;  // also unknown_age
  return signals.school_authorised ? PurposeFlags::barred_for_children
                                   : PurposeFlags::barred_for_children | PurposeFlags::child_needs_authorisation;
}

std::uint8_t in_force(ImageView const& image, policy::ImageRegime const& regime, Signals const& signals) noexcept {
  auto const has = [flags = image.flags()](std::uint8_t flag) { return (flags & flag) != 0; };
  auto const is_on = [&](TriState signal, std::uint8_t unknown_counts) {
    return signal == TriState::on || (signal == TriState::unknown && has(unknown_counts));
  };
  // Where the law binds us to GPC, a policy that disregards it changes nothing.
  bool const gpc = has(ImageFlags::gpc_honoured) || (regime.flags & policy::RegimeFlags::gpc_binding) != 0;
  unsigned signals_on = 0;
  if (gpc && is_on(signals.gpc, ImageFlags::unknown_gpc_counts)) signals_on |= KnownSignals::gpc;
  if (has(ImageFlags::dnt_honoured) && is_on(signals.dnt, ImageFlags::unknown_dnt_counts)) {
    signals_on |= KnownSignals::dnt;
  }
  return static_cast<std::uint8_t>(signals_on);
}

Answer valid_answer(Facts const& facts, ImagePurpose const& purpose, Choice const& choice) noexcept {
  return facts.choices_count && choice.revision == purpose.revision ? choice.answer : Answer::none;
}

Outcome outcome(Facts const& facts, ImagePurpose const& purpose, Choice const& choice, std::uint8_t known,
                unsigned index) noexcept {
  if ((purpose.barred_audiences & facts.audience_bits) != 0) return {State::forbidden, Reason::audience_bars};
  if ((purpose.flags & facts.bars_child) != 0) return {State::forbidden, Reason::under_age};
  if ((purpose.flags & PurposeFlags::necessary) != 0) return {State::granted, Reason::strictly_necessary};
  auto const answer = valid_answer(facts, purpose, choice);
  auto const signal_denies = [&](std::uint8_t signal, std::uint8_t flag) {
    bool const chosen_knowingly = answer == Answer::granted && (known & signal) != 0;
    return (facts.in_force & signal) != 0 && (purpose.flags & flag) != 0 && !chosen_knowingly;
  };
  if (signal_denies(KnownSignals::gpc, PurposeFlags::gpc_denies)) return {State::denied, Reason::gpc};
  if (signal_denies(KnownSignals::dnt, PurposeFlags::dnt_denies)) return {State::denied, Reason::dnt};
  if (answer == Answer::granted) return {State::granted, Reason::visitor_granted};
  if (answer == Answer::denied) return {State::denied, Reason::visitor_denied};
  if (((facts.granted_when_silent >> index) & 1U) != 0) return {State::granted, Reason::default_granted};
  return {State::denied, Reason::default_denied};
}

}  // namespace

std::uint8_t signals_in_force(ImageView const& image, Signals const& signals) noexcept {
  return in_force(image, image.regime(signals.region), signals);
}

Decision decide(ImageView const& image, Signals const& signals, Choices const& choices, InstantMs now) noexcept {
  auto const regime = image.regime(signals.region);
  Facts const facts{audience_bits(image, signals.audience), bars_child(regime, signals),
                    in_force(image, regime, signals), unexpired(image, choices, now), regime.granted_when_silent};
  Decision decision;
  decision.purpose_count = image.purpose_count();
  for (unsigned index = 0; index < decision.purpose_count; ++index) {
    auto const purpose = image.purpose(index);
    auto const& choice = choices.by_purpose[index];
    auto const result = outcome(facts, purpose, choice, choices.known_signals, index);
    decision.by_purpose[index] = result;
    if ((purpose.flags & PurposeFlags::not_asked) != 0) continue;
    bool const by_signal = result.reason == Reason::gpc || result.reason == Reason::dnt;
    if (result.reason == Reason::default_denied || result.reason == Reason::default_granted) {
      decision.prompt = Prompt::ask;
    } else if (by_signal && decision.prompt == Prompt::none && valid_answer(facts, purpose, choice) == Answer::none) {
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
