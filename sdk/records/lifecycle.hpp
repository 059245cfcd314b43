#pragma once
// The life of a request about a record: one table. The portal, the district server and the tests read it;
// nothing else decides what may follow what.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sdk/base/result.hpp"
#include "sdk/records/certainty.hpp"
#include "sdk/records/record_kind.hpp"

namespace hallpass::records {

enum class RequestKind : std::uint8_t { inspection, correction, deletion };
enum class State : std::uint8_t {
  draft,  // only on the asker's own screen; never stored
  submitted,
  identity_check,
  rejected,  // whoever asked has no authority over this record
  triaged,
  available,  // the record may be inspected
  explanation_requested,
  explained,
  amended,
  refused,
  hearing_requested,
  hearing_scheduled,
  hearing_held,
  statement_offered,
  statement_attached,
  approved,   // a deletion, by one person; another one confirms it
  confirmed,  // a deletion; held here while somebody's inspection is pending
  vendor_directed,
  destroyed,
  withdrawn,
};
inline constexpr std::size_t state_count = 20;
enum class Event : std::uint8_t {
  submit,
  check_identity,
  reject_authority,
  triage,
  approve,
  confirm,
  refuse,
  ask_explanation,
  explain,
  request_hearing,
  schedule_hearing,
  hold_hearing,
  uphold,
  deny,
  attach_statement,
  direct_vendor,
  destroy,
  withdraw,
  // These leave the state as it is, so they have no row: see may_write() and Deadline::extension_days.
  message,
  extend,
};
inline constexpr std::size_t event_count = 20;
// Who does it. The requester is a parent, the student from 18 on (34 CFR 99.5), or whose personnel record it is. A
// records officer is staff with the last word on destruction; a hearing officer anyone of the staff who has no part in
// what is heard.
enum class Actor : std::uint8_t { requester, staff, records_officer, hearing_officer, system };
inline constexpr std::size_t actor_count = 5;

// Why a record may have to be deleted. FERPA itself gives no such right. policy: the district's own, of a personnel
// record.
enum class DeletionBasis : std::uint8_t { none, coppa, idea, california_pupil, policy };

// Which clock runs until a step is taken; deadline.hpp says how long each is.
enum class Clock : std::uint8_t {
  none,
  inspection,
  explanation,
  correction,
  hearing,
  hearing_decision,
  deletion_coppa,
  deletion_idea,
  deletion_california,
  deletion_answer,
  own_inspection,  // these of a personnel record
  own_explanation,
  own_correction,
  own_deletion,
};

enum class Guard : std::uint8_t {
  none,
  no_inspection_pending,  // nothing of a record is destroyed while somebody waits to inspect it (34 CFR 99.10(e))
  another_person,         // not who took the decision that this step looks at again (four eyes; 34 CFR 99.22(c))
};

// What a row applies to: all kinds, one kind, or deletions on one basis; all records, the students', or personnel's.
struct Scope {
  std::optional<RequestKind> kind{};
  std::optional<DeletionBasis> basis{};
  std::optional<bool> personnel{};
};

struct Transition {
  Scope scope;
  State from;
  Event event;
  Actor actor;
  State to;
  Clock clock;  // runs until this step is taken
  Guard guard;
  std::string_view source;  // where the rule stands, e.g. "34 CFR 99.10(b)"; empty for our own
  Certainty certainty;
};

// What a request is, as far as the table asks.
struct Situation {
  RequestKind kind;
  DeletionBasis basis = DeletionBasis::none;
  bool inspection_pending = false;  // of anybody, on the same student's record
  bool decided_before = false;      // whoever acts now approved or refused this request
  RecordKind record = RecordKind::student;
};

[[nodiscard]] std::span<Transition const> transitions() noexcept;
[[nodiscard]] bool applies_to(Scope const& scope, Situation const& situation) noexcept;

// The row for this step. Errors: conflict, `where` "event" when the table has no such row, "inspection" or "person"
// when the row's guard holds it back.
[[nodiscard]] Result<Transition const*> find_transition(Situation const& situation, State from, Event event,
                                                        Actor actor);

// Somebody other than the requester still has to act.
[[nodiscard]] bool is_open(Situation const& situation, State state) noexcept;
// Whether whoever takes this step has to say something: why, what is wrong, what was found.
[[nodiscard]] bool needs_text(Event event) noexcept;
// The requester and staff may write to each other about it: while somebody has to act, or the requester still can.
[[nodiscard]] bool may_write(Situation const& situation, State state) noexcept;
// An inspection in this state holds back every destruction of the record.
[[nodiscard]] bool holds_back_destruction(State state) noexcept;

[[nodiscard]] std::string_view to_string(RequestKind kind) noexcept;
[[nodiscard]] std::string_view to_string(State state) noexcept;
[[nodiscard]] std::string_view to_string(Event event) noexcept;
[[nodiscard]] std::string_view to_string(Actor actor) noexcept;
[[nodiscard]] std::string_view to_string(DeletionBasis basis) noexcept;
[[nodiscard]] std::optional<RequestKind> parse_request_kind(std::string_view word) noexcept;
[[nodiscard]] std::optional<State> parse_state(std::string_view word) noexcept;
[[nodiscard]] std::optional<Event> parse_event(std::string_view word) noexcept;
[[nodiscard]] std::optional<Actor> parse_actor(std::string_view word) noexcept;
[[nodiscard]] std::optional<DeletionBasis> parse_deletion_basis(std::string_view word) noexcept;

}  // namespace hallpass::records
