#include "district/service/view.hpp"

namespace hallpass::district {
namespace {

constexpr InstantMs ms_per_minute = 60'000;

std::optional<RequestEntry> entry_of(store::Request const& request) {
  auto const* const field = records::find_field(request.entry_field);
  if (field == nullptr) return std::nullopt;
  return RequestEntry{request.entry_id, request.entry_field, request.entry_label, field->category};
}

Role role_of_word(std::string_view word) {
  for (auto const role : {Role::parent, Role::student, Role::staff}) {
    if (to_string(role) == word) return role;
  }
  return Role::system;
}

std::vector<Permission> permissions(RequestSight const& seen, std::string_view caller_id) {
  std::vector<Permission> may;
  auto const situation = situation_of(seen.request);
  auto const allowed = [&](records::Event event, records::Actor actor) {
    return find_transition(situation, seen.request.state, event, actor).has_value();
  };
  using enum records::Event;
  if (acts_for_student(seen.sight.standing) && seen.request.requester_id == caller_id &&
      allowed(withdraw, records::Actor::requester)) {
    may.push_back(Permission::withdraw);
  }
  if (seen.sight.standing == records::Standing::staff &&
      (allowed(approve, records::Actor::staff) || allowed(refuse, records::Actor::staff))) {
    may.push_back(Permission::decide);
  }
  return may;
}

Result<void> add_contents(store::Transaction& transaction, store::Request const& request, Settings const& settings,
                          Request& view) {
  view.old_value = request.old_value;
  view.new_value = request.new_value;
  view.reason = request.reason;
  HALLPASS_TRY(attachments, transaction.attachments_of(request.id));
  for (auto const& attachment : attachments) view.attachments.push_back({attachment.id, attachment.size_bytes});
  HALLPASS_TRY(steps, transaction.steps(request.id));
  for (auto& step : steps) {
    auto const role = role_of_word(step.role);
    view.timeline.push_back({.at = step.at,
                             .actor = {role, role == Role::system ? settings.district_name : step.actor_name},
                             .state = step.state,
                             .text = std::move(step.text)});
  }
  return {};
}

}  // namespace

CivilDate day_of(InstantMs instant, Settings const& settings) {
  std::chrono::sys_time<std::chrono::milliseconds> const local{
      std::chrono::milliseconds{instant + settings.utc_offset_minutes * ms_per_minute}};
  return CivilDate{std::chrono::floor<std::chrono::days>(local)};
}

records::Situation situation_of(store::Request const& request) {
  return {.kind = request.kind, .basis = request.basis};
}

std::optional<records::Deadline> deadline_of(store::Request const& request, store::Student const& student,
                                             Settings const& settings) {
  return records::deadline_of({.situation = situation_of(request),
                               .state = request.state,
                               .received_on = day_of(request.created_at, settings),
                               .entered_on = day_of(request.entered_at, settings),
                               .jurisdiction = settings.jurisdiction,
                               .has_iep = student.has_iep},
                              settings.targets, settings.holidays);
}

records::DeletionTriage const& triage_of(store::Entry const& entry, store::Student const& student,
                                         Settings const& settings, InstantMs now) {
  auto const* const field = records::find_field(entry.field);
  if (field == nullptr) return records::finding(records::DeletionBasis::none);
  return records::triage_deletion({.custody = field->custody,
                                   .category = field->category,
                                   .birth_date = student.birth_date,
                                   .today = day_of(now, settings),
                                   .jurisdiction = settings.jurisdiction,
                                   .enrolled = student.status.enrolled,
                                   .still_needed = student.status.still_needed});
}

std::string label_of(store::Entry const& entry) {
  auto const* const field = records::find_field(entry.field);
  std::string label{field == nullptr ? std::string_view{entry.field} : field->label};
  if (!entry.detail.empty()) label.append(": ").append(entry.detail);
  return label;
}

Student view_of(store::Student const& student) {
  return {student.id, student.display_name, student.school, student.grade};
}

Entry view_of(store::Entry const& entry, store::Student const& student, Settings const& settings, InstantMs now) {
  auto const& field = *records::find_field(entry.field);
  return {.id = entry.id,
          .field = field.id,
          .category = field.category,
          .label = label_of(entry),
          .detail = entry.detail,
          .value = entry.value,
          .source = entry.source,
          .purpose = field.purpose,
          .correctable = field.correctable == records::Correctable::yes,
          .deletion_basis = triage_of(entry, student, settings, now).basis};
}

Result<Request> view_of(store::Transaction& transaction, RequestSight const& seen, Settings const& settings,
                        Detail detail) {
  auto const& request = seen.request;
  Request view{.id = request.id,
               .kind = request.kind,
               .state = request.state,
               .open = request.open,
               .student = view_of(seen.sight.student),
               .requester = {Role::parent, request.requester_name},
               .created_at = request.created_at,
               .entry = entry_of(request),
               .old_value = {},
               .new_value = {},
               .reason = {},
               .attachments = {},
               .basis = std::nullopt,
               .deadline = deadline_of(request, seen.sight.student, settings),
               .timeline = {},
               .may = permissions(seen, seen.sight.person.id)};
  if (request.kind == records::RequestKind::deletion) view.basis = records::finding(request.basis);
  if (detail == Detail::whole) HALLPASS_CHECK(add_contents(transaction, request, settings, view));
  return view;
}

}  // namespace hallpass::district
