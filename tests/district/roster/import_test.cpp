#include "district/roster/import.hpp"

#include <algorithm>

#include "tests/district/store/homes.hpp"
#include "tests/support/personnel_package.hpp"

using namespace hallpass;

namespace {

CivilDate const today = parse_date("2026-11-23").value();

class District {
 public:
  District() : place_(new_place(folder_)), store_(store::open_store(place_).value()) {}

  Result<roster::ImportReport> import(Files const& files, roster::Personnel personnel = roster::Personnel::left_out) {
    write_zip(folder_.file("package.zip"), files);
    return roster::import_package(*store_, folder_.file("package.zip"), today, personnel);
  }

  std::unique_ptr<store::Transaction> begin(store::Access access = store::Access::read) {
    return store_->begin(access).value();
  }

  [[nodiscard]] std::string database() const { return stored_bytes(place_); }

 private:
  TemporaryFolder folder_;
  std::string place_;
  std::unique_ptr<store::Store> store_;
};

// Everything an import writes, as text, for comparing.
std::string picture(District& district) {
  std::string out;
  auto const view = district.begin();
  for (auto const* student : {"student-1", "student-2", "student-3"}) {
    auto const known = view->student(student).value();
    out += student + std::string{known ? known->display_name + known->school + known->grade : "-"} + "\n";
    for (auto const& entry : view->entries(student).value()) {
      out += entry.id + "|" + entry.detail + "|" + entry.value + "|" + entry.source + "\n";
    }
    for (auto const* person : {"parent-1", "parent-2", "parent-3", "parent-4", "staff-1", "staff-2", "staff-3"}) {
      out += std::string{to_string(records::standing_of(view->bond(person, student).value()))} + " ";
    }
  }
  return out;
}

std::string value_of(District& district, std::string const& student, std::string const& entry) {
  auto const found = district.begin()->entry(student, entry).value();
  return found ? found->value : "(none)";
}

Files changed(std::string const& file, std::string const& from, std::string const& to) {
  auto files = right_package();
  auto& text = files.at(file);
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return files;
}

}  // namespace

TEST_CASE("a right package becomes people, ties and records") {
  District district;
  auto const report = district.import(right_package());
  REQUIRE(report);
  CHECK(report->students == 3);
  CHECK(report->guardians == 5);
  CHECK(report->staff == 3);
  CHECK(report->ignored_columns == 1);
  auto const view = district.begin();
  auto const lucia = view->student("student-1").value().value();
  CHECK(lucia.display_name == "Lucía García");
  CHECK(lucia.school == "Cedar School");
  CHECK(lucia.grade == "05");
  CHECK(lucia.birth_date == parse_date("2016-05-01").value());
  CHECK(lucia.status.enrolled);
  CHECK_FALSE(view->student("student-2").value()->status.enrolled);
  CHECK(view->student("student-3").value()->has_iep);
  CHECK_FALSE(view->student("student-3").value()->status.still_needed);
  CHECK(value_of(district, "student-1", "contact.street") == "12 Wrong Street");
  CHECK(value_of(district, "student-1", "results.score/res1") == "87");
  CHECK(value_of(district, "student-1", "results.comment/res1") == "Good,\r\n\"really\"");
  CHECK(value_of(district, "student-1", "results.score/res2") == "exempt");
  CHECK(value_of(district, "student-1", "courses.class/e1") == "Mathematics 5, A");
  CHECK(value_of(district, "student-1", "accounts.credential/up1") == "lucia.g");
  CHECK(value_of(district, "student-2", "identity.race_ethnicity") == "Asian, White");
  CHECK(view->entry("student-1", "results.score/res1").value()->detail == "Mathematics 5, A, Quiz 1");
  std::size_t entries = 0;
  for (auto const* student : {"student-1", "student-2", "student-3"}) {
    for (auto const& entry : view->entries(student).value()) {
      ++entries;
      CHECK(records::find_field(entry.id) != nullptr);
      CHECK(records::find_field(entry.id) == records::find_field(entry.field));
      CHECK_FALSE(entry.value.empty());
    }
  }
  CHECK(entries == report->entries);

  auto const standing = [&](char const* person, char const* student) {
    return records::standing_of(view->bond(person, student).value());
  };
  using enum records::Standing;
  CHECK(standing("parent-1", "student-1") == parent);
  CHECK(standing("parent-1", "student-2") == parent);
  CHECK(standing("parent-1", "student-3") == none);
  CHECK(standing("parent-2", "student-1") == parent);
  CHECK(standing("parent-3", "student-1") == none);  // barred
  CHECK(view->bond("parent-3", "student-1").value().barred);
  CHECK(standing("parent-4", "student-3") == parent);
  CHECK(standing("staff-1", "student-2") == staff);  // the whole district
  CHECK(standing("staff-2", "student-1") == staff);
  CHECK(standing("staff-2", "student-2") == none);    // another school
  CHECK(standing("staff-3", "student-2") == parent);  // works there, but it is her own child
  CHECK(standing("staff-4", "student-1") == none);    // the post has ended
  CHECK(standing("teacher-1", "student-1") == none);
  CHECK(standing("student-1", "student-1") == none);
  CHECK(standing("nobody", "student-1") == none);
  CHECK(view->children("parent-1").value().size() == 2);
  CHECK(view->children("parent-3").value().empty());
}

TEST_CASE("passwords and columns that are not declared never reach the disk") {
  District district;
  REQUIRE(district.import(right_package()));
  auto const bytes = district.database();
  CHECK(bytes.find("12 Wrong Street") != std::string::npos);
  CHECK(bytes.find("secret") == std::string::npos);
}

TEST_CASE("a wrong package is refused at its place, and nothing of it is kept") {
  District district;
  REQUIRE(district.import(right_package()));
  auto const before = picture(district);
  struct Case {
    std::string file;
    std::string from;
    std::string to;
    ErrorCode code;
    std::string where;
  };
  constexpr auto malformed = ErrorCode::malformed;
  for (auto const& [file, from, to, code, where] : std::vector<Case>{
           {"manifest.csv", "propertyName,value", "name,value", malformed, "manifest.csv:1:1"},
           {"manifest.csv", "manifest.version,1.0", "manifest.version,2.0", ErrorCode::unsupported, "manifest.csv:2:2"},
           {"manifest.csv", "oneroster.version,1.2", "oneroster.version,1.1", ErrorCode::unsupported,
            "manifest.csv:3:2"},
           {"manifest.csv", "manifest.version,1.0\n", "", malformed, "manifest.csv:1:0"},
           {"manifest.csv", "file.users,bulk", "file.users,delta", ErrorCode::unsupported, "manifest.csv:15:2"},
           {"manifest.csv", "file.users,bulk", "file.users,absent", malformed, "manifest.csv:15:2"},
           {"manifest.csv", "file.users,bulk", "file.users,some", malformed, "manifest.csv:15:2"},
           {"manifest.csv", "file.users,bulk", "file.user,bulk", malformed, "manifest.csv:15:2"},
           {"manifest.csv", "file.users,bulk\n", "", malformed, "users.csv"},
           {"manifest.csv", "file.users,bulk", "file.orgs,bulk", malformed, "manifest.csv:15:1"},
           {"manifest.csv", "file.users,bulk", "file.users,bulk,x", malformed, "manifest.csv:15:3"},
           {"orgs.csv", "sourcedId,", "sourcedid,", malformed, "orgs.csv:1:1"},
           {"orgs.csv", "name,type", "type,name,type", malformed, "orgs.csv:1:6"},
           {"orgs.csv", "maple,,,Maple School,school,,d", "cedar,,,Maple School,school,,d", malformed, "orgs.csv:4:1"},
           {"orgs.csv", "school,,d\nmaple", "school,,x\nmaple", malformed, "orgs.csv:3:0"},
           {"orgs.csv", "Lakeside,district,,", "Lakeside,district,,d", malformed, "orgs.csv:2:0"},
           {"orgs.csv", "d,,,Lakeside", "d,tobedeleted,,Lakeside", malformed, "orgs.csv:2:2"},
           {"orgs.csv", "d,,,Lakeside", "d,,Lakeside", malformed, "orgs.csv:2:7"},
           {"academicSessions.csv", "2026-12-18", "2026-12-32", malformed, "academicSessions.csv:2:5"},
           {"courses.csv", "math,Mathematics,d", "math,Mathematics,x", malformed, "courses.csv:2:3"},
           {"classes.csv", "cedar,fall", "cedar,spring", malformed, "classes.csv:2:5"},
           {"classes.csv", "math,cedar", "art,cedar", malformed, "classes.csv:2:3"},
           {"roles.csv", "counselor", "boss", malformed, "roles.csv:10:4"},
           {"roles.csv", "counselor,,,cedar", "counselor,,,oak", malformed, "roles.csv:10:7"},
           {"roles.csv", "2026-06-30", "June", malformed, "roles.csv:14:6"},
           {"roles.csv", "r12,teacher-1,primary,teacher,,,cedar\n", "", malformed, "users.csv:12:1"},
           {"users.csv", "password,", "password,shoeSize,", malformed, "users.csv:1:12"},
           {"users.csv", "metadata.hallpass.street", "metadata.hallpass.steet", malformed, "users.csv:1:13"},
           {"users.csv", "student-2,true", "student-2,yes", malformed, "users.csv:3:2"},
           {"users.csv", "student-2,true", "student-1,true", malformed, "users.csv:3:1"},
           {"users.csv", "student-2,true", ",true", malformed, "users.csv:3:1"},
           {"users.csv", "Sam,Olsen", "Sam,", malformed, "users.csv:3:5"},
           {"users.csv", "Street,parent-3", "Street,parent-33", malformed, "users.csv:2:0"},  // a misspelled bar
           {"users.csv", "parent-1,parent-2", "parent-1,parent-9", malformed, "users.csv:2:0"},
           {"users.csv", "parent-1,parent-2", "parent-1,parent-1", malformed, "users.csv:2:0"},
           {"users.csv", "left", "gone", malformed, "users.csv:3:15"},
           {"users.csv", "Speech,false", "Speech,no", malformed, "users.csv:4:17"},
           {"users.csv", "maple,,,left", "oak,,,left", malformed, "users.csv:3:12"},
           {"demographics.csv", "2016-05-01", "2016-5-1", malformed, "demographics.csv:2:2"},
           {"demographics.csv", "female,false", "female,no", malformed, "demographics.csv:2:4"},
           {"demographics.csv", "student-3,", "student-1,", malformed, "demographics.csv:4:1"},
           {"userProfiles.csv", "up1,student-1", "up1,student-7", malformed, "userProfiles.csv:2:2"},
           {"enrollments.csv", "e2,math-5", "e2,math-6", malformed, "enrollments.csv:3:2"},
           {"lineItems.csv", "li2,", "li1,", malformed, "lineItems.csv:3:1"},
           {"results.csv", "res2,li2,student-1", "res2,li2,parent-1", malformed, "results.csv:4:3"},
           {"results.csv", "res2,li2", "res2,li3", malformed, "results.csv:4:2"},
           {"results.csv", "res2,li2", "res1,li2", malformed, "results.csv:4:1"},
           {"results.csv", "exempt,,", "exempt,,\"", ErrorCode::truncated, "results.csv:5:6"},
           {"results.csv", "exempt,,", "exempt,,\xC3", malformed, "results.csv:4:6"},
       }) {
    CAPTURE(file, from, to);
    auto files = changed(file, from, to);
    auto const report = district.import(files);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == code);
    CHECK(report.error().where == where);
    CHECK(picture(district) == before);
  }
}

TEST_CASE("files that are missing, empty or not known are refused") {
  District district;
  for (auto const* file : {"manifest.csv", "users.csv", "orgs.csv", "roles.csv"}) {
    auto files = right_package();
    files.erase(file);
    CHECK(district.import(files).error().code == ErrorCode::malformed);
  }
  auto files = right_package();
  files["results.csv"] = "";
  CHECK(district.import(files).error().where == "results.csv:1:0");
  files = right_package();
  files["secrets.csv"] = "a\n1\n";
  CHECK(district.import(files).error().where == "package");
  files = right_package();
  files["resources.csv"] = "a\n1\n";
  CHECK(district.import(files).error().where == "manifest.csv:16:2");  // called absent
  files["manifest.csv"].replace(files["manifest.csv"].find("file.resources,absent"), 21, "file.resources,bulk");
  CHECK(district.import(files));
}

TEST_CASE("the next package replaces the roster, and keeps what people here decided") {
  District district;
  REQUIRE(district.import(right_package()));
  InstantMs const now = 1'795'000'000'000;
  {
    auto const writing = district.begin(store::Access::write);
    REQUIRE(writing->apply({"student-1", "contact.street", store::ChangeKind::corrected, "12 Wrong Street",
                            "21 Right Street", "q1", now}));
    REQUIRE(
        writing->apply({"student-1", "accounts.learning_profile", store::ChangeKind::destroyed, "", "", "q2", now}));
    REQUIRE(writing->set_order("student-1", "parent-2", true, "Docket 1", "staff-1", now));
    REQUIRE(writing->commit());
  }
  CHECK(district.database().find("Reads fast") == std::string::npos);  // overwritten, in the log too

  REQUIRE(district.import(right_package()));
  CHECK(value_of(district, "student-1", "contact.street") == "21 Right Street");
  CHECK(value_of(district, "student-1", "accounts.learning_profile") == "(none)");
  CHECK(district.begin()->bond("parent-2", "student-1").value().barred);
  CHECK(district.database().find("Reads fast") == std::string::npos);

  // The district's own system changed the street since: that is newer than the correction.
  REQUIRE(district.import(changed("users.csv", "12 Wrong Street", "30 New Street")));
  CHECK(value_of(district, "student-1", "contact.street") == "30 New Street");

  // Nobody's guardian any more: no access, and the order still stands if they come back.
  REQUIRE(district.import(changed("users.csv", "\"parent-1,parent-2\"", "parent-1")));
  CHECK_FALSE(district.begin()->bond("parent-2", "student-1").value().guardian);
  REQUIRE(district.import(right_package()));
  CHECK(district.begin()->bond("parent-2", "student-1").value().barred);
}

TEST_CASE("an import destroys nothing that somebody waits to inspect") {
  District district;
  REQUIRE(district.import(right_package()));
  {
    auto const writing = district.begin(store::Access::write);
    store::Request request{};
    request.id = "q1";
    request.student_id = "student-1";
    request.kind = records::RequestKind::inspection;
    request.state = records::State::triaged;
    REQUIRE(writing->add_request(request));
    REQUIRE(writing->commit());
  }
  auto without = changed("results.csv", "res2,li2,student-1,exempt,,\n", "");
  REQUIRE(district.import(without));
  CHECK(value_of(district, "student-1", "results.score/res2") == "exempt");
  {
    auto const writing = district.begin(store::Access::write);
    REQUIRE(writing->move_request("q1", records::State::triaged, records::State::available, false, 1));
    REQUIRE(writing->commit());
  }
  REQUIRE(district.import(without));
  CHECK(value_of(district, "student-1", "results.score/res2") == "(none)");
}

TEST_CASE("records of employees and applicants are read where they are wanted, and nothing of them is kept where not") {
  District without;
  auto const report = without.import(personnel_package());
  REQUIRE(report);
  CHECK(report->employees + report->applicants == 0);
  CHECK_FALSE(without.begin()->student("driver-1").value());
  CHECK(without.database().find("4821") == std::string::npos);

  District district;
  auto const read = district.import(personnel_package(), roster::Personnel::read);
  REQUIRE(read);
  CHECK(read->employees == 6);  // staff-1, -2, -3, -5, the teacher and the driver; staff-4 has left
  CHECK(read->applicants == 1);
  CHECK(read->students == 3);
  auto const driver = district.begin()->student("driver-1").value();
  REQUIRE(driver);
  CHECK(driver->status.kind == records::RecordKind::employee);
  CHECK(driver->display_name == "Noor Haddad");
  CHECK(district.begin()->student("applicant-1").value()->status.kind == records::RecordKind::applicant);
  CHECK(value_of(district, "teacher-1", "employment.position/r12") == "Teacher");
  CHECK(value_of(district, "staff-2", "employment.position/r9") == "Counselor");
  CHECK(value_of(district, "staff-3", "employment.position/r10") == "Site administrator");
}

TEST_CASE("a whole Social Security number is refused, so that it is never stored") {
  District district;
  auto files = personnel_package();
  auto& users = files.at("users.csv");
  users.replace(users.find(",4821,"), 6, ",123454821,");
  auto const refused = district.import(files, roster::Personnel::read);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().where.starts_with("users.csv:15:"));
  CHECK(refused.error().advice == "Write the last four digits only.");
  CHECK(district.database().find("123454821") == std::string::npos);
}
