#include "sdk/records/standing.hpp"

#include "sdk/records/triage.hpp"
#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, 6> standing_words{"none",  "parent",        "eligible_student",
                                                         "staff", "young_student", "own_personnel"};

}  // namespace

std::string_view to_string(Standing standing) noexcept {
  return word_of(standing_words, standing);
}

Standing standing_of(Bond const& bond) noexcept {
  if (bond.personnel) {
    if (bond.self) return bond.may_look ? Standing::own_personnel : Standing::none;
    return bond.staff_in_scope && bond.officer ? Standing::staff : Standing::none;
  }
  if (bond.barred) return Standing::none;
  if (bond.self && bond.rights_transferred) return Standing::eligible_student;
  if (bond.self) return bond.may_look ? Standing::young_student : Standing::none;
  if (bond.guardian) return bond.rights_transferred ? Standing::none : Standing::parent;
  return bond.staff_in_scope ? Standing::staff : Standing::none;
}

bool has_come_of_age(std::optional<CivilDate> birth_date, CivilDate day) noexcept {
  constexpr int majority = 18;
  return birth_date && age_on(*birth_date, day) >= majority;
}

bool acts_as(Standing standing, bool officer, Actor actor) noexcept {
  switch (standing) {
    case Standing::parent:
    case Standing::eligible_student:
    case Standing::own_personnel:
      return actor == Actor::requester;
    case Standing::staff:
      return actor == Actor::staff || actor == Actor::hearing_officer || (officer && actor == Actor::records_officer);
    case Standing::none:
    case Standing::young_student:
      break;
  }
  return false;
}

}  // namespace hallpass::records
