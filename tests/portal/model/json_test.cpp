// What is written is what Boost.JSON and our own reader read.
#include <boost/json.hpp>

#include <random>

#include "portal/model/json.hpp"
#include "sdk/base/json_tree.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

class Values {
 public:
  struct Pair {
    Json written;
    boost::json::value expected;
  };

  Pair any(int depth) {
    switch (below(depth < 4 ? 5 : 3)) {
      case 0: {
        std::string const text = any_text();
        return {text, boost::json::value(text)};
      }
      case 1: {
        bool const value = below(2) == 0;
        return {value, value};
      }
      case 2: {
        int const value = static_cast<int>(random_());
        return {value, value};
      }
      case 3:
        return list(depth);
      default:
        return object(depth);
    }
  }

 private:
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_); }

  std::string any_text() {
    static constexpr std::array<std::string_view, 8> pieces{"\"", "\\", "\n", "\x7f", "</script>", "ü", "\u2028", "😀"};
    std::string text;
    for (auto size = below(6); size > 0; --size) {
      if (below(2) == 0) {
        text += pieces.at(below(pieces.size()));
      } else {
        text += static_cast<char>(below(128));
      }
    }
    return text;
  }
  Pair list(int depth) {
    std::vector<Json> items;
    boost::json::array expected;
    for (auto size = below(4); size > 0; --size) {
      auto const [written, value] = any(depth + 1);
      items.push_back(written);
      expected.push_back(value);
    }
    return {items, expected};
  }
  Pair object(int depth) {
    auto const first = any(depth + 1);
    auto const second = any(depth + 1);
    std::string const name = any_text();
    return {{{name, first.written}, {name + "'", second.written}},
            boost::json::object{{name, first.expected}, {name + "'", second.expected}}};
  }

  std::mt19937 random_{20261126};
};

}  // namespace

TEST_CASE("any value is read back by Boost.JSON and by our own reader") {
  Values values;
  for (int round = 0; round < 5'000; ++round) {
    auto const [written, expected] = values.any(0);
    INFO(written.text());
    CHECK(boost::json::parse(written.text()) == expected);
    CHECK(std::holds_alternative<JsonValue>(parse_json_tree(written.text(), 16)));
  }
}

TEST_CASE("an object or an array may be empty") {
  CHECK(Json(std::vector<Json>{}).text() == "[]");
  CHECK(Json(std::initializer_list<Json::Member>{}).text() == "{}");
}
