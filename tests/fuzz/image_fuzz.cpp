// A damaged compiled policy: either it is no image and everything is closed, or every read of it stays inside it.
// The input is a list of damages (offset u16, value u8) to the image of the policy given here; the hash is mended
// afterwards, for with the old one almost every damage would be found by it alone.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "sdk/consent/record.hpp"
#include "sdk/decision/decision.hpp"
#include "sdk/policy/image.hpp"
#include "sdk/policy/read.hpp"

namespace {

using namespace hallpass;

constexpr std::size_t hash_at = 12;

Bytes whole_image() {
  std::ifstream file{HALLPASS_SOURCE_DIR "/tests/vectors/decision-policy.json"};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  return policy::compile(policy::read_policy(text).value()).value();
}

void require(bool holds) {
  if (!holds) std::abort();
}

// Every field that a decision reads, through the functions that read it.
void use(policy::ImageView const& image) {
  constexpr InstantMs now = 1'700'000'000'000;
  signal::Signals signals;
  signals.audience = "student";
  signals.gpc = signal::TriState::on;
  std::array<char, consent::max_record_size> space{};
  auto const choices = consent::read_record(image, consent::choose(image, signals, {~0U, "a b"}, now, space));
  for (unsigned kind = 0; kind < static_cast<unsigned>(policy::NameKind::count); ++kind) {
    auto const purpose = image.find_name(static_cast<policy::NameKind>(kind), "_ga_abc").purpose;
    require(purpose == policy::no_index || purpose == policy::no_purpose || purpose < image.purpose_count());
  }
  auto const decided = decision::decide(image, signals, choices, now);
  require(decided.purpose_count <= policy::max_purposes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Bytes const whole = whole_image();
  Bytes image = whole;
  for (std::size_t at = 0; at + 3 <= size; at += 3) {
    auto const offset = static_cast<std::size_t>(data[at]) | static_cast<std::size_t>(data[at + 1]) << 8U;
    if (offset < image.size()) image[offset] = data[at + 2];
  }
  if (size % 3 == 1) image.resize(image.size() * data[size - 1] / 256);
  bool const damaged = image != whole;
  require(!damaged || !policy::ImageView::open(image));  // the hash finds it
  if (image.size() < hash_at + 8) return 0;
  auto const hash = policy::image_hash(image);
  std::memcpy(image.data() + hash_at, &hash, sizeof hash);
  if (auto const view = policy::ImageView::open(image)) use(*view);
  return 0;
}
