// What parents ask for.

#include <algorithm>

#include "district/service/check.hpp"
#include "district/service/log.hpp"
#include "district/service/new_id.hpp"
#include "district/service/progress.hpp"
#include "district/service/view.hpp"

namespace hallpass::district {

using records::Event;
using records::RequestKind;

namespace {

constexpr std::size_t max_open_requests = 100;  // of one person about one student

constexpr std::string_view identity_text =
    "Your sign-in and the district's roster show that you may ask about this student.";
constexpr std::string_view office_text = "It is with the records office.";

// Fills in what the request is about. Errors: invalid_argument at "/entry_id"; conflict at "/old_value".
Result<void> add_subject(store::Transaction& transaction, Sight const& sight, NewRequest const& wanted,
                         Settings const& settings, InstantMs now, store::Request& request) {
  if (wanted.kind == RequestKind::inspection) return {};
  HALLPASS_TRY(entry, transaction.entry(sight.student.id, wanted.entry_id));
  auto const* const field = entry ? records::find_field(entry->field) : nullptr;
  if (field == nullptr) return fail(ErrorCode::invalid_argument, "/entry_id", "The record has no such entry.");
  request.entry_id = entry->id;
  request.entry_field = entry->field;
  request.entry_label = label_of(*entry);
  if (wanted.kind == RequestKind::deletion) {
    request.basis = triage_of(*entry, sight.student, settings, now).basis;
    return {};
  }
  if (field->correctable != records::Correctable::yes) {
    return fail(ErrorCode::invalid_argument, "/entry_id", "This entry cannot be corrected.");
  }
  if (entry->value != wanted.old_value) {
    return fail(ErrorCode::conflict, "/old_value", "The entry has changed meanwhile: look at it again.");
  }
  request.old_value = wanted.old_value;
  request.new_value = wanted.new_value;
  return {};
}

// The same person asks for one thing once at a time.
Result<void> check_not_asked(store::Transaction& transaction, store::Request const& wanted) {
  HALLPASS_TRY(requests, transaction.requests_of_student(wanted.student_id));
  std::size_t open = 0;
  for (auto const& other : requests) {
    if (!other.open || other.requester_id != wanted.requester_id) continue;
    ++open;
    if (other.kind == wanted.kind && other.entry_id == wanted.entry_id) {
      return fail(ErrorCode::conflict, "/entry_id", "You have asked for this already: see your requests.");
    }
  }
  if (open >= max_open_requests) return fail(ErrorCode::conflict, "requests", "Wait until some are answered.");
  return {};
}

Result<void> add_attachments(store::Transaction& transaction, std::string const& owner_id,
                             std::vector<std::string> const& ids, std::string const& request_id) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto const where = "/attachment_ids/" + std::to_string(i);
    HALLPASS_TRY(attachment, transaction.attachment(ids[i]));
    if (!attachment || attachment->owner_id != owner_id || !attachment->request_id.empty()) {
      return fail(ErrorCode::invalid_argument, where, "Upload the file first; it belongs to one request.");
    }
    HALLPASS_CHECK(transaction.use_attachment(ids[i], request_id));
  }
  return {};
}

}  // namespace

Result<Request> Service::create_request(Caller const& caller, std::string_view student_id, NewRequest const& wanted,
                                        InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_student(*transaction, caller, student_id));
  if (!acts_for_student(sight.standing)) return hidden("student");
  HALLPASS_CHECK(check_form(wanted));
  store::Request request{.id = new_id(),
                         .student_id = sight.student.id,
                         .requester_id = sight.person.id,
                         .requester_name = sight.person.display_name,
                         .kind = wanted.kind,
                         .basis = records::DeletionBasis::none,
                         .state = records::State::draft,
                         .open = true,
                         .created_at = now,
                         .entered_at = now,
                         .entry_id = {},
                         .entry_field = {},
                         .entry_label = {},
                         .old_value = {},
                         .new_value = {},
                         .reason = wanted.reason};
  HALLPASS_CHECK(add_subject(*transaction, sight, wanted, settings_, now, request));
  HALLPASS_CHECK(check_not_asked(*transaction, request));
  HALLPASS_CHECK(transaction->add_request(request));
  HALLPASS_CHECK(add_attachments(*transaction, sight.person.id, wanted.attachment_ids, request.id));
  HALLPASS_CHECK(advance(*transaction, request, Event::submit, author_of(sight), wanted.reason, now));
  HALLPASS_CHECK(advance(*transaction, request, Event::check_identity, the_system(), identity_text, now));
  auto const finding = wanted.kind == RequestKind::deletion ? records::finding(request.basis).explanation : office_text;
  HALLPASS_CHECK(advance(*transaction, request, Event::triage, the_system(), finding, now));
  HALLPASS_TRY(view, view_of(*transaction, {sight, request}, settings_, Detail::whole));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

Result<std::vector<Request>> Service::requests_of_student(Caller const& caller, std::string_view student_id,
                                                          InstantMs /*now*/) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_TRY(sight, see_student(*transaction, caller, student_id));
  auto const staff = sight.standing == records::Standing::staff;
  HALLPASS_TRY(requests, transaction->requests_of_student(student_id));
  std::vector<Request> views;
  for (auto const& request : requests) {
    if (!staff && request.requester_id != caller.subject) continue;
    HALLPASS_TRY(view, view_of(*transaction, {sight, request}, settings_, staff ? Detail::summary : Detail::whole));
    views.push_back(std::move(view));
  }
  return views;
}

Result<std::vector<Request>> Service::my_requests(Caller const& caller, InstantMs /*now*/) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(known_person(*transaction, caller));
  HALLPASS_TRY(requests, transaction->requests_of_requester(caller.subject));
  std::vector<Request> views;
  for (auto const& request : requests) {
    auto const sight = see_student(*transaction, caller, request.student_id);
    if (!sight && sight.error().code == ErrorCode::not_found) continue;
    HALLPASS_CHECK(sight);
    if (!acts_for_student(sight->standing)) continue;
    HALLPASS_TRY(view, view_of(*transaction, {*sight, request}, settings_, Detail::whole));
    views.push_back(std::move(view));
  }
  return views;
}

Result<Request> Service::request(Caller const& caller, std::string_view request_id, InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id));
  HALLPASS_TRY(view, view_of(*transaction, seen, settings_, Detail::whole));
  HALLPASS_CHECK(log_view(*transaction, seen.sight, "Opened a parent's request", categories_of(seen.request), now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

Result<Request> Service::withdraw(Caller const& caller, std::string_view request_id, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id));
  if (!acts_for_student(seen.sight.standing)) return hidden("request");
  HALLPASS_CHECK(advance(*transaction, seen.request, Event::withdraw, author_of(seen.sight), "", now));
  HALLPASS_CHECK(release_deletions(*transaction, seen.request.student_id, now));
  HALLPASS_TRY(view, view_of(*transaction, seen, settings_, Detail::whole));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

}  // namespace hallpass::district
