#include "tests/support/policy_image.hpp"

#include "sdk/decision/decision.hpp"

using namespace hallpass;
using policy::ImageView;
using policy::NameKind;

namespace {

bool is_closed(ByteView image) {
  auto const decided = decision::decide(image, {}, {}, 0);
  for (auto const& outcome : decided.by_purpose) {
    if (outcome.state != decision::State::denied) return false;
  }
  return decided.purpose_count == 0 && decided.prompt == decision::Prompt::none;
}

}  // namespace

TEST_CASE("an image says what its policy says") {
  auto const policy = test::vector_policy();
  auto const bytes = policy::compile(policy).value();
  CHECK(bytes == policy::compile(policy).value());
  auto const image = ImageView::open(bytes);
  REQUIRE(image);
  CHECK(image->purpose_count() == 4);
  CHECK(image->cookie_name() == "hallpass");
  CHECK(image->choice_lifetime() == 180U * 86'400U);
  CHECK(image->purpose(1).id == "analytics");
  CHECK(image->purpose(1).revision == 2);
  CHECK(image->find_audience("visitor") == image->default_audience());
  CHECK(image->find_purpose("nothing") == policy::no_index);
  CHECK(image->hash() == policy::image_hash(bytes));
}

TEST_CASE("names are found by pattern and kind") {
  auto const bytes = test::vector_image();
  auto const image = *ImageView::open(bytes);
  auto const purpose = [&](NameKind kind, std::string_view name) {
    auto const index = image.find_name(kind, name).purpose;
    return index == policy::no_index ? std::string_view{"none"} : image.purpose(index).id;
  };
  CHECK(purpose(NameKind::cookie, "_ga") == "analytics");
  CHECK(purpose(NameKind::cookie, "_ga_4F2X") == "analytics");
  CHECK(purpose(NameKind::cookie, "x_ga") == "none");
  CHECK(purpose(NameKind::cookie, "_g") == "none");
  CHECK(purpose(NameKind::cookie, "sid") == "essential");
  CHECK(purpose(NameKind::cookie, "sid2") == "none");
  CHECK(purpose(NameKind::local_storage, "sid") == "none");
  CHECK(purpose(NameKind::local_storage, "ad_id") == "advertising");
  CHECK(purpose(NameKind::host, "ads.adverts.example") == "advertising");
  CHECK(purpose(NameKind::host, "a.b.pixel.example") == "advertising");
  CHECK(purpose(NameKind::host, "pixel.example") == "none");
  CHECK(purpose(NameKind::host, "evilpixel.example") == "none");
  CHECK(purpose(NameKind::cookie, "") == "none");
}

TEST_CASE("hosts that need no purpose: our own, and unknown ones where the policy lets them through") {
  auto policy = test::vector_policy();
  policy.controller.website = "https://www.ours.example/start";
  policy::Recipient district;
  district.id = "district";
  district.api_url = "https://api.district.example:8443/v1";
  policy.recipients.push_back(district);
  auto const find = [&](NameKind kind, std::string_view name) {
    auto const bytes = policy::compile(policy).value();
    return ImageView::open(bytes).value().find_name(kind, name).purpose;
  };
  CHECK(find(NameKind::host, "www.ours.example") == policy::no_purpose);
  CHECK(find(NameKind::host, "api.district.example") == policy::no_purpose);
  CHECK(find(NameKind::cookie, "www.ours.example") == policy::no_index);
  CHECK(find(NameKind::host, "unheard.example") == policy::no_index);
  policy.consent.unknown_third_parties = policy::UnknownThirdParties::allow;
  CHECK(find(NameKind::host, "unheard.example") == policy::no_purpose);
  CHECK(find(NameKind::host, "a.pixel.example") < policy.purposes.size());
  CHECK(find(NameKind::cookie, "unheard") == policy::no_index);
}

TEST_CASE("a damaged image is no image: every bit, every length, random bytes") {
  auto const whole = test::vector_image();
  REQUIRE_FALSE(is_closed(whole));
  auto bytes = whole;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << bit));
      if (!is_closed(bytes)) FAIL_CHECK("bit " << bit << " of byte " << at);
      bytes[at] = whole[at];
    }
    if (!is_closed(ByteView{whole}.first(at))) FAIL_CHECK("cut at " << at);
  }
  bytes.push_back(0);
  CHECK(is_closed(bytes));
  test::Random random{1};
  for (unsigned round = 0; round < 2'000; ++round) {
    Bytes noise(random.below(300));
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random.next());
    if (!is_closed(noise)) FAIL_CHECK("noise " << round);
  }
}

TEST_CASE("an image with a right hash and wrong contents is read safely or refused") {
  auto const whole = test::vector_image();
  test::Random random{2};
  unsigned refused = 0;
  for (unsigned round = 0; round < 20'000; ++round) {
    auto bytes = whole;
    for (auto changes = 1 + random.below(4); changes > 0; --changes) {
      bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
    }
    auto const hash = policy::image_hash(bytes);
    for (unsigned byte = 0; byte < 8; ++byte)
      bytes[12 + byte] = static_cast<std::uint8_t>((hash >> (8 * byte)) & 0xFFU);
    auto const image = ImageView::open(bytes);
    if (!image) {
      ++refused;
      continue;
    }
    // Sanitizer builds notice any read outside.
    static_cast<void>(decision::decide(*image, {}, {}, 0));
    static_cast<void>(image->find_name(NameKind::host, "a.pixel.example"));
    static_cast<void>(image->cookie_name());
    static_cast<void>(image->find_audience("student"));
  }
  CHECK(refused > 1'000);
}
