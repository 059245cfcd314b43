// What a student reads about the own record, and staff about one that is not their own.
#include "portal/model/words.hpp"

namespace hallpass::portal {

namespace {

// A record is somebody else's child's to them.
Text for_staff(Text name) noexcept {
  switch (name) {
    case Text::back_to_children:
      return Text::back_to_queue;
    case Text::category_identity:
      return Text::student;
    case Text::category_contact:
      return Text::contact_for_staff;
    default:
      return name;
  }
}

}  // namespace

Text for_reader(State const& state, Text name) noexcept {
  if (state.me.value.role == Role::staff) return for_staff(name);
  if (state.me.value.role != Role::student) return name;
  switch (name) {
    case Text::nav_children:
    case Text::children_title:
    case Text::record_title:
      return Text::own_record_title;
    case Text::record_intro:
      return state.me.value.may_ask ? name : Text::own_young_intro;
    case Text::back_to_children:
      return Text::back_to_own;
    case Text::disclosures_title:
      return Text::own_disclosures_title;
    case Text::copy_title:
      return Text::own_copy_title;
    case Text::category_identity:
      return Text::own_identity;
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
      return name;
  }
}

}  // namespace hallpass::portal
