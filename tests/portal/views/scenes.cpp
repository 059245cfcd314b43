#include "tests/portal/views/scenes.hpp"

#include <algorithm>
#include <iterator>

#include "tests/portal/views/inspect.hpp"

namespace hallpass::portal {

void parent_at(Host& host, std::string_view verb, std::string_view what, std::string_view answer) {
  host.sign_in("parent");
  host.click(verb, what);
  if (!answer.empty()) host.answer(answer);
}

void form(Host& host) {
  parent_at(host, keys::record, "student-0001", "record");
  host.click(keys::correct, "contact.street");
}

void staff_request(Host& host, std::string_view answer) {
  host.sign_in("staff");
  host.answer("queue");
  host.click(keys::request, "42");
  host.answer(answer);
}

void long_record(Host& host, std::size_t count) {
  boost::json::value body = boost::json::parse(recorded_answers().at("record").body);
  for (auto& category : body.at("categories").as_array()) {
    auto& entries = category.at("entries").as_array();
    if (entries.empty()) continue;
    boost::json::value const last = entries.back();
    while (entries.size() < count) {
      boost::json::value& more = entries.emplace_back(last);
      more.at("id") = "more-" + std::to_string(entries.size());
      more.at("label") = "More " + std::to_string(entries.size());
    }
    break;
  }
  parent_at(host, keys::record, "student-0001", "");
  host.answer_with(200, boost::json::serialize(body));
}

void show_more(Host& host) {
  surface::Tree tree;
  record(tree, host.state);
  auto const is_more = [](surface::Node const& node) { return node.key.starts_with("show-more:"); };
  auto const found = std::ranges::find_if(tree.nodes(), is_more);
  REQUIRE(found != tree.nodes().end());
  host.click(std::string{found->key});
}

namespace {

void review(Host& host) {
  form(host);
  host.rewrite(correction, "21 Right Street");
  host.type(keys::reason, correction, "We moved.");
  host.send(FileChosen{keys::of(keys::file, correction), "lease.pdf", 20'000});
  host.click(keys::review, correction);
}

void two_entries(Host& host) {
  form(host);
  host.rewrite(correction, "21 Right Street");
  host.click(keys::more_changes, correction);
  host.click(keys::correct, "contact.email");
}

constexpr std::string_view hidden_entry = "results.comment/r-17";

void staff_record(Host& host) {
  staff_request(host, "correction for staff");
  host.click(keys::record, "student-0001");
  host.answer("record for staff");
}

void staff_redaction(Host& host) {
  staff_record(host);
  host.click(keys::redact, hidden_entry);
}

void write_redaction(Host& host) {
  host.send(FieldChanged{std::string{keys::redaction_part}, "Ben Okafor"});
  host.send(FieldChanged{std::string{keys::redaction_note}, "Names a classmate"});
  host.click(std::string{keys::send_redaction});
}

void request(Host& host, std::string_view answer) {
  parent_at(host, keys::request, "42", answer);
}

std::vector<Scene> school_scenes() {
  return {
      {"welcome, waiting", [](Host& h) { h.start(); }, "your school district"},
      {"welcome",
       [](Host& h) {
         h.start();
         h.answer("district");
       },
       "Call +1 555 0100"},
      {"welcome, no contact",
       [](Host& h) {
         h.start();
         h.answer("district without contact");
       },
       "Without a computer"},
      {"welcome, no network",
       [](Host& h) {
         h.start();
         h.answer_with(0, "");
       },
       "We cannot reach the district"},
      {"welcome, signing in",
       [](Host& h) {
         h.start();
         h.click("sign-in");
       },
       "Opening the sign-in page"},
      {"welcome, sign-in failed",
       [](Host& h) {
         h.start();
         h.send(SignInFailed{"access_denied"});
       },
       "not signed in"},
      {"home, waiting",
       [](Host& h) {
         h.start();
         h.answer("district");
         h.send(SignedIn{});
       },
       "Loading"},
      {"home, failed", [](Host& h) { h.sign_in("broken server"); }, "not your fault"},
      {"not for you", [](Host& h) { h.sign_in("nobody"); }, "does not name you"},
      {"children", [](Host& h) { h.sign_in("parent"); }, "Mateo García"},
      {"student, own record", [](Host& h) { h.sign_in("student"); }, "My record"},
      {"student, the record",
       [](Host& h) {
         h.sign_in("student");
         h.open_record();
       },
       "Who you are"},
      {"student before 18", [](Host& h) { h.sign_in("student before 18"); }, "See the record"},
      {"student before 18, the record",
       [](Host& h) {
         h.sign_in("student before 18");
         h.open_record();
       },
       "Until you are 18"},
      {"student, a copy",
       [](Host& h) {
         h.sign_in("student");
         h.click(keys::get_copy, "student-0001");
         h.answer("record");
       },
       "A copy of my record"},
      {"student, who has seen it",
       [](Host& h) {
         h.sign_in("student");
         h.click(keys::disclosures, "student-0001");
         h.answer("disclosures");
       },
       "Who has seen my record"},
      {"student, correction",
       [](Host& h) {
         h.sign_in("student");
         h.open_record();
         h.click(keys::correct, "contact.street");
       },
       "Student"},
      {"student, deletion of an app's data",
       [](Host& h) {
         h.sign_in("student");
         h.open_record();
         h.click(keys::erase, "accounts.learning_profile");
       },
       "You were under 13"},
      {"no children", [](Host& h) { h.sign_in("parent without children"); }, "names no child"},
      {"children, a draft",
       [](Host& h) {
         review(h);
         h.click("to-children");
       },
       "Lucía García: Correction: Street address"},
      {"record, waiting", [](Host& h) { parent_at(h, keys::record, "student-0001", ""); }, "Loading"},
      {"record", [](Host& h) { parent_at(h, keys::record, "student-0001", "record"); }, "12 Wrong Street"},
      {"record, a draft",
       [](Host& h) {
         review(h);
         h.click("record:student-0001");
       },
       "Continue the correction"},
      {"record, long", [](Host& h) { long_record(h, 45); }, "Shown: 25 of 45"},
      {"record, more of a long one",
       [](Host& h) {
         long_record(h, 145);
         show_more(h);
       },
       "Shown: 125 of 145"},
      {"record, empty", [](Host& h) { parent_at(h, keys::record, "student-0001", "empty record"); }, "keeps nothing"},
      {"record, not found", [](Host& h) { parent_at(h, keys::record, "student-0001", "not found"); },
       "cannot show this"},
      {"record, unreadable",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "");
         h.answer_with(200, "<html>");
       },
       "cannot read"},
      {"record, session ended", [](Host& h) { parent_at(h, keys::record, "student-0001", "no token"); },
       "Your session has ended"},
      {"correction", form, "Only the records office of Lakeside"},
      {"correction, errors",
       [](Host& h) {
         form(h);
         h.click(keys::review, correction);
       },
       "Something is missing"},
      {"correction of two", two_entries, "Also correct another entry"},
      {"correction of two, errors",
       [](Host& h) {
         two_entries(h);
         h.click(keys::review, correction);
       },
       "Email: Change the text."},
      {"correction of two, review",
       [](Host& h) {
         two_entries(h);
         h.send(FieldChanged{keys::of(keys::new_value, 2, correction), "maria@mail.example"});
         h.type(keys::reason, correction, "We moved.");
         h.click(keys::review, correction);
       },
       "What is to change"},
      {"correction of two, unfinished",
       [](Host& h) {
         two_entries(h);
         h.click("to-children");
       },
       "Correction: Street address and 1 more"},
      {"record, a correction to add to",
       [](Host& h) {
         form(h);
         h.click(keys::more_changes, correction);
       },
       "Also correct"},
      {"correction, full",
       [](Host& h) {
         form(h);
         Draft& draft = h.state.drafts.at(correction);
         while (draft.changes.size() < max_changes) {
           draft.changes.push_back(draft.changes.front());
           draft.changes.back().number = ++draft.last_change;
         }
       },
       "One request holds at most 20 entries."},
      {"correction, discard",
       [](Host& h) {
         form(h);
         h.type(keys::reason, correction, "x");
         h.click(keys::discard, correction);
       },
       "Discard what"},
      {"correction, file",
       [](Host& h) {
         review(h);
         h.click(keys::resume, correction);
       },
       "Chosen file: lease.pdf"},
      {"review", review, "Nothing is sent yet"},
      {"review, uploading",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
       },
       "Locking and sending the file"},
      {"review, sending",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("attachment");
       },
       "Sending."},
      {"review, conflict",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("conflict");
       },
       "changed since"},
      {"review, file unreadable",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer_with(-1, "");
       },
       "lock or save the file"},
      {"deletion the law gives",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "accounts.learning_profile");
       },
       "COPPA"},
      {"deletion the law does not give",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "contact.street");
       },
       "No law makes the school delete this"},
      {"deletion, review",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record");
         h.click(keys::erase, "contact.street");
         h.click(keys::review, "deletion:student-0001:contact.street");
       },
       "cannot be brought back"},
      {"inspection",
       [](Host& h) {
         h.sign_in("parent");
         h.click(keys::inspect, "student-0001");
       },
       "within 45 days"},
      {"requests, waiting",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
       },
       "Loading"},
      {"requests",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
         h.answer("requests");
       },
       "With the records office"},
      {"requests, none",
       [](Host& h) {
         h.sign_in("parent");
         h.click("to-requests");
         h.answer("no requests");
       },
       "not asked for anything"},
      {"request", [](Host& h) { request(h, "correction triaged"); }, "December 23, 2026"},
      {"request, sent",
       [](Host& h) {
         review(h);
         h.click(keys::send, correction);
         h.answer("attachment");
         h.answer("created");
       },
       "Your request was sent"},
      {"request, amended", [](Host& h) { request(h, "correction amended"); }, "The lease shows the new address."},
      {"request, refused", [](Host& h) { request(h, "correction refused"); }, "ask for a hearing"},
      {"request, deletion without basis", [](Host& h) { request(h, "deletion without basis"); },
       "FERPA (34 CFR Part 99)"},
      {"request, deletion going on", [](Host& h) { request(h, "deletion directed to the vendor"); },
       "The company was told to delete it"},
      {"request, gone", [](Host& h) { request(h, "not found"); }, "cannot show this"},
      {"request, withdraw",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
       },
       "Take this request back?"},
      {"request, withdrawing",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
         h.click("dialog-confirm");
       },
       "Sending."},
      {"request, withdrawn",
       [](Host& h) {
         request(h, "correction triaged");
         h.click("withdraw");
         h.click("dialog-confirm");
         h.answer("correction withdrawn");
       },
       "You took the request back"},
      {"request, proof being saved",
       [](Host& h) {
         request(h, "correction amended");
         h.click("save-proof");
       },
       "Saving the file."},
      {"request, proof saved",
       [](Host& h) {
         request(h, "correction amended");
         h.click("save-proof");
         h.answer_with(200, "");
       },
       "The proof was saved"},
      {"directory", [](Host& h) { parent_at(h, keys::directory, "student-0001", "directory open"); },
       "from August 1, 2026 to December 15, 2026"},
      {"directory, saying no",
       [](Host& h) {
         parent_at(h, keys::directory, "student-0001", "directory open");
         h.click("opt-out");
       },
       "Sending."},
      {"directory, withheld",
       [](Host& h) {
         parent_at(h, keys::directory, "student-0001", "directory open");
         h.click("opt-out");
         h.answer("directory withheld");
       },
       "must not be given out, since"},
      {"directory, withheld by another",
       [](Host& h) { parent_at(h, keys::directory, "student-0001", "directory withheld by another"); },
       "That is not now."},
      {"directory, left", [](Host& h) { parent_at(h, keys::directory, "student-0001", "directory of one who left"); },
       "has left the school"},
      {"disclosures", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "disclosures"); },
       "34 CFR 99.31(a)(2)"},
      {"disclosures, staff only", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "staff views only"); },
       "No law asks for these"},
      {"disclosures, none", [](Host& h) { parent_at(h, keys::disclosures, "student-0001", "no disclosures"); },
       "Nobody has seen it"},
      {"copy", [](Host& h) { parent_at(h, keys::get_copy, "student-0001", "record"); }, "A page to read or print"},
      {"copy, waiting", [](Host& h) { parent_at(h, keys::get_copy, "student-0001", ""); }, "Loading"},
      {"copy, locked",
       [](Host& h) {
         parent_at(h, keys::get_copy, "student-0001", "record");
         h.send(FieldChanged{std::string{keys::copy_lock}, "true"});
       },
       "At least 12 letters"},
      {"copy, short passphrase",
       [](Host& h) {
         parent_at(h, keys::get_copy, "student-0001", "record");
         h.send(FieldChanged{std::string{keys::copy_lock}, "true"});
         h.click(std::string{keys::save_copy});
       },
       "Write at least 12 letters."},
      {"copy, being made",
       [](Host& h) {
         parent_at(h, keys::get_copy, "student-0001", "record");
         h.click(std::string{keys::save_copy});
       },
       "Making the copy"},
      {"copy, made",
       [](Host& h) {
         parent_at(h, keys::get_copy, "student-0001", "record");
         h.click(std::string{keys::save_copy});
         h.answer_with(200, "");
       },
       "The copy was saved"},
      {"copy, failed",
       [](Host& h) {
         parent_at(h, keys::get_copy, "student-0001", "record");
         h.click(std::string{keys::save_copy});
         h.answer_with(-1, "");
       },
       "could not lock or save the copy"},
      {"record, a hidden part",
       [](Host& h) { parent_at(h, keys::record, "student-0001", "record with a hidden part"); },
       "A part about another student is hidden."},
      {"correction of an entry with a hidden part",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record with a hidden part");
         h.click(keys::correct, hidden_entry);
       },
       "holds the place of a part"},
      {"correction without the mark",
       [](Host& h) {
         parent_at(h, keys::record, "student-0001", "record with a hidden part");
         h.click(keys::correct, hidden_entry);
         h.rewrite(correction, "Worked well");
         h.click(keys::review, correction);
       },
       "Leave each [***] in."},
      {"record, for staff", staff_record, "That you looked is written down"},
      {"redaction", [](Host& h) { staff_redaction(h); }, "Hide only what is about another student"},
      {"redaction, not in the entry",
       [](Host& h) {
         staff_redaction(h);
         h.send(FieldChanged{std::string{keys::redaction_part}, "Bob"});
         h.click(std::string{keys::send_redaction});
       },
       "exactly as it stands in the entry, at least three letters."},
      {"redaction, sending",
       [](Host& h) {
         staff_redaction(h);
         write_redaction(h);
       },
       "Sending."},
      {"redaction, done",
       [](Host& h) {
         staff_redaction(h);
         write_redaction(h);
         h.answer("record for staff with a hidden part");
       },
       "It is hidden."},
      {"redaction, conflict",
       [](Host& h) {
         staff_redaction(h);
         write_redaction(h);
         h.answer("conflict");
       },
       "changed since"},
      {"redaction, lifted",
       [](Host& h) {
         staff_redaction(h);
         write_redaction(h);
         h.answer("record for staff with a hidden part");
         h.click(keys::lift, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
         h.answer("record for staff");
       },
       "The family can see it again."},
      {"queue, waiting", [](Host& h) { h.sign_in("staff"); }, "Loading"},
      {"queue",
       [](Host& h) {
         h.sign_in("staff");
         h.answer("queue");
       },
       "1 overdue"},
      {"queue, empty",
       [](Host& h) {
         h.sign_in("staff");
         h.answer("empty queue");
       },
       "No request is open"},
      {"staff, correction", [](Host& h) { staff_request(h, "correction for staff"); }, "age -d -i"},
      {"staff, a mail failed", [](Host& h) { staff_request(h, "correction of which a mail failed"); },
       "María García could not be told by e-mail"},
      {"staff, telling them",
       [](Host& h) {
         staff_request(h, "correction of which a mail failed");
         h.click(std::string{keys::told});
       },
       "Sending."},
      {"staff, deletion", [](Host& h) { staff_request(h, "deletion for staff"); }, "Overdue"},
      {"staff, inspection", [](Host& h) { staff_request(h, "inspection for staff"); },
       "5 working days after November 23"},
      {"staff, errors",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.click(keys::review, "step:42");
       },
       "Choose what you want to do."},
      {"staff, saving the file",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.click(keys::download, "a1b2c3d4e5f60718293a4b5c6d7e8f90");
       },
       "Saving the file"},
      {"staff, review",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.type(keys::event, "step:42", "approve");
         h.type(keys::reason, "step:42", "The lease shows it.");
         h.click(keys::review, "step:42");
       },
       "What you do"},
      {"request, two fields", [](Host& h) { request(h, "correction of two"); }, "What is to change"},
      {"request, hearing asked for",
       [](Host& h) {
         request(h, "correction refused");
         h.type(keys::reason, "step:42", "You did not look.");
         h.click(keys::review, "step:42");
         h.click(keys::send, "step:42");
         h.answer("hearing requested");
       },
       "It was sent."},
      {"request, hearing", [](Host& h) { request(h, "hearing scheduled"); }, "You may bring papers"},
      {"request, statement", [](Host& h) { request(h, "statement offered"); }, "Add your statement to the record"},
      {"request, statement attached", [](Host& h) { request(h, "statement attached"); },
       "A statement stands with the record"},
      {"request, ready to see", [](Host& h) { request(h, "inspection available"); },
       "What should the district explain?"},
      {"request, message", [](Host& h) { request(h, "message written"); }, "The lease is on its way."},
      {"request, message without text",
       [](Host& h) {
         request(h, "correction triaged");
         h.click(keys::review, "message:42");
       },
       "Write something here."},
      {"record, statement", [](Host& h) { parent_at(h, keys::record, "student-0001", "record with a statement"); },
       "Street address: statement of María García,"},
      {"staff, hearing",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
       },
       "Day of the hearing"},
      {"staff, hearing, errors",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
         h.click(keys::review, "step:42");
       },
       "Choose a day."},
      {"staff, hearing, review",
       [](Host& h) {
         staff_request(h, "hearing requested for staff");
         h.type(keys::event, "step:42", "schedule_hearing");
         h.type(keys::hearing_date, "step:42", "2026-12-15");
         h.type(keys::hearing_time, "step:42", "12:00");
         h.type(keys::hearing_place, "step:42", "Room 2");
         h.click(keys::review, "step:42");
       },
       "December 15, 2026 at 12:00\u00a0PM"},
      {"staff, hearing held", [](Host& h) { staff_request(h, "hearing held for staff"); }, "Sum up the evidence"},
      {"staff, deletion to confirm", [](Host& h) { staff_request(h, "deletion to confirm"); }, "Confirm the deletion"},
      {"staff, deletion to confirm, review",
       [](Host& h) {
         staff_request(h, "deletion to confirm");
         h.click(keys::review, "step:45");
       },
       "cannot be brought back"},
      {"staff, extended", [](Host& h) { staff_request(h, "extended"); }, "The district takes more time"},
      {"staff, more time",
       [](Host& h) {
         staff_request(h, "correction for staff");
         h.type(keys::event, "step:42", "extend");
       },
       "Once, by 30 days."},
      {"sign out with a draft",
       [](Host& h) {
         review(h);
         h.click("sign-out");
       },
       "lose what you wrote"},
      {"signed out",
       [](Host& h) {
         h.sign_in("parent");
         h.click("sign-out");
       },
       "You are signed out"},
      {"session ends soon",
       [](Host& h) {
         h.sign_in("parent", test_now_ms + 60'000);
         h.send(Woke{});
       },
       "Your session ends soon"},
  };
}

}  // namespace

std::vector<Scene> const& scenes() {
  static std::vector<Scene> const all = [] {
    auto both = school_scenes();
    std::ranges::move(personnel_scenes(), std::back_inserter(both));
    return both;
  }();
  return all;
}

}  // namespace hallpass::portal
