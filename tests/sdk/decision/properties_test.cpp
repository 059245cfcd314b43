#include "sdk/consent/record.hpp"
#include "tests/support/policy_image.hpp"

using namespace hallpass;
using namespace hallpass::decision;
using policy::PurposeFlags;

namespace {

constexpr InstantMs now = 1'795'435'200'000;

struct Visitor {
  signal::Signals signals;
  Choices choices;
};

Visitor any_visitor(test::Random& random) {
  constexpr std::array<std::string_view, 8> regions{"", "US", "US-CA", "DE", "IN", "CA", "FR", "ZZ"};
  constexpr std::array<std::string_view, 5> audiences{"", "visitor", "student", "customer", "nobody"};
  Visitor visitor;
  auto& signals = visitor.signals;
  signals.gpc = static_cast<signal::TriState>(random.below(3));
  signals.dnt = static_cast<signal::TriState>(random.below(3));
  signals.region = region_key(regions.at(random.below(regions.size())));
  signals.audience = audiences.at(random.below(audiences.size()));
  signals.age_years = static_cast<std::uint8_t>(random.below(2) != 0 ? signal::unknown_age : random.below(30));
  signals.school_authorised = random.below(2) != 0;
  for (auto& answer : visitor.choices.by_purpose) answer = static_cast<Answer>(random.below(3));
  visitor.choices.known_signals = static_cast<std::uint8_t>(random.below(4));
  visitor.choices.at_ms = now - static_cast<InstantMs>(random.below(400)) * 86'400'000 + 86'400'000 * 3;
  return visitor;
}

// What is stored by a click, read back.
Choices clicked(policy::ImageView const& image, signal::Signals const& signals, std::uint32_t granted) {
  std::array<char, consent::max_record_size> space{};
  return consent::read_record(image, consent::choose(image, signals, {granted, ""}, now, space));
}

bool same(Decision const& a, Decision const& b) {
  for (unsigned index = 0; index < policy::max_purposes; ++index) {
    if (a.by_purpose[index].state != b.by_purpose[index].state) return false;
    if (a.by_purpose[index].reason != b.by_purpose[index].reason) return false;
  }
  return a.purpose_count == b.purpose_count && a.prompt == b.prompt;
}

}  // namespace

TEST_CASE("whatever the visitor, the promises hold") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  auto const advertising = image.find_purpose("advertising");
  auto const essential = image.find_purpose("essential");
  test::Random random{20261123};
  unsigned barred = 0;
  unsigned signalled = 0;
  for (unsigned round = 0; round < 20'000; ++round) {
    auto const [signals, choices] = any_visitor(random);
    auto const decided = decide(image, signals, choices, now);
    CAPTURE(round);
    auto const ads = decided.by_purpose[advertising];
    // The student's page, an audience nobody knows, a child: forbidden, whatever the choices.
    if (signals.audience == "student" || signals.audience == "nobody" || signals.age_years < 16) {
      ++barred;
      REQUIRE(ads.state == State::forbidden);
      REQUIRE(decide(image, signals, clicked(image, signals, ~0U), now).by_purpose[advertising].state ==
              State::forbidden);
    } else if (signals.gpc == signal::TriState::on && (choices.known_signals & KnownSignals::gpc) == 0) {
      // An opt-out signal without a later informed choice.
      ++signalled;
      REQUIRE(ads.state != State::granted);
    }
    REQUIRE(decided.by_purpose[essential].state == State::granted);
    REQUIRE(same(decided, decide(image, signals, choices, now)));
    REQUIRE(same(decided, decide(bytes, signals, choices, now)));
  }
  REQUIRE(barred > 1000);
  REQUIRE(signalled > 1000);
}

TEST_CASE("a click is what the visitor clicked, and refusing all grants nothing but the necessary") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  test::Random random{7};
  for (unsigned round = 0; round < 5'000; ++round) {
    auto const visitor = any_visitor(random);
    auto const granted = static_cast<std::uint32_t>(random.next());
    for (auto const bits : {granted, 0U}) {
      auto const decided = decide(image, visitor.signals, clicked(image, visitor.signals, bits), now);
      REQUIRE(decided.prompt == Prompt::none);
      for (unsigned index = 0; index < decided.purpose_count; ++index) {
        bool const necessary = (image.purpose(index).flags & PurposeFlags::necessary) != 0;
        auto const state = decided.by_purpose[index].state;
        if (state == State::granted) REQUIRE((necessary || ((bits >> index) & 1U) != 0));
        if (state == State::denied) REQUIRE(((bits >> index) & 1U) == 0);
      }
    }
  }
}
