#include "district/roster/csv.hpp"

#include <random>

#include "district/roster/write_csv.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using roster::CsvReader;
using roster::Limits;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Outcome {
  Result<void> result;
  Rows rows;
  std::vector<std::size_t> lines;
};

Outcome read(std::string_view text, std::size_t piece_bytes = 1 << 20, Limits const& limits = {}) {
  Outcome outcome{{}, {}, {}};
  CsvReader reader{"x.csv", limits, [&](std::size_t line, std::span<std::string const> fields) -> Result<void> {
                     outcome.rows.emplace_back(fields.begin(), fields.end());
                     outcome.lines.push_back(line);
                     return {};
                   }};
  while (!text.empty() && outcome.result) {
    auto const piece = text.substr(0, piece_bytes);
    text.remove_prefix(piece.size());
    outcome.result = reader.feed(piece);
  }
  if (outcome.result) outcome.result = reader.finish();
  return outcome;
}

std::string quoted(std::string const& field) {
  std::string out = "\"";
  for (auto const character : field) {
    if (character == '"') out += '"';
    out += character;
  }
  return out + "\"";
}

}  // namespace

TEST_CASE("CSV reads plain, quoted, empty and many-lined fields, however it is cut into pieces") {
  std::string const text =
      "\xEF\xBB\xBF"
      "a,\"b,\"\"c\"\"\r\nd\",\r\n,,\nx,y,\"\"";
  Rows const expected{{"a", "b,\"c\"\r\nd", ""}, {"", "", ""}, {"x", "y", ""}};
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    CAPTURE(piece);
    auto const outcome = read(text, piece);
    REQUIRE(outcome.result);
    CHECK(outcome.rows == expected);
    CHECK(outcome.lines == std::vector<std::size_t>{1, 3, 4});
  }
  CHECK(read("").rows.empty());
  CHECK(read("a\n").rows == Rows{{"a"}});
  CHECK(read("a").rows == Rows{{"a"}});
}

TEST_CASE("what is written is read back, even when it begins like a byte order mark") {
  for (auto const* first : {"\xEF\xBB\xBF", "\xEF\xBB\xBFname", "\xEF\xBD\x81", "a\r\n\"b\",", ""}) {
    CAPTURE(first);
    Rows const rows{{first, "\xEF\xBB\xBF", "c"}, {first, "", ""}};
    std::string text;
    for (auto const& row : rows) roster::append_csv_row(text, row);
    CHECK(read(text).rows == rows);
  }
}

TEST_CASE("malformed CSV is refused at its place") {
  struct Case {
    std::string text;
    ErrorCode code;
    std::string where;
  };
  for (auto const& [text, code, where] : std::vector<Case>{
           {"a,b\"c\n", ErrorCode::malformed, "x.csv:1:2"},
           {"a\nb,\"c\"d\n", ErrorCode::malformed, "x.csv:2:2"},
           {"a\rb\n", ErrorCode::malformed, "x.csv:1:1"},
           {"a\n\"b\n\nc", ErrorCode::truncated, "x.csv:4:1"},
           {"a\r", ErrorCode::truncated, "x.csv:1:1"},
           {std::string{"a,\0\n", 4}, ErrorCode::malformed, "x.csv:1:2"},
           {"a,b\n1,\x1b[0m\n", ErrorCode::malformed, "x.csv:2:2"},
           {"a,b\n1,\"\x07\"\n", ErrorCode::malformed, "x.csv:2:2"},
           {"a,b\n1,\xC0\x80\n", ErrorCode::malformed, "x.csv:2:2"},
           {"\xEF\xBB"
            "a\n",
            ErrorCode::malformed, "x.csv:1:1"},
           {"\xFF\xFE"
            "a\n",
            ErrorCode::malformed, "x.csv:1:1"},
       }) {
    for (std::size_t const piece : {std::size_t{1}, text.size()}) {
      CAPTURE(text, piece);
      auto const outcome = read(text, piece);
      REQUIRE_FALSE(outcome.result);
      CHECK(outcome.result.error().code == code);
      CHECK(outcome.result.error().where == where);
    }
  }
}

TEST_CASE("CSV has limits") {
  Limits const limits{.field_bytes = 5, .columns = 3};
  CHECK(read("12345,\"12345\"\n", 1, limits).result);
  for (auto const* text : {"123456\n", "\"123456\"\n", "1\n2,123456\n", "1,2,3,4\n"}) {
    for (std::size_t const piece : {std::size_t{1}, std::size_t{100}}) {
      CAPTURE(text, piece);
      auto const outcome = read(text, piece, limits);
      REQUIRE_FALSE(outcome.result);
      CHECK(outcome.result.error().code == ErrorCode::too_large);
    }
  }
}

TEST_CASE("property: what is written by the rules is read back; any bytes end in a value or an error") {
  std::mt19937_64 engine{7};
  auto const pick = [&engine](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine);
  };
  std::vector<std::string> const atoms{"a", ",", "\"", "\n", "\r\n", "é", "王", " ", "x y", "\t", ""};
  for (int round = 0; round < 2000; ++round) {
    Rows rows;
    std::string text;
    auto const columns = pick(4) + 1;
    for (std::size_t r = pick(4) + 1; r > 0; --r) {
      auto& row = rows.emplace_back();
      for (std::size_t c = 0; c < columns; ++c) {
        std::string field;
        for (std::size_t k = pick(5); k > 0; --k) field += atoms[pick(atoms.size())];
        text += (c > 0 ? "," : "") + quoted(field);
        row.push_back(field);
      }
      text += pick(2) == 0 ? "\n" : "\r\n";
    }
    auto const outcome = read(text, pick(7) + 1);
    REQUIRE(outcome.result);
    REQUIRE(outcome.rows == rows);
  }
  for (int round = 0; round < 5000; ++round) {
    std::string noise;
    for (std::size_t k = pick(40); k > 0; --k) {
      noise += pick(3) == 0 ? static_cast<char>(pick(256)) : ",\"\r\na"[pick(5)];
    }
    auto const whole = read(noise, 1000);
    auto const bytewise = read(noise, 1);
    REQUIRE(whole.result.has_value() == bytewise.result.has_value());
    REQUIRE(whole.rows == bytewise.rows);
    if (!whole.result) REQUIRE(whole.result.error() == bytewise.result.error());
  }
}
