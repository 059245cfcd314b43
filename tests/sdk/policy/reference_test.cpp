// The reference policy: it has no errors, its gaps are those the statement really has, and every promise of the
// statement is in it.
#include <boost/json.hpp>
#include <set>
#include <string>

#include "sdk/policy/read.hpp"
#include "tests/sdk/policy/support.hpp"

using namespace hallpass::policy;

namespace {

std::string reference() {
  return read_checkout_file("examples/steptech/policy.json");
}

std::multiset<std::string> places_of(std::vector<Finding> const& findings, std::string_view code) {
  std::multiset<std::string> places;
  for (auto const& finding : findings) {
    if (finding.code == code) places.insert(finding.where);
  }
  return places;
}

}  // namespace

TEST_CASE("the reference policy has gaps and nothing worse, each with its place") {
  using Places = std::multiset<std::string>;
  auto const checked = check_policy(reference());
  CAPTURE(to_json(checked.findings));
  REQUIRE(checked.policy);
  CHECK(count(checked.findings, Severity::gap) == checked.findings.size());
  for (auto const& finding : checked.findings) {
    CAPTURE(finding.code);
    CHECK(finding.line > 1);
    CHECK_FALSE(finding.suggestion.empty());
  }
  auto const places = [&](std::string_view code) { return places_of(checked.findings, code); };
  CHECK(places("opt_out_mechanisms_missing") == Places{"/advertising/opt_out_mechanisms"});
  CHECK(places("gpc_not_stated") == Places{"/signals/gpc"});
  CHECK(places("misnamed_act") ==
        Places{"/statement/passages/ccpa_notice/text", "/statement/passages/california_ccpa_notice/text"});
  CHECK(places("retention_without_number") == Places{"/retention/website_usage", "/retention/accounts",
                                                     "/retention/forms", "/retention/customer_data",
                                                     "/retention/outside_contract"});
  CHECK(places("section_missing").size() == 2);
  CHECK(places("section_without_heading") == Places{"/statement/sections/II.D"});
  CHECK(places("vendor_without_contract_date").size() == checked.policy->vendors.size());
  CHECK(places("statement_undated").size() == 1);
  CHECK(places("address_missing").size() == 1);

  auto const message_at = [&](std::string_view where) {
    for (auto const& finding : checked.findings) {
      if (finding.where == where) return finding.message;
    }
    return std::string{};
  };
  CHECK(message_at("/retention/accounts").find("limited period") != std::string::npos);
  CHECK(message_at("/retention/outside_contract").find("commercially reasonable") != std::string::npos);
  std::string sections;
  for (auto const& finding : checked.findings) {
    if (finding.code == "section_missing") sections += finding.message + "\n";
  }
  CHECK(sections == "The statement has no section VII.\nThe statement has no section VIII.\n");
}

TEST_CASE("a mended reference policy loses exactly the finding that was mended") {
  auto text = reference();
  auto const before = check_policy(text).findings.size();
  std::string const empty = "\"opt_out_mechanisms\": []";
  auto const at = text.find(empty);
  REQUIRE(at != std::string::npos);
  text.replace(at, empty.size(),
               R"("opt_out_mechanisms": [{ "name": "Choices", "url": "https://optout.aboutads.info" }])");
  auto const after = check_policy(text).findings;
  CHECK(after.size() + 1 == before);
  CHECK(places_of(after, "opt_out_mechanisms_missing").empty());
}

TEST_CASE("each of the 60 promises of the statement has its place in the reference policy") {
  auto const policy = boost::json::parse(reference());
  auto const promises = boost::json::parse(read_checkout_file("tests/vectors/policy-promises.json"));
  std::set<std::int64_t> numbers;
  for (auto const& promise : promises.as_array()) {
    for (auto const& number : promise.at("numbers").as_array()) CHECK(numbers.insert(number.as_int64()).second);
    CHECK_FALSE(promise.at("pointers").as_array().empty());
    for (auto const& pointer : promise.at("pointers").as_array()) {
      CAPTURE(pointer.as_string());
      boost::system::error_code error;
      CHECK(policy.find_pointer(pointer.as_string(), error) != nullptr);
    }
  }
  REQUIRE(numbers.size() == 60);
  CHECK(*numbers.begin() == 1);
  CHECK(*numbers.rbegin() == 60);
}

TEST_CASE("every passage the reference policy quotes is named by a rule or a promise") {
  auto const text = reference();
  auto const promises = read_checkout_file("tests/vectors/policy-promises.json");
  auto const policy = read_policy(text);
  REQUIRE(policy);
  for (auto const& passage : policy->statement.passages) {
    CAPTURE(passage.id);
    bool const named = text.find("\"stated_in\": \"" + passage.id + "\"") != std::string::npos ||
                       promises.find("/statement/passages/" + passage.id + "\"") != std::string::npos;
    CHECK(named);
  }
}
