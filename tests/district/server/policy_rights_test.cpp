// What a policy grants applicants and employees.

#include "district/server/policy_rights.hpp"

#include <fstream>

#include "tests/support/temporary_folder.hpp"

using namespace hallpass;

namespace {

policy::Audience audience(std::string id, policy::AudienceKind kind, policy::Role role) {
  return {.id = std::move(id), .kind = kind, .role = role, .agreement = {}, .stated_in = {}};
}

policy::Right right(policy::RightKind kind, std::vector<policy::Id> audiences, policy::AnsweredBy answered_by) {
  policy::Right made;
  made.kind = kind;
  made.audiences = std::move(audiences);
  made.answered_by = answered_by;
  return made;
}

policy::Policy district_policy() {
  policy::Policy policy;
  policy.audiences = {audience("staff", policy::AudienceKind::employee, policy::Role::controller),
                      audience("hopefuls", policy::AudienceKind::applicant, policy::Role::processor),
                      audience("families", policy::AudienceKind::parent, policy::Role::controller)};
  return policy;
}

}  // namespace

using policy::RightKind;
using enum policy::AnsweredBy;

TEST_CASE("rights that the controller of the audience answers are granted, with the shortest clock") {
  auto policy = district_policy();
  policy.rights = {right(RightKind::access, {"staff", "hopefuls", "families"}, us),
                   right(RightKind::access, {"hopefuls"}, customer), right(RightKind::correction, {"staff"}, us),
                   right(RightKind::deletion, {"families"}, us)};
  policy.rights[0].clock = policy::Clock{.count = 20, .unit = policy::ClockUnit::business_days};
  policy.rights[1].clock = policy::Clock{.count = 72, .unit = policy::ClockUnit::hours};
  district::Settings settings{.district_name = "Lakeside"};
  server::grant(policy, settings);
  CHECK(settings.employees.inspection);
  CHECK(settings.employees.correction);
  CHECK_FALSE(settings.employees.deletion);
  CHECK(settings.applicants.inspection);  // by the vendor's customer
  CHECK_FALSE(settings.applicants.correction);
  CHECK(settings.targets.own_inspection_days == 3);
  CHECK(settings.targets.own_correction_days == records::Targets{}.own_correction_days);
}

TEST_CASE("a right of some state only, or answered by somebody else, grants nothing here") {
  auto policy = district_policy();
  policy.rights = {right(RightKind::access, {"staff"}, customer), right(RightKind::access, {"staff"}, us),
                   right(RightKind::complaint, {"staff"}, us)};
  policy.rights[1].regions = {"US-CA"};
  district::Settings settings{.district_name = "Lakeside"};
  server::grant(policy, settings);
  CHECK_FALSE(settings.employees.inspection);
  policy.rights[1].regions = {"CA", "US"};
  server::grant(policy, settings);
  CHECK(settings.employees.inspection);
}

TEST_CASE("the demo district's own policy lets both see and correct; a file that is none says where") {
  district::Settings settings{.district_name = "Lakeside"};
  REQUIRE(server::grant_from(HALLPASS_SOURCE_DIR "/examples/district/policy.json", settings));
  CHECK(settings.employees.correction);
  CHECK(settings.applicants.inspection);
  CHECK_FALSE(settings.applicants.deletion);
  TemporaryFolder const folder;
  CHECK(server::grant_from(folder.file("none.json"), settings).error().where == "--policy");
  std::ofstream(folder.file("bad.json")) << R"({"hallpass": 2})";
  auto const bad = server::grant_from(folder.file("bad.json"), settings);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().where == "--policy");
  CHECK(bad.error().advice.starts_with("At "));
}
