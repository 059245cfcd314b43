// The records of applicants and employees: their own, a parent's beside the children's, and as officers see them.
#include "tests/portal/views/scenes.hpp"

namespace hallpass::portal {

namespace {

std::string const own_correction = "correction:employee-0001";

void own_record(Host& host, std::string_view person) {
  host.sign_in(person);
  std::string_view const id = person == "applicant" ? "applicant-0001" : "employee-0001";
  host.click(keys::record, id);
  host.answer(person == "applicant" ? "record of an applicant" : "record of an employee");
}

void write_correction(Host& host) {
  own_record(host, "employee");
  host.click(keys::correct, "employment.position/p-1");
  host.rewrite(own_correction, "Head librarian");
  host.type(keys::reason, own_correction, "I lead the library.");
}

void own_screen(Host& host, std::string_view verb, std::string_view answer) {
  host.sign_in("employee");
  host.click(verb, "employee-0001");
  if (!answer.empty()) host.answer(answer);
}

void own_request(Host& host, std::string_view answer) {
  host.sign_in("employee");
  host.click(keys::request, "52");
  host.answer(answer);
}

void officer_record(Host& host) {
  staff_request(host, "correction of an employee for staff");
  host.click(keys::record, "employee-0001");
  host.answer("record of an employee for staff");
}

void officer_refuses(Host& host) {
  staff_request(host, "correction of an employee for staff");
  host.type(keys::event, "step:52", "refuse");
  host.type(keys::reason, "step:52", "The contract says librarian.");
  host.click(keys::review, "step:52");
}

std::vector<Scene> own_scenes() {
  return {
      {"employee, own record", [](Host& h) { h.sign_in("employee"); }, "because you work for the district"},
      {"employee, the record", [](Host& h) { own_record(h, "employee"); }, "Education and licenses"},
      {"employee, the record with a statement",
       [](Host& h) { own_screen(h, keys::record, "record of an employee with a statement"); },
       "Position: statement of Dana Kim,"},
      {"employee, correction", write_correction, "you may add your own statement"},
      {"employee, correction, review",
       [](Host& h) {
         write_correction(h);
         h.click(keys::review, own_correction);
       },
       "Whose record"},
      {"employee, unfinished",
       [](Host& h) {
         write_correction(h);
         h.click("to-children");
       },
       "Not sent yet"},
      {"employee, deletion",
       [](Host& h) {
         own_record(h, "employee");
         h.click(keys::erase, "qualifications.license/l-1");
       },
       "for two years"},
      {"employee, inspection", [](Host& h) { own_screen(h, keys::inspect, ""); }, "There may be more on paper."},
      {"employee, who has seen it", [](Host& h) { own_screen(h, keys::disclosures, "disclosures of an employee"); },
       "Who has seen my record"},
      {"employee, a copy", [](Host& h) { own_screen(h, keys::get_copy, "record of an employee"); },
       "A copy of my record"},
      {"employee, requests",
       [](Host& h) {
         h.sign_in("employee");
         h.click("to-requests");
         h.answer("requests of an employee");
       },
       "Whose record"},
      {"employee, refused", [](Host& h) { own_request(h, "correction of an employee refused"); },
       "Add your statement to the record"},
      {"employee, deletion going on", [](Host& h) { own_request(h, "deletion of an employee"); },
       "Why it can or cannot be deleted"},
      {"applicant, own record", [](Host& h) { h.sign_in("applicant"); }, "because you applied to the district"},
      {"applicant, the record", [](Host& h) { own_record(h, "applicant"); },
       "What you can ask for is what the district's privacy policy says."},
      {"applicant without a record", [](Host& h) { h.sign_in("applicant without a record"); }, "names no record"},
  };
}

std::vector<Scene> officer_scenes() {
  return {
      {"officer, queue",
       [](Host& h) {
         h.sign_in("staff");
         h.answer("queue with an employee");
       },
       "Whose record"},
      {"officer, correction", [](Host& h) { staff_request(h, "correction of an employee for staff"); }, "Employee"},
      {"officer, the record", officer_record, "Dana Kim can see it"},
      {"officer, refusing", officer_refuses, "What you do"},
      {"officer, refused",
       [](Host& h) {
         officer_refuses(h);
         h.click(keys::send, "step:52");
         h.answer("correction of an employee refused, for staff");
       },
       "Whoever asked can see it now."},
      {"officer, own record",
       [](Host& h) {
         h.sign_in("staff with an own record");
         h.answer("empty queue");
         h.click("to-children");
       },
       "because you work for the district"},
      {"officer, own record, the record",
       [](Host& h) {
         h.sign_in("staff with an own record");
         h.answer("empty queue");
         h.click(keys::record, "employee-0001");
         h.answer("record of an employee");
       },
       "Correct"},
  };
}

}  // namespace

std::vector<Scene> personnel_scenes() {
  std::vector<Scene> all{
      {"parent who is an employee", [](Host& h) { h.sign_in("parent who is an employee"); }, "My children and I"},
      {"parent who is an employee, own record", [](Host& h) { own_record(h, "parent who is an employee"); },
       "My record"},
  };
  for (auto& scene : own_scenes()) all.push_back(std::move(scene));
  for (auto& scene : officer_scenes()) all.push_back(std::move(scene));
  return all;
}

}  // namespace hallpass::portal
