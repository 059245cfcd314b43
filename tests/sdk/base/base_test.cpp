#include "sdk/base/base64.hpp"
#include "sdk/base/bech32.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/hex.hpp"
#include "sdk/base/html.hpp"
#include "sdk/base/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("base64 round-trips every length and accepts only the canonical spelling") {
  Bytes bytes;
  for (unsigned length = 0; length < 70; ++length) {
    for (auto const alphabet : {Base64Alphabet::standard, Base64Alphabet::url}) {
      for (auto const padding : {Base64Padding::required, Base64Padding::forbidden}) {
        auto const text = base64_encode(bytes, alphabet, padding);
        CHECK(base64_decode(text, alphabet, padding).value() == bytes);
      }
    }
    bytes.push_back(static_cast<std::uint8_t>(length * 37U + 200U));
  }
  for (auto const* bad : {"A", "AB==C", "AA=", "AB==", "A A=", "AA\n=", "AAAA="}) {
    CAPTURE(bad);
    CHECK_FALSE(base64_decode(bad, Base64Alphabet::standard, Base64Padding::required));
  }
  CHECK_FALSE(base64_decode("AB", Base64Alphabet::url, Base64Padding::forbidden));
}

TEST_CASE("instants and dates round-trip; impossible ones are refused") {
  for (auto const* text :
       {"1970-01-01T00:00:00Z", "2026-11-23T21:17:10Z", "2024-02-29T23:59:59.999Z", "1969-12-31T23:59:59.500Z"}) {
    CHECK(format_instant(parse_instant(text).value()) == text);
  }
  CHECK(parse_instant("1970-01-01T00:00:01Z").value() == 1000);
  for (auto const* bad : {"2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "2026-01-1", ""})
    CHECK_FALSE(parse_date(bad));
  for (auto const* bad : {"2026-11-23", "2026-11-23T24:00:00Z", "2026-11-23T21:17:10", "2026-11-23T21:17:10.Z"}) {
    CHECK_FALSE(parse_instant(bad));
  }
}

TEST_CASE("hexadecimal digits are lower case, two a byte") {
  CHECK(hex_encode({}).empty());
  CHECK(hex_encode(Bytes{0x00, 0x0f, 0xa0, 0xff}) == "000fa0ff");
}

TEST_CASE("an age recipient is known by its shape, and a mistyped one by its checksum") {
  std::string const recipient = "age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc";
  CHECK(has_recipient_shape(recipient));
  CHECK(has_recipient_checksum(recipient));
  for (std::size_t at = 4; at < recipient.size(); ++at) {
    auto changed = recipient;
    changed[at] = changed[at] == 'q' ? 'p' : 'q';
    CAPTURE(changed);
    CHECK(has_recipient_shape(changed));
    CHECK_FALSE(has_recipient_checksum(changed));
  }
  for (auto const& bad : {recipient + "q", recipient.substr(0, 61), "AGE1" + recipient.substr(4),
                          "age2" + recipient.substr(4), "age1b" + recipient.substr(5), std::string{}}) {
    CAPTURE(bad);
    CHECK_FALSE(has_recipient_shape(bad));
  }
}

TEST_CASE("UTF-8 is strict") {
  CHECK(find_invalid_utf8("Zoë 王小明 Ñ \xF0\x9F\x8E\x93") == std::string_view::npos);
  CHECK(find_invalid_utf8("ab\xC0\x80") == 2);    // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);  // surrogate
  CHECK(find_invalid_utf8("x\xF4\x90\x80\x80") == 1);
  CHECK(find_invalid_utf8("\xE2\x82") == 0);  // truncated
}

TEST_CASE("text in HTML stays text") {
  CHECK(escape_html("<b title=\"x\">&amp;'é</b>") == "&lt;b title=&quot;x&quot;&gt;&amp;amp;'é&lt;/b&gt;");
  CHECK(escape_html("").empty());
}
