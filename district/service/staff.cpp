// What the records office does.

#include <algorithm>
#include <tuple>

#include "district/service/check.hpp"
#include "district/service/log.hpp"
#include "district/service/progress.hpp"
#include "district/service/view.hpp"

namespace hallpass::district {

using records::Event;
using records::RequestKind;

namespace {

constexpr std::size_t max_reference_bytes = 255;

constexpr std::string_view hearing_text =
    "You have the right to a hearing about this (34 CFR 99.21). Ask the records office for it.";

Result<void> correct_entry(store::Transaction& transaction, store::Request const& request, InstantMs now) {
  auto done = transaction.apply({.student_id = request.student_id,
                                 .entry_id = request.entry_id,
                                 .kind = store::ChangeKind::corrected,
                                 .old_value = request.old_value,
                                 .new_value = request.new_value,
                                 .request_id = request.id,
                                 .at = now});
  if (!done && done.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::conflict, "entry", "The entry has changed since the parent asked: refuse with that reason.");
  }
  return done;
}

Result<void> carry_out(store::Transaction& transaction, store::Request& request, Outcome outcome, InstantMs now) {
  if (outcome == Outcome::refused) {
    if (request.kind != RequestKind::correction) return {};
    return remark(transaction, request, hearing_text, now);
  }
  switch (request.kind) {
    case RequestKind::correction:
      return correct_entry(transaction, request, now);
    case RequestKind::deletion:
      return carry_out_deletion(transaction, request, now);
    case RequestKind::inspection:
      break;
  }
  return release_deletions(transaction, request.student_id, now);
}

// Why the table has no such step, in words for staff.
Error explained(Error error, store::Request const& request, Outcome outcome) {
  if (error.where != "state" || !request.open) return error;
  if (outcome == Outcome::approved && request.kind == RequestKind::deletion) {
    error.advice = "No law gives a right to this deletion: refuse it, and the parent is told what else to ask for.";
  } else if (outcome == Outcome::refused) {
    error.advice = "The law gives this right without exception: it can only be approved.";
  }
  return error;
}

// A person who was barred has no authority left: what they asked for about this student ends.
Result<void> end_requests(store::Transaction& transaction, Sight const& staff, std::string_view guardian_id,
                          InstantMs now) {
  HALLPASS_TRY(requests, transaction.requests_of_student(staff.student.id));
  for (auto& request : requests) {
    if (request.requester_id != guardian_id ||
        !find_transition(situation_of(request), request.state, Event::reject_authority, records::Actor::staff)) {
      continue;
    }
    HALLPASS_CHECK(advance(transaction, request, Event::reject_authority, author_of(staff),
                           "A binding document takes away the right to ask (34 CFR 99.4).", now));
  }
  return release_deletions(transaction, staff.student.id, now);
}

}  // namespace

Result<std::vector<Request>> Service::staff_queue(Caller const& caller, InstantMs /*now*/) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(known_staff(*transaction, caller));
  HALLPASS_TRY(requests, transaction->open_requests_for(caller.subject));
  std::vector<Request> queue;
  for (auto const& request : requests) {
    auto const sight = see_student(*transaction, caller, request.student_id);
    if (!sight && sight.error().code == ErrorCode::not_found) continue;
    HALLPASS_CHECK(sight);
    if (sight->standing != records::Standing::staff) continue;  // one's own child
    HALLPASS_TRY(view, view_of(*transaction, {*sight, request}, settings_, Detail::summary));
    queue.push_back(std::move(view));
  }
  std::sort(queue.begin(), queue.end(), [](Request const& a, Request const& b) {
    if (a.deadline.has_value() != b.deadline.has_value()) return a.deadline.has_value();
    if (a.deadline && a.deadline->due != b.deadline->due) return a.deadline->due < b.deadline->due;
    return std::tie(a.created_at, a.id) < std::tie(b.created_at, b.id);
  });
  return queue;
}

Result<Request> Service::decide(Caller const& caller, std::string_view request_id, Decision const& decision,
                                InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id));
  if (seen.sight.standing != records::Standing::staff) return hidden("request");
  HALLPASS_CHECK(check_text(decision.reason, max_reason_bytes, Presence::required, "/reason"));
  auto const event = decision.outcome == Outcome::approved ? Event::approve : Event::refuse;
  auto const taken = advance(*transaction, seen.request, event, author_of(seen.sight), decision.reason, now);
  if (!taken) return explained(taken.error(), seen.request, decision.outcome);
  HALLPASS_CHECK(carry_out(*transaction, seen.request, decision.outcome, now));
  HALLPASS_CHECK(log_view(*transaction, seen.sight, "Decided a parent's request", categories_of(seen.request), now));
  // What was carried out may have emptied the values that the request held.
  HALLPASS_TRY(after, see_request(*transaction, caller, request_id));
  HALLPASS_TRY(view, view_of(*transaction, after, settings_, Detail::whole));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

Result<CourtOrder> Service::set_court_order(Caller const& caller, CourtOrder const& order, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_student(*transaction, caller, order.student_id));
  if (sight.standing != records::Standing::staff) return hidden("student");
  HALLPASS_CHECK(check_text(order.reference, max_reference_bytes, Presence::required, "/reference"));
  HALLPASS_TRY(bar, transaction->bar(order.student_id, order.guardian_id));
  if (!bar) return hidden("guardian");
  if (!order.barred && bar->by_roster) {
    return fail(ErrorCode::conflict, "/barred", "The roster sets this bar: lift it there.");
  }
  HALLPASS_CHECK(
      transaction->set_order(order.student_id, order.guardian_id, order.barred, order.reference, caller.subject, now));
  if (order.barred) HALLPASS_CHECK(end_requests(*transaction, sight, order.guardian_id, now));
  HALLPASS_CHECK(transaction->commit());
  return order;
}

}  // namespace hallpass::district
