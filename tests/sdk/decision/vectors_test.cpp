// The visitors of tests/vectors/decision-visitors.json. The shipped gate.wasm answers the same ones in
// tests/wasm/gate.test.ts.
#include <boost/json.hpp>

#include "sdk/base/civil_time.hpp"
#include "sdk/consent/record.hpp"
#include "sdk/interop/google_consent_mode/google_consent_mode.hpp"
#include "tests/support/policy_image.hpp"

using namespace hallpass;
namespace json = boost::json;

namespace {

std::string_view text_or_empty(json::object const& from, char const* key) {
  auto const* value = from.if_contains(key);
  return value == nullptr ? std::string_view{} : std::string_view{value->as_string()};
}

signal::Signals signals_of(json::object const& from) {
  signal::Signals signals;
  auto const gpc = text_or_empty(from, "gpc");
  signals.gpc = gpc == "on" ? signal::TriState::on : gpc == "off" ? signal::TriState::off : signal::TriState::unknown;
  signals.dnt = signal::parse_dnt(text_or_empty(from, "dnt"));
  signals.region = region_key(text_or_empty(from, "region"));
  signals.audience = text_or_empty(from, "audience");
  if (auto const* age = from.if_contains("age")) signals.age_years = age->to_number<std::uint8_t>();
  signals.school_authorised = from.contains("authorised");
  return signals;
}

}  // namespace

TEST_CASE("every visitor gets the decision of the vectors") {
  auto const bytes = test::vector_image();
  auto const image = policy::ImageView::open(bytes);
  REQUIRE(image);
  auto const vectors = json::parse(read_source_file("tests/vectors/decision-visitors.json"));
  REQUIRE(vectors.as_array().size() > 50);
  for (auto const& vector : vectors.as_array()) {
    INFO(vector.at("name").as_string());
    auto const& input = vector.at("input").as_object();
    auto const& expect = vector.at("expect").as_object();
    auto const signals = signals_of(input.at("signals").as_object());
    auto const now = parse_instant(input.at("now").as_string()).value();
    auto const choices = consent::read_record(*image, input.at("record").as_string());
    auto const decided = decision::decide(*image, signals, choices, now);
    REQUIRE(decided.purpose_count == expect.at("outcomes").as_object().size());
    for (auto const& [id, outcome] : expect.at("outcomes").as_object()) {
      auto const& got = decided.by_purpose.at(image->find_purpose(id));
      CAPTURE(std::string_view{id});
      CHECK(std::string{to_string(got.state)} + " " + std::string{to_string(got.reason)} == outcome.as_string());
    }
    CHECK(to_string(decided.prompt) == expect.at("prompt").as_string());
    CHECK(decided.signals_in_force == expect.at("signals_in_force").to_number<unsigned>());
    CHECK(interop::google_consent_mode::granted_types(*image, decided) ==
          expect.at("consent_types").to_number<unsigned>());
  }
}
