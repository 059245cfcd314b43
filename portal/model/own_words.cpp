// What stands for a text where the record is the reader's own, or somebody's of whom staff read.
#include "portal/model/reader.hpp"
#include "portal/model/words.hpp"

namespace hallpass::portal {

namespace {

// About all that is there for the person, whatever record is on the screen.
Text for_person(State const& state, Text name) noexcept {
  Me const& me = state.me.value;
  switch (name) {
    case Text::nav_children:
    case Text::children_title:
      if (!has_own_record(me)) return name;
      return has_children(me) ? Text::children_and_own_title : Text::own_record_title;
    case Text::back_to_children:
      if (looks_as_staff(state)) return Text::back_to_queue;
      return has_own_record(me) ? Text::back_to_own : name;
    case Text::children_empty:
      return has_own_record(me) ? Text::own_empty : name;
    default:
      return name;
  }
}

// A record is somebody else's, or somebody else's child's, to them.
Text for_staff(std::optional<RecordKind> kind, Text name) noexcept {
  switch (name) {
    case Text::category_identity:
    case Text::student:
      return word_of_person(kind);
    case Text::category_contact:
      return Text::contact_for_staff;
    default:
      return name;
  }
}

// Of an applicant or employee, whoever reads it.
Text of_personnel(Text name) noexcept {
  switch (name) {
    case Text::child:
    case Text::student:
      return Text::whose_record;
    case Text::category_identity:
      return Text::own_identity;
    case Text::category_identity_help:
      return Text::personnel_identity_help;
    case Text::category_accounts_help:
      return Text::personnel_accounts_help;
    case Text::record_intro_staff:
      return Text::personnel_intro_staff;
    case Text::notice_decided:
      return Text::personnel_notice_decided;
    case Text::statements_title:
      return Text::own_statements_title;
    case Text::proof_help:
      return Text::personnel_proof_help;
    case Text::correction_intro:
      return Text::personnel_correction_intro;
    case Text::deletion_law_title:
      return Text::personnel_deletion_title;
    case Text::deletion_hint:
      return Text::personnel_deletion_hint;
    case Text::inspection_intro:
      return Text::personnel_inspection_intro;
    case Text::copy_who_may_see:
      return Text::personnel_who_may_see;
    default:
      return name;
  }
}

// The titles of what is about the own record.
Text of_own(Text name) noexcept {
  switch (name) {
    case Text::record_title:
      return Text::own_record_title;
    case Text::disclosures_title:
      return Text::own_disclosures_title;
    case Text::copy_title:
      return Text::own_copy_title;
    case Text::category_identity:
      return Text::own_identity;
    default:
      return name;
  }
}

bool may_correct(State const& state) noexcept {
  return state.record.value.student.allows(RequestKind::correction);
}

Text for_student(State const& state, Text name) noexcept {
  switch (name) {
    case Text::record_intro:
      return may_correct(state) ? name : Text::own_young_intro;
    case Text::category_enrollment_help:
      return Text::own_enrollment_help;
    case Text::category_courses_help:
      return Text::own_courses_help;
    case Text::category_health_help:
      return Text::own_health_help;
    case Text::category_accounts_help:
      return Text::own_accounts_help;
    case Text::basis_coppa:
      return Text::own_basis_coppa;
    case Text::basis_california:
      return Text::own_basis_california;
    case Text::statements_title:
      return Text::own_statements_title;
    case Text::proof_help:
      return Text::own_proof_help;
    case Text::child:
      return Text::student;
    default:
      return of_own(name);
  }
}

Text for_own_personnel(State const& state, Text name) noexcept {
  if (name == Text::record_intro) return may_correct(state) ? name : Text::personnel_intro;
  return of_personnel(of_own(name));
}

}  // namespace

Text for_reader(State const& state, Text name) noexcept {
  if (Text const said = for_person(state, name); said != name) return said;
  auto const kind = kind_on_screen(state);
  if (looks_as_staff(state)) {
    Text const said = for_staff(kind, name);
    return kind == RecordKind::student || said != name ? said : of_personnel(name);
  }
  if (kind != RecordKind::student) return for_own_personnel(state, name);
  return state.me.value.role == Role::student ? for_student(state, name) : name;
}

}  // namespace hallpass::portal
