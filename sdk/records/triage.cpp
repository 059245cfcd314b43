#include "sdk/records/triage.hpp"

#include <array>

namespace hallpass::records {
namespace {

constexpr int coppa_age = 13;

using namespace std::string_view_literals;
constexpr std::array nothing_to_keep{"Inspect it first: a deleted record cannot be shown again."sv};
constexpr std::array idea_choices{
    "Inspect it first: you may need it later, for example for social security benefits."sv};
constexpr std::array no_right_choices{
    "Ask for a correction if it is inaccurate, misleading or violates privacy (34 CFR 99.20)."sv,
    "Inspect the record and ask for an explanation (34 CFR 99.10)."sv};

constexpr std::array policy_choices{
    "Ask for a correction if something is wrong: what is not changed can have your statement beside it."sv};

constexpr std::array findings{
    DeletionTriage{DeletionBasis::none, "FERPA (34 CFR Part 99)", Certainty::text,
                   "This is part of the education record. The law lets you see it and ask to correct it, but gives no "
                   "right to have it deleted.",
                   no_right_choices},
    DeletionTriage{DeletionBasis::coppa, "16 CFR 312.6(a)", Certainty::text,
                   "A learning product collected this online from a child under 13. A parent may have it deleted.",
                   nothing_to_keep},
    DeletionTriage{DeletionBasis::idea, "34 CFR 300.624", Certainty::text,
                   "This special-education information is no longer needed to serve the student, so it may be "
                   "destroyed on request. The school may keep a permanent record of name, address, grades, "
                   "attendance and classes.",
                   idea_choices},
    DeletionTriage{DeletionBasis::california_pupil, "California B&P Code 22584", Certainty::secondary,
                   "A learning product holds this about a pupil who has left the district. It is deleted on request.",
                   nothing_to_keep},
    DeletionTriage{DeletionBasis::policy,
                   "The district's privacy policy; 29 CFR 1602.40 asks it to keep such records for two years",
                   Certainty::district_policy,
                   "The district's privacy policy lets you ask for this. Federal law has it keep records of "
                   "applications and employment for two years; after that it may delete them.",
                   policy_choices},
};

DeletionBasis basis_of(DeletionFacts const& facts) noexcept {
  switch (facts.custody) {
    case Custody::education_record:
      return DeletionBasis::none;
    case Custody::special_education:
      return facts.still_needed ? DeletionBasis::none : DeletionBasis::idea;
    case Custody::personnel:
      return DeletionBasis::policy;
    case Custody::vendor_online:
      break;
  }
  if (facts.birth_date && age_on(*facts.birth_date, facts.today) < coppa_age) return DeletionBasis::coppa;
  // Test results are excepted there.
  if (facts.jurisdiction == Jurisdiction::california && !facts.enrolled && facts.category != Category::results) {
    return DeletionBasis::california_pupil;
  }
  return DeletionBasis::none;
}

}  // namespace

DeletionTriage const& finding(DeletionBasis basis) noexcept {
  return findings[static_cast<std::size_t>(basis)];
}

DeletionTriage const& triage_deletion(DeletionFacts const& facts) noexcept {
  return finding(basis_of(facts));
}

int age_on(CivilDate birth_date, CivilDate day) noexcept {
  auto const years = static_cast<int>(day.year()) - static_cast<int>(birth_date.year());
  auto const had_birthday = std::pair{day.month(), day.day()} >= std::pair{birth_date.month(), birth_date.day()};
  return had_birthday ? years : years - 1;
}

}  // namespace hallpass::records
