// Steps in the life of a request, and what follows from them.

#include <algorithm>

#include "district/service/check.hpp"
#include "district/service/log.hpp"
#include "district/service/make_once.hpp"
#include "district/service/progress.hpp"
#include "district/service/view.hpp"
#include "sdk/records/sayings.hpp"

namespace hallpass::district {

using records::Event;
using records::RequestKind;

namespace {

Result<void> correct_entries(Work const& work, store::Request const& request) {
  for (auto const& subject : request.about) {
    auto const done = work.transaction.apply({.student_id = request.student_id,
                                              .entry_id = subject.entry_id,
                                              .kind = store::ChangeKind::corrected,
                                              .old_value = subject.old_value,
                                              .new_value = subject.new_value,
                                              .request_id = request.id,
                                              .at = work.now});
    if (!done && done.error().code == ErrorCode::not_found) {
      return fail(ErrorCode::conflict, "entry",
                  "The entry has changed since the parent asked: refuse with that reason.");
    }
    HALLPASS_CHECK(done);
  }
  return {};
}

Result<void> attach_statement(Work const& work, Sight const& sight, store::Request const& request,
                              std::string_view text) {
  for (auto const& subject : request.about) {
    HALLPASS_TRY(entry, work.transaction.entry(request.student_id, subject.entry_id));
    if (!entry) continue;  // gone since: nothing is left that the statement could stand beside
    HALLPASS_CHECK(work.transaction.add_statement({.student_id = request.student_id,
                                                   .entry_id = subject.entry_id,
                                                   .request_id = request.id,
                                                   .author = sight.person.display_name,
                                                   .at = work.now,
                                                   .text = std::string{text}}));
  }
  return {};
}

// What the step brings about.
Result<void> carry_out(Work const& work, Sight const& sight, store::Request& request, NewStep const& step) {
  switch (step.event) {
    case Event::approve:
      if (request.kind == RequestKind::correction) return correct_entries(work, request);
      return release_deletions(work, request.student_id);
    case Event::uphold:
      return correct_entries(work, request);
    case Event::confirm:
      return carry_out_deletion(work, request);
    case Event::refuse:
      if (request.kind != RequestKind::correction) return {};
      return note(work, request, Event::message, the_system(),
                  is_personnel(request.record) ? records::sayings::own_statement : records::sayings::right_to_hearing);
    case Event::deny:
      return note(work, request, Event::message, the_system(), records::sayings::right_to_statement);
    case Event::attach_statement:
      return attach_statement(work, sight, request, step.text);
    default:
      return release_deletions(work, request.student_id);
  }
}

// Why the caller cannot take that step, in words.
Error refusal(Error error, store::Request const& request, Event event) {
  if (error.where == "inspection") return error;
  if (error.where != "person") {
    error.advice = "The request is not in a state in which you can do this.";
    auto const decides = request.open && request.state == records::State::triaged;
    if (decides && event == Event::approve && request.kind == RequestKind::deletion) {
      error.advice = "No law gives a right to this deletion: refuse it, and the parent is told what else to ask for.";
    } else if (decides && event == Event::refuse) {
      error.advice = "The law gives this right without exception: it can only be approved.";
    }
  }
  error.where = "/event";
  return error;
}

// A word between the two sides.
Result<void> write_message(Work const& work, RequestSight const& seen, NewStep const& step) {
  if (!may_write(situation_of(seen.request), seen.request.state)) {
    return fail(ErrorCode::conflict, "/event", "This request is closed: make a new one.");
  }
  HALLPASS_TRY(steps, work.transaction.steps(seen.request.id));
  if (steps.size() >= max_steps) {
    return fail(ErrorCode::conflict, "/event", "There are too many messages already: call the office.");
  }
  auto const actor = acts_for_student(seen.sight.standing) ? records::Actor::requester : records::Actor::staff;
  return note(work, seen.request, Event::message, author_of(seen.sight, actor), step.text);
}

Result<void> extend(Work const& work, RequestSight& seen, NewStep const& step) {
  auto const deadline = deadline_of(seen.request, seen.sight.student, work.settings);
  if (seen.sight.standing != records::Standing::staff || !deadline || deadline->extension_days == 0) {
    return fail(ErrorCode::conflict, "/event", "This time cannot be extended, or was extended already.");
  }
  HALLPASS_CHECK(work.transaction.extend_request(seen.request.id));
  seen.request.extended = true;
  return note(work, seen.request, Event::extend, author_of(seen.sight, records::Actor::staff), step.text);
}

Result<void> take(Work const& work, RequestSight& seen, NewStep const& step) {
  auto const actor = actor_for(seen.sight, situation_of(seen.request), seen.request.state, step.event);
  if (!actor) return refusal(fail(ErrorCode::conflict, "event"), seen.request, step.event);
  if (step.hearing) {
    seen.request.hearing = store::Hearing{step.hearing->at, step.hearing->place};
    HALLPASS_CHECK(work.transaction.set_hearing(seen.request.id, *seen.request.hearing));
  }
  auto const taken = advance(work, seen.request, step.event, author_of(seen.sight, *actor), step.text);
  if (!taken) return refusal(taken.error(), seen.request, step.event);
  return carry_out(work, seen.sight, seen.request, step);
}

Interest const& interest_in(Event event) {
  return event == Event::message ? wrote_about_request : worked_on_request;
}

}  // namespace

Result<std::string> Service::take_step(Caller const& caller, std::string_view request_id, NewStep const& step,
                                       Once<Request> const& once, Unchanged const& unchanged, InstantMs now) const {
  return make_once(store_, once, [&](store::Transaction& transaction) -> Result<Answer<Request>> {
    HALLPASS_TRY(seen, see_request(transaction, caller, request_id, settings_, day_of(now, settings_)));
    HALLPASS_TRY(kept, find_answer(transaction, caller, once.key, now));
    if (kept) {
      HALLPASS_CHECK(log_view(transaction, seen.sight, interest_in(step.event), categories_of(seen.request), now));
      return Answer<Request>{*std::move(kept)};
    }
    HALLPASS_CHECK(check_step(step, now));
    if (unchanged) {
      HALLPASS_TRY(before, view_of(transaction, seen, settings_, Detail::whole, now));
      HALLPASS_CHECK(unchanged(before));
    }
    Work const work{transaction, settings_, now, caller.subject};
    // Who acts on the request has seen its news.
    if (seen.request.requester_id == caller.subject) {
      HALLPASS_CHECK(transaction.forget_mails_about(seen.request.id, caller.subject));
    }
    if (step.event == Event::message) {
      HALLPASS_CHECK(write_message(work, seen, step));
    } else if (step.event == Event::extend) {
      HALLPASS_CHECK(extend(work, seen, step));
    } else {
      HALLPASS_CHECK(take(work, seen, step));
    }
    HALLPASS_CHECK(log_view(transaction, seen.sight, interest_in(step.event), categories_of(seen.request), now));
    // What was carried out may have emptied the values that the request held.
    HALLPASS_TRY(after, see_request(transaction, caller, request_id, settings_, day_of(now, settings_)));
    HALLPASS_TRY(view, view_of(transaction, after, settings_, Detail::whole, now));
    return answer_with(transaction, caller, once, after.sight.student.id, std::move(view), now);
  });
}

}  // namespace hallpass::district
