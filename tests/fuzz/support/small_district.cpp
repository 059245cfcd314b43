#include "tests/fuzz/support/small_district.hpp"

#include <algorithm>
#include <map>

#include "district/roster/import.hpp"
#include "district/roster/write_zip.hpp"
#include "district/service/new_id.hpp"
#include "tests/fuzz/support/memory_file.hpp"
#include "tests/support/random.hpp"

namespace hallpass::fuzz {
namespace {

using enum Mark;

constexpr std::string_view manifest =
    "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.categories,bulk\nfile.classes,bulk\n"
    "file.courses,bulk\nfile.demographics,bulk\nfile.enrollments,bulk\nfile.lineItems,bulk\nfile.orgs,bulk\n"
    "file.academicSessions,bulk\nfile.results,bulk\nfile.roles,bulk\nfile.users,bulk\n";
constexpr std::string_view orgs =
    "sourcedId,name,type,parentSourcedId\nd,Lakeside,district,\ncedar,Cedar School,school,d\n"
    "maple,Maple School,school,d\n";
constexpr std::string_view roles =
    "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,student-1,primary,student,cedar\n"
    "r2,student-2,primary,student,maple\nr3,student-3,primary,student,cedar\nr4,parent-1,primary,parent,d\n"
    "r5,parent-2,primary,parent,d\nr6,parent-3,primary,parent,d\nr7,staff-1,primary,districtAdministrator,d\n"
    "r8,staff-2,primary,counselor,cedar\nr9,staff-3,primary,siteAdministrator,maple\n"
    "r10,staff-4,primary,districtAdministrator,d\nr11,driver-1,primary,ext:busDriver,d\n"
    "r12,applicant-1,primary,ext:applicant,d\nr13,parent-4,primary,parent,d\n";
// A letter between braces is a mark's word.
constexpr std::string_view users =
    "sourcedId,enabledUser,username,givenName,familyName,identifier,email,agentSourcedIds,primaryOrgSourcedId,"
    "metadata.hallpass.street,metadata.hallpass.city,metadata.hallpass.barredAgents,metadata.hallpass.healthNote,"
    "metadata.hallpass.specialEducationPlan,metadata.hallpass.specialEducationNeeded,"
    "metadata.hallpass.learningProfile,metadata.hallpass.license,metadata.hallpass.appliedFor\n"
    "student-1,true,u{A},Lucia {A},Garcia,n{A},{A}@l.example,\"parent-1,parent-4\",cedar,12 {A} "
    "Street,Lakeside,parent-3,N {A},,,L "
    "{A},,\n"
    "student-2,true,u{B},Sam {B},Olsen,n{B},{B}@l.example,parent-2,maple,9 {B} Street,Lakeside,,N {B},P {B},false,L "
    "{B},,\n"
    "student-3,true,u{C},Ana {C},Li,n{C},{C}@l.example,,cedar,3 {C} Street,Lakeside,,N {C},,,L {C},,\n"
    "parent-1,true,p1,Maria {A},Garcia,,p{A}@l.example,,,,,,,,,,,\n"
    "parent-2,true,p2,Jo "
    "{B},Olsen,,p{B}@l.example,,,,,,,,,,,\nparent-3,true,p3,Tom,Stone,,,,,,,,,,,,,\nparent-4,true,p4,Leo,Garcia,,,,,,,,"
    ",,,,,\n"
    "staff-1,true,s1,Ruth,Okafor,,,,,,,,,,,,,\nstaff-2,true,s2,Ben,Cole,,,,,,,,,,,,,\n"
    "staff-3,true,s3,Ida,Berg,,,,,,,,,,,,,\nstaff-4,true,s4,Pia,Nair,,,,,,,,,,,,,\n"
    "driver-1,true,u{D},Noor {D},Haddad,,{D}@l.example,,,,,,,,,,B {D},\n"
    "applicant-1,true,u{E},Jonas {E},Weber,,{E}@l.example,,,,,,,,,,,J {E}\n";
constexpr std::string_view demographics =
    "sourcedId,birthDate,cityOfBirth\nstudent-1,2016-05-01,{A}\nstudent-2,2011-02-02,{B}\nstudent-3,2007-03-03,{C}\n"
    "driver-1,1988-04-02,{D}\n";
constexpr std::string_view sessions =
    "sourcedId,title,type,startDate,endDate\nfall,Fall,semester,2026-08-17,2026-12-18\n";
constexpr std::string_view courses = "sourcedId,title,orgSourcedId\nmath,Mathematics,d\n";
constexpr std::string_view classes =
    "sourcedId,title,courseSourcedId,schoolSourcedId,termSourcedIds\nc1,Mathematics 5,math,cedar,fall\n"
    "c2,Mathematics 9,math,maple,fall\n";
constexpr std::string_view enrollments =
    "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,c1,cedar,student-1,student\n"
    "e2,c2,maple,student-2,student\ne3,c1,cedar,student-3,student\n";
constexpr std::string_view categories = "sourcedId,title\nquiz,Quizzes\n";
constexpr std::string_view line_items =
    "sourcedId,title,classSourcedId,categorySourcedId\nli1,Quiz 1,c1,quiz\nli2,Quiz 1,c2,quiz\n";
constexpr std::string_view results =
    "sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score,comment\n"
    "res1,li1,student-1,fully graded,87,Worked with {F} on {A}\nres2,li2,student-2,fully graded,91,{B}\n"
    "res3,li1,student-3,fully graded,78,{C}\n";

// With each word in its places.
std::string filled(std::string_view text, std::vector<std::string> const& words) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') {
      out += text[at];
      continue;
    }
    out += words.at(static_cast<std::size_t>(text[at + 1] - 'A'));
    at += 2;
  }
  return out;
}

district::Settings make_settings() {
  RepeatableRandom random;
  district::OwnRights constexpr all{.inspection = true, .correction = true, .deletion = true};
  return {.district_name = "Lakeside",
          .receipt_signer = std::make_shared<district::ReceiptSigner const>(
              "https://lakeside.example", proof::generate_signing_key(random).value()),
          .mails = true,
          .applicants = all,
          .employees = all};
}

// What the service wrote its answer from.
template <class View, class Change>
View done(Change const& change) {
  View seen{};
  auto const written = change(district::Once<View>{.key = {}, .write = [&seen](View const& view) {
                                                     seen = view;
                                                     return std::string("seen");
                                                   }});
  require(written.has_value());
  return seen;
}

}  // namespace

InstantMs const SmallDistrict::opened = parse_instant("2026-11-23T12:00:00Z").value();

SmallDistrict::SmallDistrict() : settings_{make_settings()} {
  for (std::size_t i = 0; i < mark_count; ++i) words_.push_back("m" + district::new_id().substr(0, 15));
  import();
  write();
  home_.keep();
}

void SmallDistrict::import() {
  std::vector<roster::ZipFile> files{{.name = "manifest.csv", .content = std::string{manifest}}};
  std::map<std::string, std::string_view> const texts{{"orgs.csv", orgs},
                                                      {"roles.csv", roles},
                                                      {"users.csv", users},
                                                      {"demographics.csv", demographics},
                                                      {"courses.csv", courses},
                                                      {"academicSessions.csv", sessions},
                                                      {"classes.csv", classes},
                                                      {"enrollments.csv", enrollments},
                                                      {"lineItems.csv", line_items},
                                                      {"categories.csv", categories},
                                                      {"results.csv", results}};
  for (auto const& [name, text] : texts) files.push_back({.name = name, .content = filled(text, words_)});
  MemoryFile const zip;
  zip.fill(roster::write_zip(files, opened).value());
  require(roster::import_package(home_.store(), zip.path(), parse_date("2026-11-23").value(), roster::Personnel::read)
              .has_value());
}

void SmallDistrict::write() {
  correct("parent-1", "student-1", "contact.street", student_1, parent_1);
  correct("parent-2", "student-2", "contact.street", student_2, student_2);
  correct("student-3", "student-3", "contact.street", student_3, student_3);
  correct("driver-1", "driver-1", "qualifications.license", driver, driver);
  hide_classmate();
}

void SmallDistrict::correct(std::string_view person, std::string_view student, std::string_view entry, Mark mark,
                            Mark written) {
  district::Service const service{home_.store(), settings_};
  district::Caller const caller{std::string{person}};
  auto const said = "Said " + word(written);
  auto const old_value = home_.store().begin(store::Access::read).value()->entry(student, entry).value()->value;
  district::NewRequest const wanted{.kind = records::RequestKind::correction,
                                    .entries = {{std::string{entry}, old_value, "21 " + word(mark)}},
                                    .reason = said,
                                    .attachment_ids = {attach(person, written)}};
  auto const request = done<district::Request>(
      [&](auto const& once) { return service.create_request(caller, student, wanted, once, opened); });
  ids_.push_back(request.id);
  district::NewStep const message{.event = records::Event::message, .text = said, .hearing = std::nullopt};
  static_cast<void>(done<district::Request>(
      [&](auto const& once) { return service.take_step(caller, request.id, message, once, {}, opened); }));
  static_cast<void>(attach(person, written));
}

std::string SmallDistrict::attach(std::string_view person, Mark mark) {
  district::Service const service{home_.store(), settings_};
  auto const file = "age-encryption.org/v1\n-> X25519 " + word(mark) + "\n";
  auto const attachment = done<district::Attachment>(
      [&](auto const& once) { return service.add_attachment({std::string{person}}, as_bytes(file), once, opened); });
  ids_.push_back(attachment.id);
  return attachment.id;
}

void SmallDistrict::hide_classmate() {
  district::Service const service{home_.store(), settings_};
  auto const record = service.redact({"staff-1"}, "student-1",
                                     {.entry_id = "results.comment/res1",
                                      .part = word(classmate),
                                      .reason = records::RedactionReason::another_student,
                                      .note = "Names " + word(classmate)},
                                     opened);
  require(record.has_value());
  for (auto const& category : record->categories) {
    for (auto const& entry : category.entries) {
      for (auto const& redaction : entry.redactions) ids_.push_back(redaction.id);
    }
  }
}

bool SmallDistrict::may_see(std::string_view person, Mark mark) {
  static std::map<std::string_view, std::vector<Mark>> const seen_by{
      {"parent-1", {student_1, parent_1}},
      {"parent-4", {student_1}},
      {"student-1", {student_1}},
      {"parent-2", {student_2}},
      {"student-2", {student_2}},
      {"student-3", {student_3}},
      {"driver-1", {driver}},
      {"applicant-1", {applicant}},
      {"staff-1", {student_1, student_2, student_3, driver, applicant, classmate, parent_1}},
      {"staff-2", {student_1, student_3, classmate, parent_1}},
      {"staff-3", {student_2}},
      {"staff-4", {student_1, student_2, student_3, driver, applicant, classmate, parent_1}}};
  auto const found = seen_by.find(person);
  return found != seen_by.end() && std::ranges::find(found->second, mark) != found->second.end();
}

}  // namespace hallpass::fuzz
