#include "sdk/consent/record.hpp"

#include "tests/support/policy_image.hpp"

using namespace hallpass;
using namespace hallpass::consent;
using decision::Answer;
using decision::Choices;

namespace {

bool is_empty(Choices const& choices) {
  for (auto const answer : choices.by_purpose) {
    if (answer != Answer::none) return false;
  }
  return choices.at_ms == 0 && choices.known_signals == 0 && !choices.refuses_vendors;
}

}  // namespace

TEST_CASE("what is written is read back, to the second") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  signal::Signals signals;
  signals.gpc = signal::TriState::on;
  for (std::uint32_t bits = 0; bits < 16; ++bits) {
    auto const text = choose(image, signals, {bits, "adverts unheard"}, 1'795'435'200'999, space);
    REQUIRE_FALSE(text.empty());
    CHECK(text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz_.:+-!") == std::string_view::npos);
    auto const again = read_record(image, text);
    CHECK(again.at_ms == 1'795'435'200'000);
    CHECK(again.known_signals == decision::KnownSignals::gpc);
    CHECK(again.refuses_vendors);
    CHECK(refuses(text, "adverts"));
    CHECK_FALSE(refuses(text, "unheard"));
    for (unsigned index = 0; index < image.purpose_count(); ++index) {
      auto const said = ((bits >> index) & 1U) != 0 ? Answer::granted : Answer::denied;
      bool const is_necessary = (image.purpose(index).flags & policy::PurposeFlags::necessary) != 0;
      CHECK(again.by_purpose[index] == (is_necessary ? Answer::none : said));
    }
  }
}

TEST_CASE("the record names policy, time, signals and revisions") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  auto const text = choose(image, {}, {2, ""}, 0x6742f1c0LL * 1000, space);
  CHECK(text.ends_with(".6742f1c0.0.analytics:2+.advertising:1-.chat:1-"));
  CHECK(choose(image, {}, {2, ""}, 0, std::span{space}.first(text.size() - 9)).empty());
}

TEST_CASE("a vendor is refused by its whole name") {
  constexpr std::string_view record = "1.a.6742f1c0.0.analytics:2+.advertising:1+.ads!.x_y!";
  CHECK(refuses(record, "ads"));
  CHECK(refuses(record, "x_y"));
  for (auto const other : {"ad", "ds", "s", "y", "x_", "analytics", "advertising", "ads!", "x_y!x", ""}) {
    CHECK_FALSE(refuses(record, other));
  }
  CHECK_FALSE(refuses("", "ads"));
  CHECK_FALSE(refuses(".ads", "ads"));
}

TEST_CASE("cut or garbled records are no choice, and never crash") {
  auto const bytes = test::vector_image();
  auto const image = *policy::ImageView::open(bytes);
  std::array<char, max_record_size> space{};
  std::string const text{choose(image, {}, {15, "adverts"}, 1'795'435'200'000, space)};
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
  CHECK(is_empty(read_record(image, text + ".!")));
  CHECK(is_empty(read_record(image, text + ".ads!!")));
  CHECK(is_empty(read_record(image, "1.0123_56789abcdef.6742f1c0.0.analytics:2+")));
  CHECK(is_empty(read_record(image, std::string(5'000, '1'))));
  std::string huge = text;
  while (huge.size() < 4'000) huge += ".unknown:1+";
  CHECK(is_empty(read_record(image, huge)));
}
