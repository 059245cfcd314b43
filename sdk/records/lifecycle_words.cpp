#include "sdk/records/lifecycle.hpp"
#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 3> kind_words{"inspection", "correction", "deletion"};
constexpr std::array<std::string_view, state_count> state_words{"draft",
                                                                "submitted",
                                                                "identity_check",
                                                                "rejected",
                                                                "triaged",
                                                                "available",
                                                                "explanation_requested",
                                                                "explained",
                                                                "amended",
                                                                "refused",
                                                                "hearing_requested",
                                                                "hearing_scheduled",
                                                                "hearing_held",
                                                                "statement_offered",
                                                                "statement_attached",
                                                                "approved",
                                                                "confirmed",
                                                                "vendor_directed",
                                                                "destroyed",
                                                                "withdrawn"};
constexpr std::array<std::string_view, event_count> event_words{
    "submit",           "check_identity", "reject_authority", "triage",           "approve",      "confirm", "refuse",
    "ask_explanation",  "explain",        "request_hearing",  "schedule_hearing", "hold_hearing", "uphold",  "deny",
    "attach_statement", "direct_vendor",  "destroy",          "withdraw",         "message",      "extend"};
constexpr std::array<std::string_view, actor_count> actor_words{"requester", "staff", "records_officer",
                                                                "hearing_officer", "system"};
constexpr std::array<std::string_view, 5> basis_words{"none", "coppa", "idea", "california_pupil", "policy"};

}  // namespace

std::string_view to_string(RequestKind kind) noexcept {
  return word_of(kind_words, kind);
}
std::string_view to_string(State state) noexcept {
  return word_of(state_words, state);
}
std::string_view to_string(Event event) noexcept {
  return word_of(event_words, event);
}
std::string_view to_string(Actor actor) noexcept {
  return word_of(actor_words, actor);
}
std::string_view to_string(DeletionBasis basis) noexcept {
  return word_of(basis_words, basis);
}

std::optional<RequestKind> parse_request_kind(std::string_view word) noexcept {
  return enumerator_of<RequestKind>(kind_words, word);
}
std::optional<State> parse_state(std::string_view word) noexcept {
  return enumerator_of<State>(state_words, word);
}
std::optional<Event> parse_event(std::string_view word) noexcept {
  return enumerator_of<Event>(event_words, word);
}
std::optional<Actor> parse_actor(std::string_view word) noexcept {
  return enumerator_of<Actor>(actor_words, word);
}
std::optional<DeletionBasis> parse_deletion_basis(std::string_view word) noexcept {
  return enumerator_of<DeletionBasis>(basis_words, word);
}

}  // namespace hallpass::records
