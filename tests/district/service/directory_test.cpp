// Opting out of directory information: who, when, for how long, and who is told.
#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::OptOutBar;
using records::OptOutEvent;

namespace {

struct AutumnDistrict : TestDistrict {
  Service service{
      *store, {.district_name = "Lakeside", .opt_out_period = records::parse_opt_out_period("08-01..11-30").value()}};

  [[nodiscard]] Result<DirectoryOptOut> take(std::string const& person, OptOutEvent event, InstantMs at = noon,
                                             std::string const& student = "student-1") const {
    return service.take_opt_out({person}, student, event, at);
  }
  [[nodiscard]] DirectoryOptOut look(std::string const& person, InstantMs at = noon) const {
    return service.directory_opt_out({person}, "student-1", at).value();
  }
};

InstantMs const spring = parse_instant("2027-03-01T12:00:00Z").value();

}  // namespace

TEST_CASE("a parent says no; the other one sees that it holds, not who; staff see it with the record") {
  AutumnDistrict const district;
  CHECK_FALSE(district.look("parent-1").since);
  CHECK(district.look("parent-1").may == std::vector{OptOutEvent::opt_out});
  auto const said = district.take("parent-1", OptOutEvent::opt_out);
  REQUIRE(said);
  CHECK(said->since == noon);
  CHECK(said->mine);
  CHECK(said->may == std::vector{OptOutEvent::rescind});
  CHECK(said->history.at(0).actor.display_name == "María García");

  auto const other = district.look("parent-2");
  CHECK(other.since == noon);
  CHECK_FALSE(other.mine);
  CHECK(other.history.at(0).actor.display_name.empty());
  CHECK(other.may == std::vector{OptOutEvent::opt_out});
  CHECK(district.take("parent-2", OptOutEvent::rescind).error().where == "/event");

  CHECK(district.service.record({"staff-2"}, "student-1", noon)->opted_out_since == noon);
  CHECK(district.service.record({"parent-2"}, "student-1", noon)->opted_out_since == noon);
  auto const staff = district.look("staff-2");
  CHECK(staff.history.at(0).actor.display_name == "María García");
  CHECK(staff.may.empty());
  CHECK(district.service.disclosures({"parent-1"}, "student-1", noon)->items.front().interest ==
        "Looked whether directory information is withheld");
}

TEST_CASE("it is taken back by who said it, at any time; the history stays") {
  AutumnDistrict const district;
  REQUIRE(district.take("parent-1", OptOutEvent::opt_out));
  REQUIRE(district.take("parent-2", OptOutEvent::opt_out, noon + 1));
  CHECK(district.take("parent-1", OptOutEvent::opt_out, noon + 2).error().where == "/event");
  REQUIRE(district.take("parent-1", OptOutEvent::rescind, spring));
  CHECK(district.look("parent-1").since == noon + 1);
  auto const done = district.take("parent-2", OptOutEvent::rescind, spring + 1);
  REQUIRE(done);
  CHECK_FALSE(done->since);
  CHECK(done->history.size() == 4);
}

TEST_CASE("outside the district's period a no is not taken, and the answer says when it is") {
  AutumnDistrict const district;
  CHECK(district.look("parent-1", spring).opt_out_bar == OptOutBar::outside_period);
  auto const late = district.take("parent-1", OptOutEvent::opt_out, spring);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == ErrorCode::conflict);
  CHECK(late.error().advice.find("2027-08-01 to 2027-11-30") != std::string::npos);
}

TEST_CASE("nobody else sees it, and staff cannot say no for a family") {
  AutumnDistrict const district;
  for (auto const* person : {"parent-3", "staff-3", "nobody", "student-1"}) {
    CAPTURE(person);
    CHECK(district.service.directory_opt_out({person}, "student-1", noon).error().where == "student");
    CHECK(district.take(person, OptOutEvent::opt_out).error().where == "student");
  }
  CHECK(district.take("staff-2", OptOutEvent::opt_out).error().where == "student");
  CHECK(district.take("parent-1", OptOutEvent::opt_out, noon, "student-9").error().where == "student");
  CHECK(district.look("parent-1").history.empty());
}

TEST_CASE("it outlives the student's time at the school, and an import; then no new one is taken") {
  AutumnDistrict const district;
  REQUIRE(district.take("parent-1", OptOutEvent::opt_out));
  auto files = right_package();
  auto& users = files.at("users.csv");
  constexpr std::string_view row = "parent-3,,,,Reads fast";
  auto const at = users.find(row);
  REQUIRE(at != std::string::npos);
  users.replace(at, row.size(), "parent-3,left,,,Reads fast");
  district.import(files);
  CHECK(district.look("parent-1").since == noon);
  CHECK(district.look("parent-2").opt_out_bar == OptOutBar::has_left);
  CHECK_FALSE(district.take("parent-2", OptOutEvent::opt_out));
  CHECK(district.take("parent-1", OptOutEvent::rescind, noon + 5));
}

TEST_CASE("from 18 on it is the student's word") {
  AutumnDistrict const district;
  REQUIRE(district.take("parent-1", OptOutEvent::opt_out));
  auto const grown = parse_instant("2036-09-01T12:00:00Z").value();
  CHECK(district.service.directory_opt_out({"parent-1"}, "student-1", grown).error().where == "student");
  auto const seen = district.look("student-1", grown);
  CHECK(seen.since == noon);
  CHECK(std::find(seen.may.begin(), seen.may.end(), OptOutEvent::rescind) != seen.may.end());
  auto const done = district.take("student-1", OptOutEvent::rescind, grown);
  REQUIRE(done);
  CHECK_FALSE(done->since);
  CHECK(district.take("student-1", OptOutEvent::opt_out, grown + 1)->mine);
}
