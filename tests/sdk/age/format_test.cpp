#include <algorithm>
#include <random>

#include "sdk/age/armor.hpp"
#include "sdk/age/header.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;

TEST_CASE("armor round-trips every length and refuses other spellings") {
  Bytes bytes;
  for (unsigned size = 1; size < 200; ++size) {
    bytes.push_back(static_cast<std::uint8_t>(size * 41U));
    auto const text = age::armor(bytes);
    CHECK(age::looks_armored(as_bytes(text)));
    CHECK(age::dearmor(as_bytes(text)).value() == bytes);
    CHECK(age::dearmor(as_bytes(" \r\n" + text + "\n\t")).value() == bytes);
    for (auto const cut : {text.size() / 2, text.size() - 2, std::size_t{0}}) {
      CHECK(age::dearmor(as_bytes(text.substr(0, cut))).error().where == "armor");
    }
  }
  auto const text = age::armor(bytes);
  auto const with = [&](std::string_view from, std::string_view to) {
    auto changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return age::dearmor(as_bytes(changed));
  };
  CHECK(with("BEGIN", "BEGIN"));
  CHECK_FALSE(with("BEGIN", "begin"));
  CHECK_FALSE(with("FILE-----\n", "FILE-----\n\n"));
  CHECK_FALSE(with("FILE-----\n", "FILE-----\nVersion: 1\n"));
  CHECK_FALSE(with("END AGE ENCRYPTED FILE-----", "END AGE ENCRYPTED FILE-----\nx"));
  CHECK_FALSE(with("END AGE ENCRYPTED FILE-----", "END AGE ENCRYPTED FILE----- x"));
  CHECK(with("END AGE ENCRYPTED FILE-----", "END AGE ENCRYPTED FILE-----" + std::string(99, ' ') + "\n \n"));
  CHECK(with("END AGE ENCRYPTED FILE-----\n", "END AGE ENCRYPTED FILE-----"));
  CHECK_FALSE(age::looks_armored(as_bytes("age-encryption.org/v1\n")));
}

TEST_CASE("armor in pieces is the same as armor at once") {
  std::mt19937_64 random{std::random_device{}()};
  for (int round = 0; round < 300; ++round) {
    Bytes bytes(random() % 700);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    auto const in_pieces = [&](ByteView all, auto const& take) {
      while (!all.empty()) {
        auto const size = std::min<std::size_t>(random() % 130, all.size());
        take(all.first(size));
        all = all.subspan(size);
      }
    };
    age::ArmorWriter writer;
    std::string text;
    in_pieces(bytes, [&](ByteView piece) { text += writer.write(piece); });
    text += writer.finish();
    CAPTURE(bytes, text);
    CHECK(text == age::armor(bytes));
    if (round % 3 == 0) text.insert(0, "\n ").append(" \r\n");
    age::ArmorReader reader;
    Bytes read;
    in_pieces(as_bytes(text), [&](ByteView piece) { CHECK(reader.read(piece, read)); });
    CHECK(reader.finish(read));
    CHECK(read == bytes);
  }
}

TEST_CASE("a header is read back as it was written; stanzas of unknown types are kept") {
  constexpr std::size_t stanza_count = 110;
  auto const type_of = [](std::size_t index) { return "type" + std::to_string(index); };
  auto text = age::begin_header();
  for (std::size_t i = 0; i < stanza_count; ++i) {
    age::append_stanza(text, type_of(i), i % 2 == 0 ? "one !~" : "", Bytes(i, 0xa5));
  }
  age::end_stanzas(text);
  auto const file = text + " " + std::string(42, 'A') + "A\npayload";
  auto const header = age::read_header(as_bytes(file)).value();
  CHECK(header.authenticated == text.size());
  CHECK(header.size == file.size() - 7);
  REQUIRE(header.stanzas.size() == stanza_count);
  for (std::size_t i = 0; i < stanza_count; ++i) {
    CHECK(header.stanzas[i].type == type_of(i));
    CHECK(header.stanzas[i].arguments == (i % 2 == 0 ? "one !~" : ""));
    CHECK(header.stanzas[i].body == Bytes(i, 0xa5));
  }
  // Any shorter piece asks for more; nothing else is said about it.
  for (std::size_t size = 0; size < header.size; ++size) {
    CAPTURE(size);
    CHECK(age::read_header(as_bytes(file).first(size)).error() == fail(ErrorCode::truncated, "header"));
  }
}

TEST_CASE("what is not age version 1 is refused at once; an endless header is refused in the end") {
  auto const code = [](std::string const& text) { return age::read_header(as_bytes(text)).error().code; };
  CHECK(code("age-encryption.org/v2\n") == ErrorCode::unsupported);
  CHECK(code("PK\x03\x04") == ErrorCode::malformed);
  CHECK(code("age-encryption.org/v1\n--- " + std::string(43, 'A') + "\n") == ErrorCode::malformed);
  for (auto const* const line : {"-> ", "-> X  y", "->  X", "-> X ", "-> X y ", "-> X\ty", "-> \x7f"}) {
    CAPTURE(line);
    CHECK(code(std::string{"age-encryption.org/v1\n"} + line + "\n\n") == ErrorCode::malformed);
  }
  CHECK(code("age-encryption.org/v1\n-> " + std::string(age::max_header_size, 'x')) == ErrorCode::too_large);
}
