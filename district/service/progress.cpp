#include "district/service/progress.hpp"

#include <algorithm>

#include "district/service/log.hpp"
#include "district/service/mails.hpp"
#include "district/service/receipts.hpp"
#include "district/service/view.hpp"
#include "sdk/records/sayings.hpp"

namespace hallpass::district {

using records::Event;
using records::RequestKind;

namespace {

Result<bool> inspection_pending(store::Transaction& transaction, std::string_view student_id) {
  HALLPASS_TRY(requests, transaction.requests_of_student(student_id));
  return std::any_of(requests.begin(), requests.end(), [](store::Request const& request) {
    return request.kind == RequestKind::inspection && records::holds_back_destruction(request.state);
  });
}

// The system's next step towards destruction; none when there is nothing left to do.
std::optional<Event> next_step(store::Request const& request) {
  for (auto const event : {Event::direct_vendor, Event::destroy}) {
    if (find_transition(situation_of(request), request.state, event, records::Actor::system)) return event;
  }
  return std::nullopt;
}

Result<void> destroy_entry(Work const& work, store::Request const& request) {
  auto done = work.transaction.apply({.student_id = request.student_id,
                                      .entry_id = request.about.at(0).entry_id,
                                      .kind = store::ChangeKind::destroyed,
                                      .old_value = {},
                                      .new_value = {},
                                      .request_id = request.id,
                                      .at = work.now});
  // Gone already, by another parent's request or from the roster: then it is as it was asked for.
  if (!done && done.error().code == ErrorCode::not_found) return {};
  return done;
}

Result<store::Step> keep_step(Work const& work, store::Request const& request, records::State from, Event event,
                              Author const& author, std::string_view text) {
  store::Step step{.at = work.now,
                   .role = std::string{to_string(author.role)},
                   .actor_name = author.name,
                   .actor_id = author.id,
                   .event = event,
                   .state = request.state,
                   .text = std::string{text}};
  HALLPASS_CHECK(work.transaction.add_step(request.id, step));
  HALLPASS_CHECK(tell_requester(work, request));
  HALLPASS_CHECK(sign_step(work, request, {event, from, author, text}));
  return step;
}

}  // namespace

Author author_of(Sight const& sight, records::Actor actor) {
  return {actor, role_of(sight), sight.person.display_name, sight.person.id};
}

Author the_system() {
  return {records::Actor::system, Role::system, {}, {}};
}

bool has_guard(store::Request const& request, records::Guard guard) {
  auto const rows = records::transitions();
  return std::any_of(rows.begin(), rows.end(), [&](records::Transition const& row) {
    return row.guard == guard && row.from == request.state && applies_to(row.scope, situation_of(request));
  });
}

Result<bool> decided_before(store::Transaction& transaction, store::Request const& request,
                            std::string_view person_id) {
  HALLPASS_TRY(steps, transaction.steps(request.id));
  return std::any_of(steps.begin(), steps.end(), [&](store::Step const& step) {
    return step.actor_id == person_id && (step.event == Event::approve || step.event == Event::refuse);
  });
}

Result<void> note(Work const& work, store::Request const& request, Event event, Author const& author,
                  std::string_view text) {
  HALLPASS_CHECK(keep_step(work, request, request.state, event, author, text));
  return {};
}

Result<store::Step> advance(Work const& work, store::Request& request, Event event, Author const& author,
                            std::string_view text) {
  auto situation = situation_of(request);
  if (has_guard(request, records::Guard::no_inspection_pending)) {
    HALLPASS_TRY(pending, inspection_pending(work.transaction, request.student_id));
    situation.inspection_pending = pending;
  }
  if (has_guard(request, records::Guard::another_person)) {
    HALLPASS_TRY(decided, decided_before(work.transaction, request, author.id));
    situation.decided_before = decided;
  }
  auto const row = find_transition(situation, request.state, event, author.actor);
  if (!row) {
    auto refused = row.error();
    if (refused.where == "event") refused.where = "state";
    return refused;
  }
  auto const from = request.state;
  auto const to = (*row)->to;
  auto const open = records::is_open(situation, to);
  HALLPASS_CHECK(work.transaction.move_request(request.id, from, to, open, work.now));
  request.state = to;
  request.open = open;
  request.entered_at = work.now;
  request.extended = false;
  return keep_step(work, request, from, event, author, text);
}

Result<void> carry_out_deletion(Work const& work, store::Request& request) {
  while (auto const event = next_step(request)) {
    auto const text = *event == Event::direct_vendor ? records::sayings::vendor_told : records::sayings::deleted;
    auto const source =
        (*find_transition(situation_of(request), request.state, *event, records::Actor::system))->source;
    auto const taken = advance(work, request, *event, the_system(), text);
    if (!taken && taken.error().where == "inspection") {
      return note(work, request, Event::message, the_system(),
                  is_personnel(request.record) ? records::sayings::own_held_back : records::sayings::held_back);
    }
    HALLPASS_CHECK(taken);
    if (*event == Event::direct_vendor) {
      HALLPASS_CHECK(log_direction(work.transaction, request, source, work.now));
    } else {
      HALLPASS_CHECK(destroy_entry(work, request));
    }
  }
  return {};
}

Result<void> release_deletions(Work const& work, std::string_view student_id) {
  HALLPASS_TRY(pending, inspection_pending(work.transaction, student_id));
  if (pending) return {};
  HALLPASS_TRY(requests, work.transaction.requests_of_student(student_id));
  for (auto& request : requests) {
    if (request.kind != RequestKind::deletion || !next_step(request)) continue;
    HALLPASS_CHECK(carry_out_deletion(work, request));
  }
  return {};
}

}  // namespace hallpass::district
