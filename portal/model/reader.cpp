#include "portal/model/reader.hpp"

#include <algorithm>

namespace hallpass::portal {
namespace {

// A form's draft, where the screen is one.
Draft const* draft_on_screen(State const& state) noexcept {
  if (state.place.draft.empty()) return nullptr;
  auto const found = state.drafts.find(state.place.draft);
  return found == state.drafts.end() ? nullptr : &found->second;
}

std::string_view id_on_screen(State const& state) noexcept {
  if (auto const* const draft = draft_on_screen(state)) return draft->student_id;
  return state.place.screen == Screen::request ? state.request.value.student.id : state.place.student_id;
}

}  // namespace

Student const* find_own_or_child(State const& state, std::string_view student_id) noexcept {
  auto const& children = state.me.value.children;
  auto const found = std::ranges::find(children, student_id, &Student::id);
  return found == children.end() ? nullptr : &*found;
}

bool has_own_record(Me const& me) noexcept {
  bool const speaks_for_self = me.role == Role::student || me.role == Role::applicant || me.role == Role::employee;
  return speaks_for_self || !std::ranges::all_of(me.children, &Student::is_student);
}

bool has_children(Me const& me) noexcept {
  return me.role != Role::student && std::ranges::any_of(me.children, &Student::is_student);
}

bool may_see_log(Student const& student) noexcept {
  return !student.is_student() || !student.may_request.empty();
}

std::optional<RecordKind> kind_on_screen(State const& state) noexcept {
  if (auto const* const draft = draft_on_screen(state)) return draft->record_kind;
  auto const id = id_on_screen(state);
  if (state.place.screen == Screen::request) return state.request.value.student.kind;
  if (auto const* const mine = find_own_or_child(state, id)) return mine->kind;
  Student const& shown = state.record.value.student;
  return shown.id == id ? shown.kind : RecordKind::student;
}

bool looks_as_staff(State const& state, std::string_view student_id) noexcept {
  return state.me.value.role == Role::staff && find_own_or_child(state, student_id) == nullptr;
}

bool looks_as_staff(State const& state) noexcept {
  return looks_as_staff(state, id_on_screen(state));
}

}  // namespace hallpass::portal
