#include "district/service/view.hpp"

#include "district/service/mails.hpp"
#include "district/service/progress.hpp"

namespace hallpass::district {
namespace {

constexpr InstantMs ms_per_minute = 60'000;

std::vector<RequestEntry> entries_of(store::Request const& request, HiddenParts const& hidden, Detail detail) {
  std::vector<RequestEntry> entries;
  for (auto const& subject : request.about) {
    auto const* const field = records::find_field(subject.field);
    if (field == nullptr) continue;
    auto const whole = detail == Detail::whole;
    entries.push_back(
        {.id = subject.entry_id,
         .field = subject.field,
         .label = subject.label,
         .category = field->category,
         .old_value = whole ? hidden.value_in_request(subject.entry_id, subject.old_value) : std::string{},
         .new_value = whole ? hidden.value_in_request(subject.entry_id, subject.new_value) : std::string{}});
  }
  return entries;
}

// What the lifecycle table needs to know for the caller.
Result<records::Situation> situation_for(store::Transaction& transaction, RequestSight const& seen) {
  auto const& [sight, request] = seen;
  auto situation = situation_of(request);
  if (sight.standing == records::Standing::staff && has_guard(request, records::Guard::another_person)) {
    HALLPASS_TRY(decided, decided_before(transaction, request, sight.person.id));
    situation.decided_before = decided;
  }
  return situation;
}

std::vector<records::Event> permissions(RequestSight const& seen, records::Situation const& situation,
                                        std::optional<records::Deadline> const& deadline) {
  auto const& [sight, request] = seen;
  std::vector<records::Event> may;
  for (std::size_t i = 0; i < records::event_count; ++i) {
    auto const event = static_cast<records::Event>(i);
    auto const actor = actor_for(sight, situation, request.state, event);
    if (actor && find_transition(situation, request.state, event, *actor)) may.push_back(event);
  }
  if (may_write(situation, request.state)) may.push_back(records::Event::message);
  if (sight.standing == records::Standing::staff && deadline && deadline->extension_days > 0) {
    may.push_back(records::Event::extend);
  }
  return may;
}

Result<Contents> contents_of(store::Transaction& transaction, store::Request const& request) {
  Contents contents;
  HALLPASS_TRY(attachments, transaction.attachments_of(request.id));
  contents.attachments = std::move(attachments);
  HALLPASS_TRY(steps, transaction.steps(request.id));
  contents.steps = std::move(steps);
  HALLPASS_TRY(receipts, transaction.receipts(request.id));
  for (auto const& receipt : receipts) contents.steps_with_receipt.push_back(receipt.step);
  return contents;
}

void add_contents(Contents const& contents, store::Request const& request, HiddenParts const& hidden,
                  Settings const& settings, Request& view) {
  view.reason = hidden.text(request.reason);
  for (auto const& attachment : contents.attachments) {
    view.attachments.push_back({attachment.id, attachment.size_bytes});
  }
  for (auto const& step : contents.steps) {
    auto const role = role_of_word(step.role);
    view.timeline.push_back({.at = step.at,
                             .actor = {role, role == Role::system ? settings.district_name : step.actor_name},
                             .event = step.event,
                             .state = step.state,
                             .text = hidden.text(step.text),
                             .has_receipt = false});
  }
  for (auto const step : contents.steps_with_receipt) {
    auto const index = static_cast<std::size_t>(step - 1);
    if (index < view.timeline.size()) view.timeline[index].has_receipt = true;
  }
}

Role requester_role(store::Request const& request) {
  if (is_personnel(request.record)) return role_of(request.record);
  return request.requester_id == request.student_id ? Role::student : Role::parent;
}

// What needs no look into the store.
Request outline_of(RequestSight const& seen, HiddenParts const& hidden, Settings const& settings, Detail detail) {
  auto const& request = seen.request;
  Request view{.id = request.id,
               .kind = request.kind,
               .state = request.state,
               .open = request.open,
               .student = view_of(seen.sight, settings),
               .requester = {requester_role(request), request.requester_name},
               .created_at = request.created_at,
               .entries = entries_of(request, hidden, detail),
               .reason = {},
               .hearing = std::nullopt,
               .attachments = {},
               .basis = std::nullopt,
               .deadline = deadline_of(request, seen.sight.student, settings),
               .mail_failed_at = std::nullopt,
               .timeline = {},
               .may = {}};
  if (request.hearing) view.hearing = Hearing{request.hearing->at, request.hearing->place};
  if (request.kind == records::RequestKind::deletion) view.basis = records::finding(request.basis);
  return view;
}

}  // namespace

CivilDate day_of(InstantMs instant, Settings const& settings) {
  std::chrono::sys_time<std::chrono::milliseconds> const local{
      std::chrono::milliseconds{instant + settings.utc_offset_minutes * ms_per_minute}};
  return CivilDate{std::chrono::floor<std::chrono::days>(local)};
}

records::Situation situation_of(store::Request const& request) {
  return {.kind = request.kind, .basis = request.basis, .record = request.record};
}

std::optional<records::Deadline> deadline_of(store::Request const& request, store::Student const& student,
                                             Settings const& settings) {
  return records::deadline_of({.situation = situation_of(request),
                               .state = request.state,
                               .received_on = day_of(request.created_at, settings),
                               .entered_on = day_of(request.entered_at, settings),
                               .jurisdiction = settings.jurisdiction,
                               .has_iep = student.has_iep,
                               .extended = request.extended},
                              settings.targets, settings.holidays);
}

records::DeletionTriage const& triage_of(records::Field const& field, store::Student const& student,
                                         Settings const& settings, InstantMs now) {
  return records::triage_deletion({.custody = records::custody_of(field, student.status.kind),
                                   .category = field.category,
                                   .birth_date = student.birth_date,
                                   .today = day_of(now, settings),
                                   .jurisdiction = settings.jurisdiction,
                                   .enrolled = student.status.enrolled,
                                   .still_needed = student.status.still_needed});
}

Role role_of_word(std::string_view word) {
  for (auto const role : {Role::parent, Role::student, Role::staff, Role::applicant, Role::employee}) {
    if (to_string(role) == word) return role;
  }
  return Role::system;
}

std::string label_of(store::Entry const& entry, records::Field const& field) {
  std::string label{field.label};
  if (!entry.detail.empty()) label.append(": ").append(entry.detail);
  return label;
}

Student view_of(Sight const& sight, Settings const& settings) {
  auto const& student = sight.student;
  return {student.id,    student.display_name, student.school,
          student.grade, student.status.kind,  may_request(sight, settings)};
}

std::optional<records::Actor> actor_for(Sight const& sight, records::Situation const& situation, records::State from,
                                        records::Event event) {
  for (auto const& row : records::transitions()) {
    if (row.from == from && row.event == event && applies_to(row.scope, situation) &&
        records::acts_as(sight.standing, sight.officer, row.actor)) {
      return row.actor;
    }
  }
  return std::nullopt;
}

Entry view_of(store::Entry entry, records::Field const& field, store::Student const& student, Settings const& settings,
              InstantMs now) {
  auto label = label_of(entry, field);
  return {.id = std::move(entry.id),
          .field = field.id,
          .category = field.category,
          .label = std::move(label),
          .detail = std::move(entry.detail),
          .value = std::move(entry.value),
          .source = std::move(entry.source),
          .purpose = records::purpose_of(field, student.status.kind),
          .correctable = field.correctable == records::Correctable::yes,
          .deletion_basis = triage_of(field, student, settings, now).basis};
}

Result<Request> view_of(store::Transaction& transaction, RequestSight const& seen, Settings const& settings,
                        Detail detail, InstantMs now) {
  auto const& request = seen.request;
  HALLPASS_TRY(hidden, HiddenParts::from(transaction, seen.sight));
  auto view = outline_of(seen, hidden, settings, detail);
  if (request.mail_failed_at && seen.sight.standing == records::Standing::staff) {
    HALLPASS_TRY(may_be, may_be_told(transaction, request, settings, day_of(now, settings)));
    if (may_be) view.mail_failed_at = request.mail_failed_at;
  }
  HALLPASS_TRY(situation, situation_for(transaction, seen));
  view.may = permissions(seen, situation, view.deadline);
  if (detail == Detail::whole) {
    HALLPASS_TRY(contents, contents_of(transaction, request));
    add_contents(contents, request, hidden, settings, view);
  }
  return view;
}

Request view_of_new(RequestSight const& seen, HiddenParts const& hidden, Contents const& contents,
                    Settings const& settings) {
  auto view = outline_of(seen, hidden, settings, Detail::whole);
  view.may = permissions(seen, situation_of(seen.request), view.deadline);
  add_contents(contents, seen.request, hidden, settings, view);
  return view;
}

}  // namespace hallpass::district
