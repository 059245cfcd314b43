// One's own copy of a record: all of it, with the statements, in three forms, and no form does harm.
#include "portal/model/record_copy.hpp"

#include <boost/json/parse.hpp>

#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

// A parent at the copy of a record in which a statement stands beside the street.
void at_copy(Host& host) {
  host.sign_in("parent");
  host.click(keys::get_copy, "student-0001");
  host.answer("record with a statement");
}

void choose(Host& host, std::string_view key, std::string text) {
  host.send(FieldChanged{std::string{key}, std::move(text)});
}

SaveCopy save(Host& host) {
  host.click(std::string{keys::save_copy});
  return host.one<SaveCopy>();
}

// The record with this value in its first entry.
State with_value(std::string value) {
  Host host;
  at_copy(host);
  host.state.record.value.categories.front().entries.front().value = std::move(value);
  return host.state;
}

// RFC 4180, strictly: rows of cells.
std::vector<std::vector<std::string>> parse_csv(std::string_view text) {
  REQUIRE(text.starts_with("\uFEFF"));
  text.remove_prefix(3);
  std::vector<std::vector<std::string>> rows{{}};
  while (!text.empty()) {
    REQUIRE(text.front() == '"');
    std::string cell;
    for (text.remove_prefix(1);; text.remove_prefix(1)) {
      REQUIRE_FALSE(text.empty());
      if (text.starts_with("\"\"")) {
        text.remove_prefix(1);
      } else if (text.front() == '"') {
        break;
      }
      cell += text.front();
    }
    text.remove_prefix(1);
    rows.back().push_back(std::move(cell));
    if (text.starts_with(",")) {
      text.remove_prefix(1);
      continue;
    }
    REQUIRE(text.starts_with("\r\n"));
    text.remove_prefix(2);
    if (!text.empty()) rows.emplace_back();
  }
  return rows;
}

}  // namespace

TEST_CASE("a copy is asked of the host with a name that says nothing about the child") {
  Host host;
  at_copy(host);
  auto const page = save(host);
  CHECK(page.file_name == "school-record-2026-11-23.html");
  CHECK(page.media_type == "text/html;charset=utf-8");
  CHECK(page.passphrase.empty());
  CHECK(host.all<Http>().empty());
  host.click(std::string{keys::save_copy});
  CHECK(host.all<SaveCopy>().empty());
  host.answer_with(200, "");
  CHECK(host.state.notice == Notice::copied);
  choose(host, keys::copy_format, "table");
  CHECK(save(host).file_name == "school-record-2026-11-23.csv");
  host.answer_with(-1, "");
  CHECK(host.state.action.phase == Phase::failed);
  choose(host, keys::copy_format, "data");
  CHECK(save(host).file_name == "school-record-2026-11-23.json");
}

TEST_CASE("a locked copy needs a passphrase, which is forgotten with it") {
  Host host;
  at_copy(host);
  choose(host, keys::copy_lock, "true");
  choose(host, keys::copy_passphrase, "too short");
  host.click(std::string{keys::save_copy});
  CHECK(host.all<SaveCopy>().empty());
  CHECK(host.one<Focus>().key == keys::copy_passphrase);
  CHECK(host.state.copy.error == FieldError::required);
  choose(host, keys::copy_passphrase, "seven quiet boats");
  CHECK(host.state.copy.error == FieldError::none);
  CHECK(save(host).passphrase == "seven quiet boats");
  host.answer_with(200, "");
  CHECK(host.state.copy.passphrase.empty());
  choose(host, keys::copy_passphrase, "seven quiet boats");
  SECTION("with the screen") {
    host.click(keys::record, "student-0001");
  }
  SECTION("by the browser's way back") {
    host.send(PageRecalled{1});
  }
  SECTION("when the session ends") {
    host.click(std::string{keys::retry});
    host.answer("no token");
  }
  CHECK(host.state.copy.passphrase.empty());
}

TEST_CASE("without a lock no passphrase leaves the form") {
  Host host;
  at_copy(host);
  choose(host, keys::copy_lock, "true");
  choose(host, keys::copy_passphrase, "seven quiet boats");
  choose(host, keys::copy_lock, "false");
  CHECK(save(host).passphrase.empty());
}

TEST_CASE("nothing is copied that is not on the screen") {
  Host host;
  host.sign_in("parent");
  host.click(keys::get_copy, "student-0001");
  host.click(std::string{keys::save_copy});
  CHECK(host.all<SaveCopy>().empty());
  host.answer("not found");
  host.click(std::string{keys::save_copy});
  CHECK(host.all<SaveCopy>().empty());
}

TEST_CASE("as data: the district's texts exactly, a contested entry with its statement") {
  Host host;
  at_copy(host);
  auto const copy = boost::json::parse(record_copy(host.state, CopyFormat::data));
  auto const district = boost::json::parse(recorded_answers().find("record with a statement")->second.body);
  for (auto const* name : {"id", "display_name", "school", "grade"}) {
    CHECK(copy.at("student").at(name) == district.at("student").at(name));
  }
  CHECK(copy.at("district") == "Lakeside Unified School District");
  CHECK(copy.at("made_at") == "2026-11-23T22:00:00Z");
  CHECK_FALSE(copy.at("who_may_see").as_string().empty());
  auto const& categories = district.at("categories").as_array();
  REQUIRE(copy.at("categories").as_array().size() == categories.size());
  std::size_t statements = 0;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    auto const& ours = copy.at("categories").at(i);
    CHECK(ours.at("id") == categories[i].at("id"));
    auto const& entries = categories[i].at("entries").as_array();
    REQUIRE(ours.at("entries").as_array().size() == entries.size());
    for (std::size_t k = 0; k < entries.size(); ++k) {
      auto const& entry = ours.at("entries").at(k);
      for (auto const* name : {"id", "field", "label", "value", "source", "purpose"}) {
        CHECK(entry.at(name) == entries[k].at(name));
      }
      for (auto const& statement : entry.at("statements").as_array()) {
        ++statements;
        CHECK(statement.at("text") == entries[k].at("statements").at(0).at("text"));
        CHECK(statement.at("author") == "María García");
        CHECK(statement.at("at") == "2026-12-17T18:00:00Z");
      }
    }
  }
  CHECK(statements == 1);
}

TEST_CASE("as a table: RFC 4180 with a byte order mark, every entry a row, the statement in it") {
  Host host;
  at_copy(host);
  auto const rows = parse_csv(record_copy(host.state, CopyFormat::table));
  std::size_t entries = 0;
  for (auto const& category : host.state.record.value.categories) entries += category.entries.size();
  REQUIRE(rows.size() == entries + 1);
  for (auto const& row : rows) CHECK(row.size() == 8);
  CHECK(rows[0][1] == "What it is");
  auto const street = std::ranges::find(rows, "Street address", [](auto const& row) { return row[1]; });
  REQUIRE(street != rows.end());
  CHECK((*street)[0] == "How to reach you");
  CHECK((*street)[2] == "12 Wrong Street");
  CHECK((*street)[3] == "OneRoster users.csv");
  CHECK((*street)[4] == "To reach the family");
  CHECK((*street)[5] == "María García, December 17, 2026: We have lived there since August.");
  CHECK((*street)[7].find("34 CFR 99.31(a)(1)") != std::string::npos);
}

TEST_CASE("no text of a record runs as a formula") {
  auto const cell = [](std::string value) { return parse_csv(copy_as_table(with_value(std::move(value))))[1][2]; };
  for (std::string const text : {"=1+1", "+1 555 0100", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uFF1D1",
                                 "\uFF0B1", "\uFF0D1", "\uFF20x"}) {
    INFO(text);
    CHECK(cell(text) == "'" + text);
  }
  for (std::string const text : {"12 Wrong Street", "a=b", "", "García, \"Lu\"\r\nsecond line", "3-4"}) {
    INFO(text);
    CHECK(cell(text) == text);
  }
}

TEST_CASE("as a page: whole, in the person's language, the statement below its entry, and markup stays text") {
  auto const page = copy_as_page(with_value("<script>alert(1)</script> & \"Lu\""));
  CHECK(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"auto\">"));
  CHECK(page.find("<h1>Record of Lucía García</h1>") != std::string::npos);
  CHECK(page.find("Copied on November 23, 2026 from what Lakeside Unified School District keeps.") !=
        std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Lu&quot;") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  auto const street = page.find("12 Wrong Street");
  auto const statement = page.find("We have lived there since August.");
  auto const next = page.find("<tr><th", street);
  REQUIRE(street != std::string::npos);
  CHECK(statement > street);
  CHECK(statement < next);
  CHECK(page.find("The district keeps nothing of this kind.") != std::string::npos);
  Host host;
  at_copy(host);
  host.speak(spanish());
  auto const spanish = copy_as_page(host.state);
  CHECK(spanish.find("<html lang=\"es\" dir=\"auto\">") != std::string::npos);
  CHECK(spanish.find("Calle y número") != std::string::npos);
}

TEST_CASE("a copy has the mark and why, in every form") {
  Host host;
  host.sign_in("parent");
  host.click(keys::get_copy, "student-0001");
  host.answer("record with a hidden part");
  for (auto const format : {CopyFormat::page, CopyFormat::table, CopyFormat::data}) {
    auto const copy = record_copy(host.state, format);
    CHECK(copy.find("Worked well with [***] this week") != std::string::npos);
    CHECK(copy.find("A part about another student is hidden.") != std::string::npos);
    CHECK(copy.find("34 CFR 99.12(a)") != std::string::npos);
  }
}
