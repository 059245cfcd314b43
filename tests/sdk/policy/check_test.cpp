// The check, over tests/vectors/policy-check.json; the same vectors run through wasm/policy in tests/wasm.
#include <boost/json.hpp>
#include <ctime>
#include <string>

#include "sdk/policy/names.hpp"
#include "sdk/policy/read.hpp"
#include "tests/sdk/policy/support.hpp"

using namespace hallpass;
using namespace hallpass::policy;

TEST_CASE("every vector gives exactly its findings") {
  auto const minimal = read_checkout_file("tests/vectors/policy-minimal.json");
  auto const vectors = boost::json::parse(read_checkout_file("tests/vectors/policy-check.json"));
  for (auto const& vector : vectors.as_array()) {
    auto const name = std::string{vector.at("name").as_string()};
    CAPTURE(name);
    auto const checked = check_policy(policy_text(vector.at("input").as_object(), minimal));
    CAPTURE(to_json(checked.findings));
    auto const& expected = vector.at("expect").as_array();
    CHECK(checked.findings.size() == expected.size());
    for (std::size_t i = 0; i < std::min(checked.findings.size(), expected.size()); ++i) {
      auto const& finding = checked.findings[i];
      auto const& expect = expected[i].as_object();
      CHECK(to_string(finding.severity) == std::string_view{expect.at("severity").as_string()});
      CHECK(finding.code == std::string_view{expect.at("code").as_string()});
      CHECK(finding.where == std::string_view{expect.at("where").as_string()});
      if (expect.contains("suggestion"))
        CHECK(finding.suggestion == std::string_view{expect.at("suggestion").as_string()});
    }
    CHECK(checked.policy.has_value() == (count(checked.findings, Severity::error) == 0));
  }
}

TEST_CASE("a finding says its line and column, counted from 1 in bytes") {
  auto const checked = check_policy("{\n  \"é\": 1, \"hallpas\": 1 }");
  bool found = false;
  for (auto const& finding : checked.findings) {
    if (finding.where != "/hallpas") continue;
    found = true;
    CHECK(finding.code == "unknown_key");
    CHECK(finding.line == 2);
    CHECK(finding.column == 12);
    CHECK(finding.suggestion == "Did you mean \"hallpass\"?");
  }
  CHECK(found);
}

TEST_CASE("limits: bytes, depth, findings") {
  auto const too_large = check_policy(std::string(max_policy_bytes + 1, ' '));
  REQUIRE(too_large.findings.size() == 1);
  CHECK(too_large.findings[0].code == "too_large");
  CHECK(read_policy(std::string(max_policy_bytes + 1, ' ')).error().code == ErrorCode::too_large);

  std::string const deep(max_policy_bytes, '[');
  CHECK(check_policy(deep).findings.at(0).code == "too_deep");

  std::string many = "{";
  for (int i = 0; i < 1'000; ++i) many += "\"k" + std::to_string(i) + "\":0,";
  many += "\"hallpass\":1}";
  auto const checked = check_policy(many);
  CHECK(checked.findings.size() == max_policy_findings + 1);
  CHECK(checked.findings.back().code == "too_many_findings");
  CHECK_FALSE(checked.policy);
}

TEST_CASE("a file made to be slow is not: a megabyte of slips is answered at once") {
  auto const start = std::clock();
  std::string keys = "{";
  while (keys.size() < max_policy_bytes - 40) keys += "\"versio" + std::to_string(keys.size()) + "\":0,";
  keys += "\"version\":\"1\"}";
  CHECK(check_policy(keys).findings.size() == max_policy_findings + 1);

  auto references = read_checkout_file("tests/vectors/policy-minimal.json");
  std::string collections = "\"collections\": {";
  for (int i = 0; i < 250; ++i) {
    collections += "\"c" + std::to_string(i) +
                   R"(": {"audience": "visitor", "source": "directly", "purposes": ["site"],)" +
                   "\"data_categories\": [";
    for (int k = 0; k < 250; ++k) collections += "\"conta" + std::to_string(k) + "\",";
    collections.back() = ']';
    collections += "},";
  }
  std::string const old = "\"collections\": {";
  references.replace(references.find(old), old.size(), collections);
  CHECK(check_policy(references).findings.size() == max_policy_findings + 1);
  // A third of a second; without Report::is_full() minutes.
  CHECK(std::clock() - start < 20 * CLOCKS_PER_SEC);
}

TEST_CASE("read_policy answers the first error") {
  auto const result = read_policy("{\"hallpass\": 3}");
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::malformed);
  CHECK_FALSE(result.error().advice.empty());
}

TEST_CASE("the JSON of findings escapes what it quotes") {
  Finding const finding{Severity::gap, "code", "/a", 1, 2, "say \"x\"\n", "\\"};
  CHECK(to_json(std::span{&finding, 1}) ==
        R"({"errors":0,"warnings":0,"gaps":1,"findings":[{"severity":"gap","code":"code","where":"/a","line":1,)"
        R"("column":2,"message":"say \"x\"\n","suggestion":"\\"}]})");
}

TEST_CASE("what was read is what was written") {
  auto const policy = read_policy(read_checkout_file("tests/vectors/policy-minimal.json"));
  REQUIRE(policy);
  CHECK(format_date(policy->notice_date) == "2026-01-01");
  REQUIRE(policy->purposes.size() == 2);
  auto const* const ads = policy->find_purpose("ads");
  REQUIRE(ads != nullptr);
  CHECK(ads->consent_mode == std::vector{ConsentModeSignal::ad_storage});
  CHECK(ads->denied_by == std::vector{SignalKind::gpc});
  CHECK(ads->forbidden_for == std::vector<Id>{"student"});
  CHECK(ads->sells_or_shares);
  REQUIRE(policy->technologies.size() == 3);
  CHECK(policy->technologies[0].duration == Duration{180LL * 86'400});
  CHECK(policy->technologies[2].lifetime == Lifetime::none);
  CHECK(policy->consent.lifetime.milliseconds() == 180LL * 86'400'000);
  CHECK(policy->dnt_status == DntStatus::not_tracking);
  CHECK(policy->find_texts("en")->banner.at("leaving_notice") == "{host}");
  CHECK(policy->find_texts("fr") == nullptr);
  CHECK(policy->is_asked("ads"));
  CHECK_FALSE(policy->is_asked("health"));
  CHECK(to_string(policy->find_audience("student")->governing_statement) == "customer");
}
