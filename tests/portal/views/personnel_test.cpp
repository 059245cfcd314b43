// What applicants and employees are told and offered about their own record, and staff who look at one.
#include "portal/model/record_copy.hpp"
#include "portal/model/words.hpp"
#include "tests/portal/views/inspect.hpp"
#include "tests/portal/views/scenes.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

surface::Tree page_of(State const& state) {
  surface::Tree tree;
  record(tree, state);
  return tree;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void erase_all(std::string& text, std::string_view what) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what)) text.erase(at, what.size());
}

// A word of school and family in what is said; empty when there is none. Names, and why the law asks for a background
// check, are not about the reader.
std::string school_word(std::string said) {
  for (std::string_view const allowed :
       {"Lakeside Unified School District", "To check who works with children, as the law asks", "My children and I",
        "Mis hijos y yo"}) {
    erase_all(said, allowed);
  }
  said = lower(std::move(said));
  for (std::string_view const word : {"child", "student", "pupil", "parent", "school", "family", "grade", "hijo",
                                      "padre", "madre", "estudiante", "escuela", "escolar", "familia"}) {
    if (said.find(word) != std::string::npos) return std::string{word};
  }
  return {};
}

std::vector<std::string> school_words(State const& state) {
  std::vector<std::string> found;
  auto const look = [&](std::string const& said) {
    if (auto const word = school_word(said); !word.empty()) found.push_back(word + ": " + said);
  };
  auto const tree = page_of(state);
  for (Node const& node : tree.nodes()) {
    look(std::string{node.text});
    for (auto const attribute : {Attribute::value, Attribute::aria_label}) look(std::string{node.get(attribute)});
  }
  look(headline(state));
  return found;
}

// The parts that begin with this verb.
std::size_t offered(State const& state, std::string_view verb) {
  auto const tree = page_of(state);
  return static_cast<std::size_t>(
      std::ranges::count_if(tree.nodes(), [&](Node const& node) { return keys::parts(node.key).verb == verb; }));
}

// At the own record, of which these may be asked.
Host at_own(std::vector<RequestKind> may_request) {
  Host host;
  host.sign_in("employee");
  host.state.me.value.children.front().may_request = may_request;
  host.click(keys::record, "employee-0001");
  host.answer("record of an employee");
  host.state.record.value.student.may_request = std::move(may_request);
  return host;
}

}  // namespace

TEST_CASE("applicants, employees and who looks at their records read nothing of school or family") {
  for (Scene const& scene : personnel_scenes()) {
    // These show children or students beside.
    if (scene.name == "parent who is an employee" || scene.name == "officer, queue") continue;
    INFO(scene.name);
    Host host;
    scene.act(host);
    CHECK(school_words(host.state) == std::vector<std::string>{});
    host.speak(spanish());
    CHECK(school_words(host.state) == std::vector<std::string>{});
  }
}

TEST_CASE("a copy of a personnel record says nothing of school either, and what it is in its name") {
  Host host;
  host.sign_in("employee");
  host.click(keys::get_copy, "employee-0001");
  host.answer("record of an employee with a statement");
  for (auto const format : {CopyFormat::page, CopyFormat::table, CopyFormat::data}) {
    INFO(to_string(format));
    auto const copy = record_copy(host.state, format);
    CHECK(school_word(copy) == "");
    CHECK(copy.find("I have led the library since 2021.") != std::string::npos);
    CHECK(copy.find("the district's records officers") != std::string::npos);
    CHECK(copy_file_name(host.state, format).starts_with("personnel-record-2026-11-23."));
  }
  auto const data = boost::json::parse(copy_as_data(host.state));
  CHECK(data.at("person") ==
        boost::json::parse(R"({"id":"employee-0001","display_name":"Dana Kim","kind":"employee"})"));
  CHECK(data.at("categories").as_array().size() == 6);
}

TEST_CASE("of a record is offered exactly what may be asked about it") {
  using enum RequestKind;
  auto const entries = std::size_t{9};
  auto const correctable = std::size_t{8};
  auto const all = at_own({inspection, correction, deletion});
  CHECK(offered(all.state, keys::correct) == correctable);
  CHECK(offered(all.state, keys::erase) == entries);
  CHECK(offered(all.state, keys::inspect) == 1);
  auto const corrects = at_own({correction});
  CHECK(offered(corrects.state, keys::correct) == correctable);
  CHECK(offered(corrects.state, keys::erase) == 0);
  CHECK(offered(corrects.state, keys::inspect) == 0);
  auto const erases = at_own({deletion});
  CHECK(offered(erases.state, keys::correct) == 0);
  CHECK(offered(erases.state, keys::erase) == entries);
  auto const looks = at_own({});
  CHECK(offered(looks.state, keys::correct) == 0);
  CHECK(offered(looks.state, keys::erase) == 0);
  CHECK(offered(looks.state, keys::inspect) == 0);
  for (auto const& host : {all, corrects, erases, looks}) {
    CHECK(offered(host.state, keys::disclosures) == 1);
    CHECK(offered(host.state, keys::get_copy) == 1);
    CHECK(offered(host.state, keys::directory) == 0);
    CHECK(complaints(page_of(host.state)) == std::vector<std::string>{});
  }
}

TEST_CASE("a parent who is an employee has both records, each with its own words") {
  Host host;
  host.sign_in("parent who is an employee");
  CHECK(offered(host.state, keys::record) == 2);
  CHECK(offered(host.state, keys::inspect) == 2);
  host.open_record();
  CHECK(offered(host.state, keys::directory) == 1);
  CHECK(school_words(host.state) != std::vector<std::string>{});
  CHECK(page_of(host.state).find("to-children:back")->text == "Back");
}

TEST_CASE("an officer who works for the district sees the own record as their own") {
  Host host;
  host.sign_in("staff with an own record");
  host.answer("empty queue");
  CHECK(page_of(host.state).find("to-queue") != nullptr);
  CHECK(page_of(host.state).find("to-children")->text == "My record");
  CHECK(page_of(host.state).find("to-requests") != nullptr);
  host.click(keys::record, "employee-0001");
  host.answer("record of an employee");
  CHECK(offered(host.state, keys::correct) == 8);
  CHECK(offered(host.state, keys::redact) == 0);
}
