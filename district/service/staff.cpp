// The records office: its queue, and court orders.

#include <algorithm>

#include "district/service/check.hpp"
#include "district/service/mails.hpp"
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
    if (request.requester_id != guardian_id) continue;
    HALLPASS_CHECK(work.transaction.forget_mails_about(request.id, staff.person.id));
    if (!find_transition(situation_of(request), request.state, Event::reject_authority, records::Actor::staff)) {
      continue;
    }
    HALLPASS_CHECK(advance(work, request, Event::reject_authority, author_of(staff, records::Actor::staff),
                           records::sayings::no_authority));
  }
  return release_deletions(work, staff.student.id);
}

// Sorts as texts do: the earliest deadline first, what has none last, then the oldest. Unlike an id it stays good as a
// cursor when the request has left the queue.
std::string place_in_queue(store::Request const& request, store::Student const& student, Settings const& settings) {
  auto const deadline = deadline_of(request, student, settings);
  return (deadline ? format_date(deadline->due) : "none") + ' ' + format_instant(request.created_at) + ' ' + request.id;
}

struct Queued {
  std::string place;
  RequestSight seen;
};

}  // namespace

Result<Paged<Request>> Service::staff_queue(Caller const& caller, InstantMs now, Page const& page) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::read));
  HALLPASS_CHECK(known_staff(*transaction, caller));
  HALLPASS_TRY(requests, transaction->requests_waiting_for(caller.subject));
  std::vector<Queued> queue;
  for (auto& request : requests) {
    auto sight = see_student(*transaction, caller, request.student_id, settings_, day_of(now, settings_));
    if (!sight && sight.error().code == ErrorCode::not_found) continue;
    HALLPASS_CHECK(sight);
    if (sight->standing != records::Standing::staff) continue;  // one's own child
    if (!request.open) {
      HALLPASS_TRY(may, may_be_told(*transaction, request, settings_, day_of(now, settings_)));
      if (!may) continue;
    }
    auto place = place_in_queue(request, sight->student, settings_);
    if (place > page.after) queue.push_back({std::move(place), {*std::move(sight), std::move(request)}});
  }
  std::ranges::sort(queue, {}, &Queued::place);
  Paged<Request> views{};
  for (auto const& [place, seen] : queue) {
    if (page.most > 0 && views.items.size() == page.most) break;
    HALLPASS_TRY(view, view_of(*transaction, seen, settings_, Detail::summary, now));
    views.items.push_back(std::move(view));
    views.next = place;
  }
  if (views.items.size() == queue.size()) views.next.clear();
  return views;
}

Result<CourtOrder> Service::set_court_order(Caller const& caller, CourtOrder const& order, InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_student(*transaction, caller, order.student_id, settings_, day_of(now, settings_)));
  if (sight.standing != records::Standing::staff || is_personnel(sight.student.status.kind)) return hidden("student");
  HALLPASS_CHECK(check_text(order.reference, max_reference_bytes, Presence::required, "/reference"));
  HALLPASS_TRY(bar, transaction->bar(order.student_id, order.guardian_id));
  if (!bar) return hidden("guardian");
  if (!order.barred && bar->by_roster) {
    return fail(ErrorCode::conflict, "/barred", "The roster sets this bar: lift it there.");
  }
  HALLPASS_CHECK(
      transaction->set_order(order.student_id, order.guardian_id, order.barred, order.reference, caller.subject, now));
  if (order.barred)
    HALLPASS_CHECK(end_requests({*transaction, settings_, now, caller.subject}, sight, order.guardian_id));
  HALLPASS_CHECK(transaction->commit());
  return order;
}

}  // namespace hallpass::district
