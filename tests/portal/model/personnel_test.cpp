// The records of applicants and employees: which words are theirs, and what may be begun about one.
#include "portal/model/reader.hpp"
#include "portal/model/words.hpp"
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

constexpr std::string_view own = "employee-0001";

void open_own(Host& host, std::string_view person, std::string_view id, std::string_view answer) {
  host.sign_in(person);
  host.click(keys::record, id);
  host.answer(answer);
}

}  // namespace

TEST_CASE("words go by the record, not by who reads") {
  Host host;
  host.sign_in("parent who is an employee");
  CHECK(for_reader(host.state, Text::children_title) == Text::children_and_own_title);
  host.click(keys::record, "student-0001");
  CHECK(for_reader(host.state, Text::category_identity) == Text::category_identity);
  CHECK(for_reader(host.state, Text::child) == Text::child);
  CHECK(headline(host.state) == "Record of Lucía García");
  host.answer("record");
  host.click(keys::record, own);
  CHECK(for_reader(host.state, Text::category_identity) == Text::own_identity);
  CHECK(for_reader(host.state, Text::child) == Text::whose_record);
  CHECK(headline(host.state) == "My record");
}

TEST_CASE("staff read of an employee, an applicant, or of whose record it is") {
  Host host;
  host.sign_in("staff");
  host.answer("queue with an employee");
  host.click(keys::request, "52");
  host.answer("correction of an employee for staff");
  CHECK(for_reader(host.state, Text::student) == Text::employee);
  CHECK(for_reader(host.state, Text::category_identity) == Text::employee);
  CHECK(for_reader(host.state, Text::notice_decided) == Text::personnel_notice_decided);
  auto& kind = host.state.request.value.student.kind;
  kind = RecordKind::applicant;
  CHECK(for_reader(host.state, Text::student) == Text::applicant);
  kind.reset();
  CHECK(for_reader(host.state, Text::student) == Text::whose_record);
  kind = RecordKind::student;
  CHECK(for_reader(host.state, Text::student) == Text::student);
  CHECK(for_reader(host.state, Text::notice_decided) == Text::notice_decided);
}

TEST_CASE("nothing is begun that may not be asked for") {
  Host host;
  open_own(host, "applicant", "applicant-0001", "record of an applicant");
  host.click(keys::correct, "contact.email");
  host.click(keys::erase, "contact.email");
  CHECK(host.state.drafts.empty());
  CHECK(host.state.place.screen == Screen::record);
  host.click(keys::inspect, "applicant-0001");
  CHECK(host.state.place.screen == Screen::inspection);
  host.state.me.value.children.front().may_request.clear();
  host.click(std::string{keys::to_children});
  host.click(keys::inspect, "applicant-0001");
  CHECK(host.state.place.screen == Screen::children);
}

TEST_CASE("a draft knows what kind of record it is about, also after signing in again") {
  Host host;
  open_own(host, "employee", own, "record of an employee");
  host.click(keys::correct, "employment.position/p-1");
  std::string const draft = "correction:employee-0001";
  host.rewrite(draft, "Head librarian");
  CHECK(restore(host.state.kept).drafts.at(draft).record_kind == RecordKind::employee);
  Host again;
  again.start({}, host.state.kept);
  again.answer("district");
  again.send(SignedIn{});
  again.answer("employee");
  CHECK(again.state.place.screen == Screen::correction);
  CHECK(for_reader(again.state, Text::correction_intro) == Text::personnel_correction_intro);
}

TEST_CASE("a refused correction is answered with a statement, without a hearing") {
  Host host;
  host.sign_in("employee");
  host.click(keys::request, "52");
  host.answer("correction of an employee refused");
  std::string const step = "step:52";
  CHECK(host.state.drafts.at(step).event == RequestEvent::attach_statement);
  host.type(keys::reason, step, "I have led the library since 2021.");
  host.click(keys::review, step);
  host.click(keys::send, step);
  CHECK(host.one<Http>().path == "/v1/requests/52/steps");
  CHECK(boost::json::parse(host.one<Http>().body).at("event") == "attach_statement");
}

TEST_CASE("an officer's own request is told to the district, not decided") {
  Host host;
  host.sign_in("staff with an own record");
  host.answer("empty queue");
  host.click(keys::request, "52");
  host.answer("correction of an employee refused");
  CHECK_FALSE(looks_as_staff(host.state));
  host.type(keys::reason, "step:52", "I have led the library since 2021.");
  host.click(keys::review, "step:52");
  host.click(keys::send, "step:52");
  host.answer("correction of an employee refused");
  CHECK(host.state.notice == Notice::told);
}
