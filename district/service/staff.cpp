// The records office: its queue, and court orders.

#include <algorithm>
#include <tuple>

#include "district/service/check.hpp"
#include "district/service/progress.hpp"
#include "district/service/view.hpp"
#include "sdk/records/sayings.hpp"

namespace hallpass::district {

using records::Event;

namespace {

constexpr std::size_t max_reference_bytes = 255;

// A person who was barred has no authority left: what they asked for about this student ends.
Result<void> end_requests(Work const& work, Sight const& staff, std::string_view guardian_id) {
  HALLPASS_TRY(requests, work.transaction.requests_of_student(staff.student.id));
  for (auto& request : requests) {
    if (request.requester_id != guardian_id ||
        !find_transition(situation_of(request), request.state, Event::reject_authority, records::Actor::staff)) {
      continue;
    }
    HALLPASS_CHECK(advance(work, request, Event::reject_authority, author_of(staff, records::Actor::staff),
                           records::sayings::no_authority));
  }
  return release_deletions(work, staff.student.id);
}

}  // namespace

Result<std::vector<Request>> Service::staff_queue(Caller const& caller, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(known_staff(*transaction, caller));
  HALLPASS_TRY(requests, transaction->open_requests_for(caller.subject));
  std::vector<Request> queue;
  for (auto const& request : requests) {
    auto const sight = see_student(*transaction, caller, request.student_id, day_of(now, settings_));
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

Result<CourtOrder> Service::set_court_order(Caller const& caller, CourtOrder const& order, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_student(*transaction, caller, order.student_id, day_of(now, settings_)));
  if (sight.standing != records::Standing::staff) return hidden("student");
  HALLPASS_CHECK(check_text(order.reference, max_reference_bytes, Presence::required, "/reference"));
  HALLPASS_TRY(bar, transaction->bar(order.student_id, order.guardian_id));
  if (!bar) return hidden("guardian");
  if (!order.barred && bar->by_roster) {
    return fail(ErrorCode::conflict, "/barred", "The roster sets this bar: lift it there.");
  }
  HALLPASS_CHECK(
      transaction->set_order(order.student_id, order.guardian_id, order.barred, order.reference, caller.subject, now));
  if (order.barred) HALLPASS_CHECK(end_requests({*transaction, settings_, now}, sight, order.guardian_id));
  HALLPASS_CHECK(transaction->commit());
  return order;
}

}  // namespace hallpass::district
