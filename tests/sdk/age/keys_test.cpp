#include "sdk/age/keys.hpp"

#include "sdk/age/bech32.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace hallpass;

namespace {

// An identity of the published test vectors (CCTV); it protects nothing.
constexpr auto known_identity = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

std::string text_of(crypto::SecretBytes const& secret) {
  return std::string{as_text(secret)};
}

}  // namespace

TEST_CASE("keys are read, written and derived as the standard tool does") {
  auto const identity = age::parse_identity(known_identity);
  REQUIRE(identity);
  CHECK(text_of(age::format_identity(*identity)) == known_identity);
  auto const recipient = age::recipient_of(*identity);
  auto const text = age::format_recipient(recipient);
  CHECK(text.starts_with("age1"));
  CHECK(text.size() == 62);
  CHECK(age::parse_recipient(text).value() == recipient);

  RepeatableRandom random;
  for (int i = 0; i < 100; ++i) {
    auto const made = age::generate_identity(random).value();
    CHECK(age::recipient_of(age::parse_identity(text_of(age::format_identity(made))).value()) ==
          age::recipient_of(made));
  }
  NoRandom none;
  CHECK(age::generate_identity(none).error().code == ErrorCode::unavailable);
}

TEST_CASE("every wrong character in a key is noticed") {
  std::string const good = age::format_recipient(age::recipient_of(age::parse_identity(known_identity).value()));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char const other : {'q', 'p', 'b', '1', 'Q', ' ', '\n'}) {
      auto changed = good;
      if (changed[at] == other) continue;
      changed[at] = other;
      CAPTURE(at, other);
      CHECK_FALSE(age::parse_recipient(changed));
    }
    CHECK_FALSE(age::parse_recipient(good.substr(0, at)));
  }
}

TEST_CASE("keys of another kind or another spelling are refused, and say so") {
  auto const data = Bytes(32, 7);
  auto const with_prefix = [&](std::string_view prefix) { return text_of(age::bech32_encode(prefix, data)); };
  CHECK(age::parse_recipient(with_prefix("age")));
  CHECK(age::parse_recipient(with_prefix("age1pq")).error().code == ErrorCode::unsupported);
  CHECK(age::parse_recipient(with_prefix("bc")).error().code == ErrorCode::malformed);
  CHECK(age::parse_identity(with_prefix("age-secret-key-")).error().where == "identity");  // lower case
  CHECK_FALSE(age::parse_recipient(known_identity));
  CHECK_FALSE(age::parse_recipient(text_of(age::bech32_encode("age", Bytes(31, 7)))));
  CHECK_FALSE(age::parse_recipient(""));
}

TEST_CASE("Bech32: BIP 173's valid and invalid texts") {
  for (auto const* good :
       {"A12UEL5L", "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j", "?1ezyfcl"}) {
    CAPTURE(good);
    CHECK(age::bech32_decode(good));
  }
  for (auto const* bad : {"\x20"
                          "1nwldj5",
                          "\x7f"
                          "1axkwrx",
                          "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "A1G7SGD8", "10a06t8", "1qzzfhee",
                          "A12uEL5L", "a12uel5m"}) {
    CAPTURE(bad);
    CHECK_FALSE(age::bech32_decode(bad));
  }
}
