// What parents ask for, and applicants and employees about their own records.

#include <algorithm>
#include <tuple>

#include "district/service/check.hpp"
#include "district/service/log.hpp"
#include "district/service/make_once.hpp"
#include "district/service/new_id.hpp"
#include "district/service/progress.hpp"
#include "district/service/slice.hpp"
#include "district/service/view.hpp"
#include "sdk/records/sayings.hpp"

namespace hallpass::district {

using records::Event;
using records::RequestKind;

namespace {

constexpr std::size_t max_open_requests = 100;  // of one person about one student

// A parent writes about what they see; kept is what it makes of the whole, so that what is hidden from them is neither
// shown nor overwritten. Errors: conflict at "old_value"; invalid_argument at "new_value".
Result<void> add_values(HiddenParts const& hidden, store::Entry const& entry, NewSubject const& wanted,
                        std::string const& where, store::Subject& subject) {
  if (hidden.value(entry) != wanted.old_value) {
    return fail(ErrorCode::conflict, where + "/old_value", "The entry has changed meanwhile: look at it again.");
  }
  auto whole = hidden.made_whole(entry, wanted.new_value);
  if (!whole) {
    return fail(ErrorCode::invalid_argument, where + "/new_value",
                "Leave each [***] in: it stands for a part that is hidden. Say in the reason what is wrong with it.");
  }
  subject.old_value = entry.value;
  subject.new_value = *std::move(whole);
  return {};
}

// Fills in what the request is about; gives the entry's field, never null. `where`: the wanted entry's place in the
// body. Errors: invalid_argument at its "entry_id"; conflict at its "old_value".
Result<records::Field const*> add_subject(store::Transaction& transaction, HiddenParts const& hidden,
                                          NewSubject const& wanted, std::string const& where, store::Request& request) {
  HALLPASS_TRY(entry, transaction.entry(request.student_id, wanted.entry_id));
  auto const* const field = entry ? records::find_field(entry->field) : nullptr;
  if (field == nullptr) {
    return fail(ErrorCode::invalid_argument, where + "/entry_id", "The record has no such entry.");
  }
  store::Subject subject{.entry_id = entry->id,
                         .field = entry->field,
                         .label = label_of(*entry, *field),
                         .old_value = {},
                         .new_value = {}};
  if (request.kind == RequestKind::correction) {
    if (field->correctable != records::Correctable::yes) {
      return fail(ErrorCode::invalid_argument, where + "/entry_id", "This entry cannot be corrected.");
    }
    HALLPASS_CHECK(add_values(hidden, *entry, wanted, where, subject));
  }
  request.about.push_back(std::move(subject));
  return field;
}

Result<void> add_subjects(store::Transaction& transaction, HiddenParts const& hidden, Sight const& sight,
                          NewRequest const& wanted, Settings const& settings, InstantMs now, store::Request& request) {
  for (std::size_t i = 0; i < wanted.entries.size(); ++i) {
    auto const where = wanted.kind == RequestKind::correction ? "/entries/" + std::to_string(i) : std::string{};
    HALLPASS_TRY(field, add_subject(transaction, hidden, wanted.entries[i], where, request));
    if (wanted.kind == RequestKind::deletion) request.basis = triage_of(*field, sight.student, settings, now).basis;
  }
  return {};
}

bool overlap(store::Request const& one, store::Request const& other) {
  if (one.about.empty() && other.about.empty()) return true;
  return std::any_of(one.about.begin(), one.about.end(), [&](store::Subject const& subject) {
    return std::any_of(other.about.begin(), other.about.end(),
                       [&](store::Subject const& asked) { return asked.entry_id == subject.entry_id; });
  });
}

// The same person asks for one thing once at a time.
Result<void> check_not_asked(store::Transaction& transaction, store::Request const& wanted) {
  HALLPASS_TRY(requests, transaction.requests_of_student(wanted.student_id));
  std::size_t open = 0;
  for (auto const& other : requests) {
    if (!other.open || other.requester_id != wanted.requester_id) continue;
    ++open;
    if (other.kind == wanted.kind && overlap(other, wanted)) {
      return fail(ErrorCode::conflict, wanted.kind == RequestKind::correction ? "/entries" : "/entry_id",
                  "You have asked for this already: see your requests.");
    }
  }
  if (open >= max_open_requests) return fail(ErrorCode::conflict, "requests", "Wait until some are answered.");
  return {};
}

// Gives them as attachments_of() would.
Result<std::vector<store::Attachment>> add_attachments(store::Transaction& transaction, std::string const& owner_id,
                                                       std::vector<std::string> const& ids,
                                                       std::string const& request_id) {
  std::vector<store::Attachment> attachments;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto const where = "/attachment_ids/" + std::to_string(i);
    HALLPASS_TRY(attachment, transaction.attachment(ids[i]));
    if (!attachment || attachment->owner_id != owner_id || !attachment->request_id.empty()) {
      return fail(ErrorCode::invalid_argument, where, "Upload the file first; it belongs to one request.");
    }
    HALLPASS_CHECK(transaction.use_attachment(ids[i], request_id));
    attachment->request_id = request_id;
    attachments.push_back(*std::move(attachment));
  }
  std::ranges::sort(attachments, {}, [](store::Attachment const& one) { return std::tie(one.created_at, one.id); });
  return attachments;
}

// The steps that a new request takes at once.
Result<std::vector<store::Step>> take_first_steps(Work const& work, Sight const& sight, store::Request& request) {
  HALLPASS_TRY(submitted,
               advance(work, request, Event::submit, author_of(sight, records::Actor::requester), request.reason));
  HALLPASS_TRY(checked,
               advance(work, request, Event::check_identity, the_system(),
                       is_personnel(request.record) ? records::sayings::may_ask_own : records::sayings::may_ask));
  auto const finding = request.kind == RequestKind::deletion ? records::finding(request.basis).explanation
                                                             : records::sayings::with_the_office;
  HALLPASS_TRY(triaged, advance(work, request, Event::triage, the_system(), finding));
  return std::vector{std::move(submitted), std::move(checked), std::move(triaged)};
}

Result<Request> create(Work const& work, Sight const& sight, NewRequest const& wanted) {
  store::Request request{.id = new_id(),
                         .student_id = sight.student.id,
                         .requester_id = sight.person.id,
                         .requester_name = sight.person.display_name,
                         .kind = wanted.kind,
                         .basis = records::DeletionBasis::none,
                         .state = records::State::draft,
                         .open = true,
                         .created_at = work.now,
                         .entered_at = work.now,
                         .extended = false,
                         .about = {},
                         .reason = wanted.reason,
                         .hearing = std::nullopt,
                         .record = sight.student.status.kind};
  HALLPASS_TRY(hidden, HiddenParts::from(work.transaction, sight));
  HALLPASS_CHECK(add_subjects(work.transaction, hidden, sight, wanted, work.settings, work.now, request));
  HALLPASS_CHECK(check_not_asked(work.transaction, request));
  HALLPASS_CHECK(work.transaction.add_request(request));
  Contents contents;
  HALLPASS_TRY(attachments, add_attachments(work.transaction, sight.person.id, wanted.attachment_ids, request.id));
  contents.attachments = std::move(attachments);
  HALLPASS_TRY(steps, take_first_steps(work, sight, request));
  contents.steps = std::move(steps);
  if (work.settings.receipt_signer) contents.steps_with_receipt = {1, 2, 3};
  return view_of_new({sight, request}, hidden, contents, work.settings);
}

}  // namespace

Result<std::string> Service::create_request(Caller const& caller, std::string_view student_id, NewRequest const& wanted,
                                            Once<Request> const& once, InstantMs now) const {
  return make_once(store_, once, [&](store::Transaction& transaction) -> Result<Answer<Request>> {
    HALLPASS_TRY(sight, see_student(transaction, caller, student_id, settings_, day_of(now, settings_)));
    if (!acts_for_student(sight.standing)) return hidden("student");
    HALLPASS_TRY(kept, find_answer(transaction, caller, once.key, now));
    if (kept) return Answer<Request>{*std::move(kept)};
    HALLPASS_CHECK(check_form(wanted));
    auto const granted = may_request(sight, settings_);
    if (std::ranges::find(granted, wanted.kind) == granted.end()) {
      return fail(ErrorCode::conflict, "/kind", "The district's privacy policy does not grant this.");
    }
    HALLPASS_TRY(view, create({transaction, settings_, now, caller.subject}, sight, wanted));
    return answer_with(transaction, caller, once, sight.student.id, std::move(view), now);
  });
}

Result<Paged<Request>> Service::requests_of_student(Caller const& caller, std::string_view student_id, InstantMs now,
                                                    Page const& page) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_TRY(sight, see_student(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  auto const staff = sight.standing == records::Standing::staff;
  HALLPASS_TRY(requests, transaction->requests_of_student(student_id));
  if (!staff) std::erase_if(requests, [&](auto const& request) { return request.requester_id != caller.subject; });
  HALLPASS_TRY(slice, slice_after(requests, &store::Request::id, page));
  Paged<Request> views{.next = std::move(slice.next)};
  for (auto const& request : slice.items) {
    auto const detail = staff ? Detail::summary : Detail::whole;
    HALLPASS_TRY(view, view_of(*transaction, {sight, request}, settings_, detail, now));
    views.items.push_back(std::move(view));
  }
  return views;
}

Result<Paged<Request>> Service::my_requests(Caller const& caller, InstantMs now, Page const& page) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(known_person(*transaction, caller));
  HALLPASS_TRY(requests, transaction->requests_of_requester(caller.subject));
  HALLPASS_TRY(slice, slice_after(requests, &store::Request::id, page));
  // A page may be short of those about a student who may not be seen any more; `next` says whether it was the last.
  Paged<Request> views{.next = std::move(slice.next)};
  for (auto const& request : slice.items) {
    auto const sight = see_student(*transaction, caller, request.student_id, settings_, day_of(now, settings_));
    if (!sight && sight.error().code == ErrorCode::not_found) continue;
    HALLPASS_CHECK(sight);
    if (!acts_for_student(sight->standing)) continue;
    HALLPASS_TRY(view, view_of(*transaction, {*sight, request}, settings_, Detail::whole, now));
    views.items.push_back(std::move(view));
  }
  return views;
}

Result<Request> Service::request(Caller const& caller, std::string_view request_id, InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id, settings_, day_of(now, settings_)));
  HALLPASS_TRY(view, view_of(*transaction, seen, settings_, Detail::whole, now));
  HALLPASS_CHECK(log_view(*transaction, seen.sight, opened_request, categories_of(seen.request), now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

}  // namespace hallpass::district
