#include "district/service/progress.hpp"

#include <algorithm>

#include "district/service/log.hpp"
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

Result<void> destroy_entry(store::Transaction& transaction, store::Request const& request, InstantMs now) {
  auto done = transaction.apply({.student_id = request.student_id,
                                 .entry_id = request.about.at(0).entry_id,
                                 .kind = store::ChangeKind::destroyed,
                                 .old_value = {},
                                 .new_value = {},
                                 .request_id = request.id,
                                 .at = now});
  // Gone already, by another parent's request or from the roster: then it is as it was asked for.
  if (!done && done.error().code == ErrorCode::not_found) return {};
  return done;
}

}  // namespace

Author author_of(Sight const& sight, records::Actor actor) {
  return {actor, role_of(sight.standing), sight.person.display_name, sight.person.id};
}

Author the_system() {
  return {records::Actor::system, Role::system, {}, {}};
}

Result<bool> decided_before(store::Transaction& transaction, store::Request const& request,
                            std::string_view person_id) {
  HALLPASS_TRY(steps, transaction.steps(request.id));
  return std::any_of(steps.begin(), steps.end(), [&](store::Step const& step) {
    return step.actor_id == person_id && (step.event == Event::approve || step.event == Event::refuse);
  });
}

Result<void> note(store::Transaction& transaction, store::Request const& request, Event event, Author const& author,
                  std::string_view text, InstantMs now) {
  return transaction.add_step(request.id, {.at = now,
                                           .role = std::string{to_string(author.role)},
                                           .actor_name = author.name,
                                           .actor_id = author.id,
                                           .event = event,
                                           .state = request.state,
                                           .text = std::string{text}});
}

Result<void> advance(store::Transaction& transaction, store::Request& request, Event event, Author const& author,
                     std::string_view text, InstantMs now) {
  auto situation = situation_of(request);
  HALLPASS_TRY(pending, inspection_pending(transaction, request.student_id));
  HALLPASS_TRY(decided, decided_before(transaction, request, author.id));
  situation.inspection_pending = pending;
  situation.decided_before = decided;
  auto const row = find_transition(situation, request.state, event, author.actor);
  if (!row) {
    auto refused = row.error();
    if (refused.where == "event") refused.where = "state";
    return refused;
  }
  auto const to = (*row)->to;
  auto const open = records::is_open(situation, to);
  HALLPASS_CHECK(transaction.move_request(request.id, request.state, to, open, now));
  request.state = to;
  request.open = open;
  request.entered_at = now;
  request.extended = false;
  return note(transaction, request, event, author, text, now);
}

Result<void> carry_out_deletion(store::Transaction& transaction, store::Request& request, InstantMs now) {
  while (auto const event = next_step(request)) {
    auto const text = *event == Event::direct_vendor ? records::sayings::vendor_told : records::sayings::deleted;
    auto const source =
        (*find_transition(situation_of(request), request.state, *event, records::Actor::system))->source;
    auto const taken = advance(transaction, request, *event, the_system(), text, now);
    if (!taken && taken.error().where == "inspection") {
      return note(transaction, request, Event::message, the_system(), records::sayings::held_back, now);
    }
    HALLPASS_CHECK(taken);
    if (*event == Event::direct_vendor) {
      HALLPASS_CHECK(log_direction(transaction, request, source, now));
    } else {
      HALLPASS_CHECK(destroy_entry(transaction, request, now));
    }
  }
  return {};
}

Result<void> release_deletions(store::Transaction& transaction, std::string_view student_id, InstantMs now) {
  HALLPASS_TRY(pending, inspection_pending(transaction, student_id));
  if (pending) return {};
  HALLPASS_TRY(requests, transaction.requests_of_student(student_id));
  for (auto& request : requests) {
    if (request.kind != RequestKind::deletion || !next_step(request)) continue;
    HALLPASS_CHECK(carry_out_deletion(transaction, request, now));
  }
  return {};
}

}  // namespace hallpass::district
