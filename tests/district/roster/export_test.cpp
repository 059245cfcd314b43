#include "district/roster/export.hpp"

#include <fstream>
#include <map>
#include <set>
#include <span>

#include "district/roster/csv.hpp"
#include "district/roster/import.hpp"
#include "district/roster/package.hpp"
#include "district/roster/table.hpp"
#include "district/roster/write_csv.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/support/roster_package.hpp"

using namespace hallpass;
using roster::Since;

namespace {

CivilDate const today = parse_date("2026-11-23").value();
constexpr InstantMs now = 1'795'000'000'000;

using Table = std::vector<std::vector<std::string>>;
using NamedRow = std::map<std::string, std::string>;

Table read_csv(std::string const& text) {
  Table rows;
  roster::CsvReader reader{"x.csv", roster::Limits{}, [&](std::size_t, std::span<std::string const> fields) {
                             rows.emplace_back(fields.begin(), fields.end());
                             return Result<void>{};
                           }};
  REQUIRE(reader.feed(text));
  REQUIRE(reader.finish());
  return rows;
}

std::string write_csv(Table const& rows) {
  std::string text;
  for (auto const& row : rows) roster::append_csv_row(text, row);
  return text;
}

// Rows by their first cell, each by the names in the header.
std::map<std::string, NamedRow> by_id(std::string const& text) {
  std::map<std::string, NamedRow> rows;
  auto const table = read_csv(text);
  for (std::size_t at = 1; at < table.size(); ++at) {
    REQUIRE(table[at].size() == table[0].size());
    for (std::size_t i = 0; i < table[0].size(); ++i) rows[table[at][0]][table[0][i]] = table[at][i];
  }
  return rows;
}

class District {
 public:
  District() : place_(new_place(folder_)), store_(store::open_store(place_).value()) { import(right_package()); }

  void import(Files const& files) {
    write_zip(folder_.file("package.zip"), files);
    REQUIRE(roster::import_package(*store_, folder_.file("package.zip"), today));
  }

  void change(std::string const& student, std::string const& entry, std::string const& from, std::string const& to,
              store::ChangeKind kind = store::ChangeKind::corrected) {
    auto const writing = store_->begin(store::Access::write).value();
    ++count_;
    REQUIRE(writing->apply({student, entry, kind, from, to, "q" + std::to_string(count_), now + count_}));
    REQUIRE(writing->commit());
  }
  void destroy(std::string const& student, std::string const& entry) {
    change(student, entry, "", "", store::ChangeKind::destroyed);
  }

  roster::CorrectionsExport export_all(Since since = Since::last_export) {
    return roster::export_corrections(*store_, since, now).value();
  }
  void mark(std::int64_t up_to) {
    auto const writing = store_->begin(store::Access::write).value();
    REQUIRE(writing->add_roster_export(up_to, now));
    REQUIRE(writing->commit());
  }

  // The package's files, each read by the importer's own reader of packages.
  Files unpack(std::string const& package) {
    auto const path = folder_.file("delta.zip");
    std::ofstream{path, std::ios::binary} << package;
    auto opened = roster::Package::open(path, roster::Limits{}).value();
    Files files;
    for (auto const& file : opened.files()) {
      auto& text = files[file + ".csv"];
      REQUIRE(opened.read(file, [&](std::string_view piece) {
        text += piece;
        return Result<void>{};
      }));
      if (file == "manifest") continue;
      // Columns, status and form of rows as an import wants them.
      REQUIRE(roster::read_table(opened, roster::Limits{}, file, [&](roster::Row const& row) {
        CHECK(row.required("sourcedId"));
        CHECK(row.get("status") == "active");
        CHECK(parse_instant(row.get("dateLastModified")));
        if (file != "users") return Result<void>{};
        for (auto const* column : {"enabledUser", "username", "givenName", "familyName"}) CHECK(row.required(column));
        return Result<void>{};
      }));
    }
    return files;
  }

  std::string value(std::string const& student, std::string const& entry) {
    auto const found = store_->begin(store::Access::read).value()->entry(student, entry).value();
    return found ? found->value : "(none)";
  }

 private:
  TemporaryFolder folder_;
  std::string place_;
  std::unique_ptr<store::Store> store_;
  int count_ = 0;
};

// As the district's own system takes a delta over and then sends everything again.
Files taken_over(Files bulk, Files const& delta, std::string const& file) {
  auto rows = by_id(bulk.at(file));
  std::set<std::string> columns;
  for (auto& [id, row] : by_id(delta.at(file))) {
    row["status"] = row["dateLastModified"] = "";
    for (auto const& [column, value] : row) rows[id][column] = value;
  }
  for (auto const& [id, row] : rows) {
    for (auto const& [column, value] : row) columns.insert(column);
  }
  columns.erase("sourcedId");
  Table table{{"sourcedId"}};
  table[0].insert(table[0].end(), columns.begin(), columns.end());
  for (auto& [id, row] : rows) {
    std::vector<std::string> fields{id};
    for (auto const& column : columns) fields.push_back(row[column]);
    table.push_back(fields);
  }
  bulk[file] = write_csv(table);
  return bulk;
}

// A package whose students' rows have something in every column.
Files full_package() {
  auto files = right_package();
  auto rows = by_id(files.at("users.csv"));
  auto& lucia = rows.at("student-1");
  for (auto const& [column, value] : NamedRow{{"userIds", "{state:77},{fed:8}"},
                                              {"middleName", "Ana"},
                                              {"sms", "+1 555 0101"},
                                              {"userMasterIdentifier", "m-1"},
                                              {"resourceSourcedIds", "res-9"},
                                              {"preferredGivenName", "Lu"},
                                              {"preferredMiddleName", "A."},
                                              {"preferredFamilyName", "García L."},
                                              {"pronouns", "she/her"},
                                              {"metadata.hallpass.usage", "tablet"}}) {
    lucia[column] = value;
  }
  Table table{{}};
  for (auto const& [column, value] : lucia) table[0].push_back(column);
  std::erase(table[0], "sourcedId");
  table[0].insert(table[0].begin(), "sourcedId");
  for (auto& [id, row] : rows) {
    std::vector<std::string> fields;
    for (auto const& column : table[0]) fields.push_back(row[column]);
    table.push_back(fields);
  }
  files["users.csv"] = write_csv(table);
  files["demographics.csv"] =
      "sourcedId,birthDate,sex,asian,white,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,"
      "publicSchoolResidenceStatus\nstudent-1,2016-05-01,female,false,true,US,CA,Lakeside,01652\n"
      "student-2,2011-02-02,male,true,true,,,,\n";
  return files;
}

}  // namespace

TEST_CASE("nothing was corrected: there is nothing to export") {
  District district;
  district.destroy("student-1", "accounts.learning_profile");
  auto const done = district.export_all();
  CHECK(done.up_to == 0);
  CHECK(done.package.empty());
  CHECK(done.rest.empty());
}

TEST_CASE("a row that is exported is the row that came in, but for what was corrected") {
  District district;
  district.import(full_package());
  district.change("student-1", "contact.street", "12 Wrong Street", "21 Right Street");
  district.change("student-1", "identity.birth_date", "2016-05-01", "2016-05-11");
  auto const done = district.export_all();
  CHECK(done.in_package == 2);
  CHECK(done.in_rest == 0);
  CHECK(done.rest.empty());
  auto const files = district.unpack(done.package);
  REQUIRE(files.size() == 3);
  for (auto const* file : {"users.csv", "demographics.csv"}) {
    CAPTURE(file);
    auto const out = by_id(files.at(file));
    REQUIRE(out.size() == 1);
    auto const& row = out.at("student-1");
    auto expected = by_id(full_package().at(file)).at("student-1");
    expected.erase("password");            // never stored
    expected.erase("metadata.other.bus");  // never stored
    if (expected.contains("metadata.hallpass.street")) expected["metadata.hallpass.street"] = "21 Right Street";
    if (expected.contains("birthDate")) expected["birthDate"] = "2016-05-11";
    for (auto const& [column, value] : expected) {
      CAPTURE(column);
      if (value.empty() && column.starts_with("metadata.")) continue;
      REQUIRE(row.contains(column));
      CHECK(row.at(column) == value);
    }
    for (auto const& [column, value] : row) {
      CAPTURE(column);
      if (column == "status" || column == "dateLastModified") continue;
      CHECK(value == (expected.contains(column) ? expected.at(column) : ""));
    }
    CHECK(row.at("dateLastModified") == format_instant(file == std::string{"users.csv"} ? now + 1 : now + 2));
  }
}

TEST_CASE("the manifest names every file of the standard, and the header every column in its order") {
  District district;
  district.change("student-1", "contact.street", "12 Wrong Street", "21 Right Street");
  auto const files = district.unpack(district.export_all().package);
  auto const manifest = read_csv(files.at("manifest.csv"));
  REQUIRE(manifest.size() == 26);
  CHECK(manifest[0] == std::vector<std::string>{"propertyName", "value"});
  CHECK(manifest[1] == std::vector<std::string>{"manifest.version", "1.0"});
  CHECK(manifest[2] == std::vector<std::string>{"oneroster.version", "1.2"});
  for (std::size_t i = 3; i < 24; ++i) {
    CHECK(manifest[i][0].starts_with("file."));
    CHECK(manifest[i][1] == (manifest[i][0] == "file.users" ? "delta" : "absent"));
  }
  CHECK_FALSE(files.contains("demographics.csv"));
  CHECK(files.at("users.csv")
            .starts_with(
                "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
                "identifier,email,"
                "sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
                "preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.hallpass.street,"));
}

TEST_CASE("only what came since the mark goes out, and everything on request") {
  District district;
  district.change("student-1", "contact.street", "12 Wrong Street", "20 Half Right Street");
  auto const first = district.export_all();
  district.mark(first.up_to);
  CHECK(district.export_all().up_to == 0);
  district.change("student-2", "identity.given_name", "Sam", "Samuel");
  district.change("student-1", "identity.sex", "female", "Other");
  auto const second = district.export_all();
  CHECK(second.in_package == 2);
  auto const files = district.unpack(second.package);
  CHECK(by_id(files.at("users.csv")).size() == 1);
  CHECK(by_id(files.at("users.csv")).at("student-2").at("givenName") == "Samuel");
  CHECK(by_id(files.at("users.csv")).at("student-2").at("metadata.hallpass.enrollmentStatus") == "left");
  CHECK(by_id(files.at("demographics.csv")).at("student-1").at("sex") == "other");
  auto const all = district.export_all(Since::beginning);
  CHECK(all.in_package == 3);
  CHECK(all.up_to == second.up_to);
  // Corrected twice: once, as it is now.
  district.change("student-1", "contact.street", "20 Half Right Street", "21 Right Street");
  auto const again = district.export_all(Since::beginning);
  CHECK(again.in_package == 3);
  CHECK(by_id(district.unpack(again.package).at("users.csv")).at("student-1").at("metadata.hallpass.street") ==
        "21 Right Street");
}

TEST_CASE("any text that a record may hold comes through unchanged") {
  District district;
  std::string from = "12 Wrong Street";
  for (auto const& to :
       std::vector<std::string>{"5 \"Quoted\", St", "two\r\nlines\nand\ttab", "Straße 王 \xF0\x9F\x8F\xAB \u05D0",
                                "=1+1", "+1 555", "@cmd", " blanks ", "\"", ",", "'", "-", std::string(4000, 'x')}) {
    CAPTURE(to);
    district.change("student-1", "contact.street", from, to);
    auto const files = district.unpack(district.export_all().package);
    CHECK(by_id(files.at("users.csv")).at("student-1").at("metadata.hallpass.street") == to);
    CHECK(by_id(files.at("users.csv")).at("student-1").at("agentSourcedIds") == "parent-1,parent-2");
    from = to;
  }
}

TEST_CASE("what the package cannot carry goes into a table, with why") {
  District district;
  district.change("student-1", "results.score/res1", "87", "=92");
  district.change("student-1", "enrollment.school", "Cedar School", "Maple School");
  district.change("student-1", "enrollment.grade", "05", "Sixth");
  district.change("student-1", "identity.sex", "female", "a girl");
  district.change("student-1", "identity.race_ethnicity", "White", "White, Martian");
  district.change("student-1", "identity.birth_place", "Lakeside", "Springfield, IL");
  district.change("student-1", "accounts.credential/up1", "lucia.g", "lu");
  auto const done = district.export_all();
  CHECK(done.package.empty());
  CHECK(done.in_package == 0);
  CHECK(done.in_rest == 7);
  REQUIRE(
      done.rest.starts_with("\xEF\xBB\xBF"
                            "studentSourcedId,entry,"));
  Table const rows = read_csv(done.rest);
  REQUIRE(rows.size() == 8);
  std::map<std::string, std::vector<std::string>> by_entry;
  for (auto const& row : rows) by_entry[row[1]] = row;
  CHECK(by_entry.at("results.score/res1") ==
        std::vector<std::string>{"student-1", "results.score/res1", "Score", "Mathematics 5, A, Quiz 1", "87", "'=92",
                                 "q1", format_instant(now + 1), "The package has no cell for it."});
  CHECK(by_entry.at("enrollment.grade").back() == "OneRoster has another form for this cell.");
  CHECK(by_entry.at("identity.birth_place").back() == "OneRoster has another form for this cell.");
  CHECK(by_entry.at("accounts.credential/up1").back() == "The package has no cell for it.");

  // The rest of such a row goes out with the value from before.
  district.change("student-1", "identity.given_name", "Lucía", "Lucia");
  district.change("student-1", "identity.birth_date", "2016-05-01", "2016-05-02");
  auto const next = district.export_all();
  CHECK(next.in_package == 2);
  CHECK(next.in_rest == 7);
  auto const files = district.unpack(next.package);
  auto const user = by_id(files.at("users.csv")).at("student-1");
  CHECK(user.at("givenName") == "Lucia");
  CHECK(user.at("grades") == "05");
  CHECK(user.at("primaryOrgSourcedId") == "cedar");
  auto const more = by_id(files.at("demographics.csv")).at("student-1");
  CHECK(more.at("sex") == "female");
  CHECK(more.at("white") == "true");
  CHECK(more.at("asian") == "false");
  CHECK(more.at("cityOfBirth") == "Lakeside");
  // A later value that fits is carried.
  district.change("student-1", "enrollment.grade", "Sixth", "06");
  CHECK(by_id(district.unpack(district.export_all().package).at("users.csv")).at("student-1").at("grades") == "06");
}

TEST_CASE("races and a city of birth are told apart again") {
  District district;
  district.import(full_package());
  district.change("student-1", "identity.race_ethnicity", "White", "Asian, Hispanic or Latino");
  district.change("student-1", "identity.birth_place", "Lakeside, CA, US", "Clearwater, CA, US");
  auto const done = district.export_all();
  CHECK(done.in_package == 2);
  auto const row = by_id(district.unpack(done.package).at("demographics.csv")).at("student-1");
  CHECK(row.at("asian") == "true");
  CHECK(row.at("white") == "false");
  CHECK(row.at("hispanicOrLatinoEthnicity") == "true");
  CHECK(row.at("blackOrAfricanAmerican").empty());  // as it came in
  CHECK(row.at("cityOfBirth") == "Clearwater");
  CHECK(row.at("stateOfBirthAbbreviation") == "CA");
  CHECK(row.at("countryOfBirthCode") == "US");
  CHECK(row.at("publicSchoolResidenceStatus") == "01652");
}

TEST_CASE("when the district's system takes a delta over, the next import says what the record says") {
  District district;
  district.change("student-1", "contact.street", "12 Wrong Street", "21 \"Right\", Street");
  district.change("student-1", "identity.race_ethnicity", "White", "Asian");
  auto const delta = district.unpack(district.export_all().package);
  auto const bulk = taken_over(taken_over(right_package(), delta, "users.csv"), delta, "demographics.csv");
  District fresh;  // which knows of no correction
  fresh.import(bulk);
  district.import(bulk);
  for (auto* one : {&district, &fresh}) {
    CHECK(one->value("student-1", "contact.street") == "21 \"Right\", Street");
    CHECK(one->value("student-1", "identity.race_ethnicity") == "Asian");
    CHECK(one->value("student-1", "identity.given_name") == "Lucía");
    CHECK(one->value("student-1", "accounts.learning_profile") == "Reads fast");
    CHECK(one->value("student-2", "identity.given_name") == "Sam");
  }
  CHECK(district.export_all().in_package == 2);  // nobody has marked it
}

TEST_CASE("a correction that the roster has passed by, or lost the student of, is not lost silently") {
  District district;
  district.change("student-1", "contact.street", "12 Wrong Street", "21 Right Street");
  district.change("student-3", "identity.given_name", "Ana", "Anna");
  // The same again: the correction holds and goes out.
  district.import(right_package());
  CHECK(district.export_all().in_package == 2);
  auto files = right_package();
  auto& users = files.at("users.csv");
  users.replace(users.find("12 Wrong"), 8, "30 Newer");
  users.erase(users.find("student-3,"), users.find("parent-1,true") - users.find("student-3,"));
  files["roles.csv"].erase(files["roles.csv"].find("r3,"),
                           std::string{"r3,student-3,primary,student,,,cedar\n"}.size());
  files["demographics.csv"].erase(files["demographics.csv"].find("student-3,"));
  district.import(files);
  auto const done = district.export_all();
  CHECK(done.in_package == 0);
  auto const rest = read_csv(done.rest);
  REQUIRE(rest.size() == 3);
  CHECK(rest[1].back() == "The roster has brought another value since.");
  CHECK(rest[2].back() == "The roster has no such entry any more.");
  CHECK(rest[2][5] == "Anna");
}

TEST_CASE("what was destroyed is in no export") {
  District district;
  district.import(full_package());
  district.change("student-1", "accounts.learning_profile", "Reads fast", "Reads very fast");
  district.change("student-1", "identity.birth_place", "Lakeside, CA, US", "Clearwater, CA, US");
  district.change("student-1", "identity.birth_date", "2016-05-01", "2016-05-02");
  district.destroy("student-1", "accounts.learning_profile");
  district.destroy("student-1", "identity.birth_place");
  auto const done = district.export_all(Since::beginning);
  CHECK(done.in_package == 1);
  CHECK(done.in_rest == 0);
  auto const row = by_id(district.unpack(done.package).at("demographics.csv")).at("student-1");
  for (auto const* column : {"cityOfBirth", "stateOfBirthAbbreviation", "countryOfBirthCode"})
    CHECK(row.at(column).empty());
}

TEST_CASE("a row that cannot be made whole is not sent") {
  District district;
  district.destroy("student-1", "accounts.username");
  district.change("student-1", "contact.street", "12 Wrong Street", "21 Right Street");
  auto const done = district.export_all();
  CHECK(done.package.empty());
  CHECK(read_csv(done.rest)[1].back() == "The student's row is not whole: import the roster again.");
}
