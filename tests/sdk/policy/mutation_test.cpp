// Properties over bytes nobody meant: a check never crashes, its findings hold together, and its idea of what is JSON
// is Boost.JSON's. HALLPASS_LONG=1 runs a hundred times as many.
#include <boost/json.hpp>
#include <cstdlib>
#include <random>
#include <string>
#include <variant>

#include "sdk/base/json_tree.hpp"
#include "sdk/policy/read.hpp"
#include "tests/sdk/policy/support.hpp"

using namespace hallpass;
using namespace hallpass::policy;

namespace {

int rounds(int usual) {
  return std::getenv("HALLPASS_LONG") == nullptr ? usual : usual * 100;
}

class Mutator {
 public:
  explicit Mutator(std::string original) : original_(std::move(original)) {}

  std::string next() {
    auto text = original_;
    auto const edits = below(4) + 1;
    for (std::size_t i = 0; i < edits && !text.empty(); ++i) edit(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_); }

  void edit(std::string& text) {
    static constexpr std::string_view interesting = "{}[]\",:\\0129-.eE tfn\x01\x7f\xc0\xed\xff";
    auto const at = below(text.size());
    switch (below(6)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text[at] = interesting[below(interesting.size())];
        break;
      case 2:
        text.insert(at, 1, interesting[below(interesting.size())]);
        break;
      case 3:
        text.erase(at, below(40));
        break;
      case 4:
        text.resize(at);
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(60)));
    }
  }

  std::string original_;
  std::mt19937 random_{20261123};
};

void check_properties(std::string const& text) {
  auto const checked = check_policy(text);
  REQUIRE(checked.policy.has_value() == (count(checked.findings, Severity::error) == 0));
  REQUIRE(checked.findings.size() <= max_policy_findings + 1);
  auto const lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  for (auto const& finding : checked.findings) {
    REQUIRE(finding.line >= 1);
    REQUIRE(finding.line <= lines);
    REQUIRE_FALSE(finding.message.empty());
  }
  // What the findings quote of the file is still good JSON.
  boost::system::error_code error;
  static_cast<void>(boost::json::parse(to_json(checked.findings), error));
  REQUIRE_FALSE(error);
}

bool boost_accepts(std::string const& text) {
  boost::system::error_code error;
  boost::json::parse_options options;
  options.max_depth = max_policy_depth;
  static_cast<void>(boost::json::parse(text, error, {}, options));
  return !error;
}

}  // namespace

TEST_CASE("no mutation of a policy crashes the check or breaks its findings") {
  Mutator minimal{read_checkout_file("tests/vectors/policy-minimal.json")};
  for (int i = 0; i < rounds(2'000); ++i) check_properties(minimal.next());
  Mutator reference{read_checkout_file("examples/steptech/policy.json")};
  for (int i = 0; i < rounds(100); ++i) check_properties(reference.next());
}

TEST_CASE("what is JSON is what Boost.JSON says is JSON") {
  Mutator pieces{R"({"a":[1,-2.5e+3,0,true,false,null,"x\n\u00e9\ud83c\udf93é"],"b":{"c":[]},"d":{}, "e" : 10E2})"};
  int accepted = 0;
  for (int i = 0; i < rounds(20'000); ++i) {
    auto const text = pieces.next();
    CAPTURE(text);
    bool const ours = std::holds_alternative<JsonValue>(parse_json_tree(text, max_policy_depth));
    accepted += ours ? 1 : 0;
    REQUIRE(ours == boost_accepts(text));
  }
  CHECK(accepted > 100);  // both sides of the property were seen
}
