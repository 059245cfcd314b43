#include "sdk/records/lifecycle.hpp"

#include <algorithm>
#include <array>

namespace hallpass::records {
namespace {

using enum State;
using enum Event;
using enum Actor;
using enum Certainty;
constexpr auto ours = district_policy;

constexpr Scope any{};
constexpr Scope of_student{.personnel = false};
constexpr Scope inspection{.kind = RequestKind::inspection, .personnel = false};
constexpr Scope correction{.kind = RequestKind::correction, .personnel = false};
constexpr Scope of_personnel{.personnel = true};
constexpr Scope own_inspection{.kind = RequestKind::inspection, .personnel = true};
constexpr Scope own_correction{.kind = RequestKind::correction, .personnel = true};
constexpr Scope on_policy{RequestKind::deletion, DeletionBasis::policy};
constexpr Scope deletion{RequestKind::deletion};
constexpr Scope on_coppa{RequestKind::deletion, DeletionBasis::coppa};
constexpr Scope on_idea{RequestKind::deletion, DeletionBasis::idea};
constexpr Scope on_california{RequestKind::deletion, DeletionBasis::california_pupil};
constexpr Scope on_nothing{RequestKind::deletion, DeletionBasis::none};

constexpr auto idle = Clock::none;
constexpr auto free_to_go = Guard::none;
constexpr auto if_not_awaited = Guard::no_inspection_pending;
constexpr auto if_another = Guard::another_person;

constexpr std::array table{
    // How every request begins: the district authenticates who asks, then finds out what kind of right it is.
    Transition{of_student, draft, submit, requester, submitted, idle, free_to_go, "34 CFR 99.4", guidance},
    Transition{of_student, submitted, check_identity, system, identity_check, idle, free_to_go, "34 CFR 99.31(c)",
               text},
    Transition{of_student, identity_check, reject_authority, staff, rejected, idle, free_to_go, "34 CFR 99.4",
               guidance},
    Transition{any, identity_check, triage, system, triaged, idle, free_to_go, "", ours},
    Transition{of_student, triaged, reject_authority, staff, rejected, idle, free_to_go, "34 CFR 99.4", guidance},
    Transition{any, submitted, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{any, identity_check, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{any, triaged, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    // Inspect.
    Transition{inspection, triaged, approve, staff, available, Clock::inspection, free_to_go, "34 CFR 99.10(b)", text},
    Transition{inspection, available, ask_explanation, requester, explanation_requested, idle, free_to_go,
               "34 CFR 99.10(c)", text},
    Transition{inspection, explanation_requested, explain, staff, explained, Clock::explanation, free_to_go,
               "34 CFR 99.10(c)", text},
    Transition{inspection, explanation_requested, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    // Correct.
    Transition{correction, triaged, approve, staff, amended, Clock::correction, free_to_go, "34 CFR 99.20(b)", text},
    Transition{correction, triaged, refuse, staff, refused, Clock::correction, free_to_go, "34 CFR 99.20(c)", text},
    Transition{correction, refused, request_hearing, requester, hearing_requested, idle, free_to_go, "34 CFR 99.21(a)",
               text},
    Transition{correction, hearing_requested, schedule_hearing, staff, hearing_scheduled, Clock::hearing, free_to_go,
               "34 CFR 99.22(a), (b)", text},
    Transition{correction, hearing_requested, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{correction, hearing_scheduled, schedule_hearing, staff, hearing_scheduled, Clock::hearing, free_to_go,
               "34 CFR 99.22(a), (b)", text},
    Transition{correction, hearing_scheduled, hold_hearing, hearing_officer, hearing_held, Clock::hearing, if_another,
               "34 CFR 99.22(c), (d)", text},
    Transition{correction, hearing_scheduled, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{correction, hearing_held, uphold, hearing_officer, amended, Clock::hearing_decision, if_another,
               "34 CFR 99.21(b)(1)", text},
    Transition{correction, hearing_held, deny, hearing_officer, statement_offered, Clock::hearing_decision, if_another,
               "34 CFR 99.21(b)(2)", guidance},
    Transition{correction, statement_offered, attach_statement, requester, statement_attached, idle, free_to_go,
               "34 CFR 99.21(c)", guidance},
    // Delete: only where a law gives the right. Where none does, the answer is an explanation.
    Transition{on_coppa, triaged, approve, staff, approved, Clock::deletion_coppa, free_to_go, "16 CFR 312.6(a)", text},
    Transition{on_coppa, approved, confirm, records_officer, confirmed, Clock::deletion_coppa, if_another, "", ours},
    Transition{on_coppa, confirmed, direct_vendor, system, vendor_directed, idle, if_not_awaited, "16 CFR 312.6(a)",
               text},
    Transition{on_idea, triaged, approve, staff, approved, Clock::deletion_idea, free_to_go, "34 CFR 300.624", text},
    Transition{on_idea, approved, confirm, records_officer, confirmed, Clock::deletion_idea, if_another, "", ours},
    Transition{on_idea, confirmed, destroy, system, destroyed, idle, if_not_awaited, "34 CFR 300.624", text},
    Transition{on_california, triaged, approve, staff, approved, Clock::deletion_california, free_to_go,
               "California B&P Code 22584", secondary},
    Transition{on_california, approved, confirm, records_officer, confirmed, Clock::deletion_california, if_another, "",
               ours},
    Transition{on_california, confirmed, direct_vendor, system, vendor_directed, idle, if_not_awaited,
               "California B&P Code 22584", secondary},
    Transition{on_nothing, triaged, refuse, staff, explained, Clock::deletion_answer, free_to_go,
               "FERPA (34 CFR Part 99) gives no right to deletion; 34 CFR 99.20", text},
    // One's own record as an applicant or employee: no law of education records, but the district's own policy, which
    // grants what it says and is held to it in the same way.
    Transition{of_personnel, draft, submit, requester, submitted, idle, free_to_go, "", ours},
    Transition{of_personnel, submitted, check_identity, system, identity_check, idle, free_to_go, "", ours},
    Transition{own_inspection, triaged, approve, staff, available, Clock::own_inspection, free_to_go, "", ours},
    Transition{own_inspection, available, ask_explanation, requester, explanation_requested, idle, free_to_go, "",
               ours},
    Transition{own_inspection, explanation_requested, explain, staff, explained, Clock::own_explanation, free_to_go, "",
               ours},
    Transition{own_inspection, explanation_requested, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{own_correction, triaged, approve, staff, amended, Clock::own_correction, free_to_go, "", ours},
    Transition{own_correction, triaged, refuse, staff, statement_offered, Clock::own_correction, free_to_go, "", ours},
    Transition{own_correction, statement_offered, attach_statement, requester, statement_attached, idle, free_to_go, "",
               ours},
    Transition{on_policy, triaged, approve, staff, approved, Clock::own_deletion, free_to_go, "29 CFR 1602.40",
               guidance},
    Transition{on_policy, triaged, refuse, staff, explained, Clock::own_deletion, free_to_go, "29 CFR 1602.40",
               guidance},
    Transition{on_policy, approved, confirm, records_officer, confirmed, Clock::own_deletion, if_another, "", ours},
    Transition{on_policy, confirmed, destroy, system, destroyed, idle, if_not_awaited, "", ours},
    Transition{deletion, vendor_directed, destroy, system, destroyed, idle, if_not_awaited, "34 CFR 99.10(e)",
               guidance},
    Transition{deletion, approved, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
    Transition{deletion, confirmed, withdraw, requester, withdrawn, idle, free_to_go, "", ours},
};

}  // namespace

bool applies_to(Scope const& scope, Situation const& situation) noexcept {
  return (!scope.kind || *scope.kind == situation.kind) && (!scope.basis || *scope.basis == situation.basis) &&
         (!scope.personnel || *scope.personnel == is_personnel(situation.record));
}

std::span<Transition const> transitions() noexcept {
  return table;
}

Result<Transition const*> find_transition(Situation const& situation, State from, Event event, Actor actor) {
  auto const* const row = std::find_if(table.begin(), table.end(), [&](Transition const& candidate) {
    return candidate.from == from && candidate.event == event && candidate.actor == actor &&
           applies_to(candidate.scope, situation);
  });
  if (row == table.end()) {
    return fail(ErrorCode::conflict, "event", "The request is not in a state in which this can be done.");
  }
  if (row->guard == Guard::no_inspection_pending && situation.inspection_pending) {
    return fail(ErrorCode::conflict, "inspection", "Nothing is destroyed while an inspection is pending.");
  }
  if (row->guard == Guard::another_person && situation.decided_before) {
    return fail(ErrorCode::conflict, "person", "Somebody else must do this: you decided about it before.");
  }
  return row;
}

bool is_open(Situation const& situation, State state) noexcept {
  return std::any_of(table.begin(), table.end(), [&](Transition const& row) {
    return row.from == state && row.actor != requester && applies_to(row.scope, situation);
  });
}

bool needs_text(Event event) noexcept {
  switch (event) {
    case approve:
    case refuse:
    case reject_authority:
    case ask_explanation:
    case explain:
    case request_hearing:
    case uphold:
    case deny:
    case attach_statement:
    case message:
    case extend:
      return true;
    default:
      return false;
  }
}

bool may_write(Situation const& situation, State state) noexcept {
  if (state == draft) return false;
  return std::any_of(table.begin(), table.end(),
                     [&](Transition const& row) { return row.from == state && applies_to(row.scope, situation); });
}

bool holds_back_destruction(State state) noexcept {
  return is_open(Situation{.kind = RequestKind::inspection}, state);
}

}  // namespace hallpass::records
