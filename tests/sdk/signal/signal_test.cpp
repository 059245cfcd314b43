#include <array>

#include "sdk/signal/signals.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::signal;

TEST_CASE("Sec-GPC is on only for an exact 1; everything else is unknown, never off") {
  for (auto const* value : {"1", " 1 ", "1, 0", "0, 1", "x,1"}) CHECK(parse_gpc_header(value) == TriState::on);
  for (auto const* value : {"", "0", "11", "true", "1;q=1", "1 1", ",", " "}) {
    CAPTURE(value);
    CHECK(parse_gpc_header(value) == TriState::unknown);
  }
}

TEST_CASE("only DNT's first character counts") {
  for (auto const* value : {"1", "1xyz", "10"}) CHECK(parse_dnt(value) == TriState::on);
  for (auto const* value : {"0", "0abc"}) CHECK(parse_dnt(value) == TriState::off);
  for (auto const* value : {"", "unspecified", "null", "yes", " 1", "x1"}) CHECK(parse_dnt(value) == TriState::unknown);
}

TEST_CASE("an age counts as the fewest years that it can mean") {
  // The same rows as in tests/gate/signals.test.ts.
  struct Row {
    char const* text;
    unsigned years;
  };
  for (auto const& [text, years] : {Row{"", unknown_age},
                                    {"0", 0},
                                    {"7", 7},
                                    {"12", 12},
                                    {"99", 99},
                                    {"13-15", 13},
                                    {"9-12", 9},
                                    {"15-13", 13},
                                    {"16+", 16},
                                    {"0-12", 0},
                                    {"under-13", 0}}) {
    CAPTURE(text);
    CHECK(parse_age(text) == years);
  }
  for (auto const* garbage : {"adult", "-", "+", "13-", "-15", "13+15", "13-15+", "100", "013", "1e1", " 12", "12 ",
                              "-1", "13–15", "255", "16 +"}) {
    CAPTURE(garbage);
    CHECK(parse_age(garbage) == 0);
  }
}

TEST_CASE("region keys tell regions apart and call the rest unknown") {
  CHECK(region_key("us-ca") == region_key("US-CA"));
  CHECK(country_of(region_key("US-CA")) == region_key("US"));
  CHECK(country_of(region_key("DE")) == region_key("DE"));
  std::array const codes{"US", "US-CA", "US-CO", "GB", "GB-ENG", "FR-2A", "FR-2B", "ES", "SE", "ZZ-1"};
  for (std::size_t a = 0; a + 1 < codes.size(); ++a) {
    for (std::size_t b = a + 1; b < codes.size(); ++b) CHECK(region_key(codes.at(a)) != region_key(codes.at(b)));
  }
  for (auto const* text :
       {"", "U", "XX", "xx", "ZZ", "T1", "A1", "USA", "US-", "US-CALI", "US_CA", "US-C!", "--", "12"}) {
    CAPTURE(text);
    CHECK(region_key(text) == 0);
  }
}
