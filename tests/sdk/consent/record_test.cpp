#include "sdk/consent/record.hpp"

#include "tests/support/policy_image.hpp"

using namespace hallpass;
using namespace hallpass::consent;
using decision::Answer;
using decision::Choices;

namespace {

bool is_empty(Choices const& choices) {
  for (auto const& choice : choices.by_purpose) {
    if (choice.answer != Answer::none) return false;
  }
  return choices.at_ms == 0 && choices.known_signals == 0;
}

}  // namespace

TEST_CASE("what is written is read back, to the second") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  signal::Signals signals;
  signals.gpc = signal::TriState::on;
  for (std::uint32_t bits = 0; bits < 16; ++bits) {
    auto const choices = choose(image, signals, bits, 1'795'435'200'999);
    auto const text = write_record(image, choices, space);
    REQUIRE_FALSE(text.empty());
    CHECK(text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz_.:+-") == std::string_view::npos);
    auto const again = read_record(image, text);
    CHECK(again.at_ms == 1'795'435'200'000);
    CHECK(again.known_signals == decision::KnownSignals::gpc);
    for (unsigned index = 0; index < image.purpose_count(); ++index) {
      CHECK(again.by_purpose[index].answer == choices.by_purpose[index].answer);
      CHECK(again.by_purpose[index].revision == choices.by_purpose[index].revision);
    }
  }
}

TEST_CASE("the record names policy, time, signals and revisions") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  auto const text = write_record(image, choose(image, {}, 2, 0x6742f1c0LL * 1000), space);
  CHECK(text.ends_with(".6742f1c0.0.analytics:2+.advertising:1-.chat:1-"));
  CHECK(write_record(image, choose(image, {}, 2, 0), std::span{space}.first(text.size() - 9)).empty());
}

TEST_CASE("cut or garbled records are no choice, and never crash") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  std::string const text{write_record(image, choose(image, {}, 15, 1'795'435'200'000), space)};
  test::Random random{3};
  for (unsigned round = 0; round < 20'000; ++round) {
    auto garbled = text;
    garbled[static_cast<std::size_t>(random.below(garbled.size()))] = static_cast<char>(random.below(256));
    garbled.resize(static_cast<std::size_t>(random.below(garbled.size() + 1)));
    static_cast<void>(read_record(image, garbled));
  }
  CHECK(is_empty(read_record(image, "")));
  CHECK(is_empty(read_record(image, text.substr(0, text.size() - 1))));
  CHECK(is_empty(read_record(image, text + "x")));
  CHECK(is_empty(read_record(image, std::string(5'000, '1'))));
  std::string huge = text;
  while (huge.size() < 4'000) huge += ".unknown:1+";
  CHECK(is_empty(read_record(image, huge)));
}
