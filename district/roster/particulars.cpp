// Demographics and accounts with learning products.

#include <array>

#include "district/roster/importer.hpp"

namespace hallpass::roster {
namespace {

struct Word {
  std::string_view column;
  std::string_view word;
};
constexpr std::array races{
    Word{"americanIndianOrAlaskaNative", "American Indian or Alaska Native"},
    Word{"asian", "Asian"},
    Word{"blackOrAfricanAmerican", "Black or African American"},
    Word{"nativeHawaiianOrOtherPacificIslander", "Native Hawaiian or Other Pacific Islander"},
    Word{"white", "White"},
    Word{"demographicRaceTwoOrMoreRaces", "Two or more races"},
    Word{"hispanicOrLatinoEthnicity", "Hispanic or Latino"},
};
constexpr std::array<std::string_view, 3> places{"cityOfBirth", "stateOfBirthAbbreviation", "countryOfBirthCode"};

void append(std::string& list, std::string_view item) {
  if (item.empty()) return;
  if (!list.empty()) list += ", ";
  list += item;
}

}  // namespace

Result<void> Importer::read_demographics(Row const& row) {
  constexpr std::string_view source = "OneRoster demographics.csv";
  HALLPASS_TRY(user, named(row, "sourcedId", users_));
  HALLPASS_CHECK(row.date("birthDate"));
  std::string race;
  for (auto const& [column, word] : races) {
    HALLPASS_TRY(holds, row.boolean(column));
    if (holds.value_or(false)) append(race, word);
  }
  std::string place;
  for (auto const column : places) append(place, row.get(column));
  if (!user->student) return {};
  auto const id = row.get("sourcedId");
  HALLPASS_CHECK(add_entry(row, id, "identity.birth_date", row.get("birthDate"), source));
  HALLPASS_CHECK(add_entry(row, id, "identity.birth_place", place, source));
  HALLPASS_CHECK(add_entry(row, id, "identity.sex", row.get("sex"), source));
  return add_entry(row, id, "identity.race_ethnicity", race, source);
}

Result<void> Importer::read_profile(Row const& row) {
  HALLPASS_TRY(user, named(row, "userSourcedId", users_));
  HALLPASS_TRY(id, row.required("sourcedId"));
  if (!user->student) return {};
  auto detail = std::string{row.get("description")};
  if (detail.empty()) append(detail, row.get("vendorId"));
  auto const name = row.get("username");
  return add_entry(row, row.get("userSourcedId"), "accounts.credential",
                   name.empty() ? row.get("credentialType") : name, "OneRoster userProfiles.csv", id, detail);
}

}  // namespace hallpass::roster
