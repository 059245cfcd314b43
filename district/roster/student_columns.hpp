#pragma once
// Which cells of a student's rows are which entries of the record: one list for the way in and the way out. Own
// extensions go by their name after "metadata.hallpass.".

#include <array>
#include <string>
#include <string_view>

namespace hallpass::roster {

// A field with at most one entry, which is one cell.
struct EntryColumn {
  std::string_view field;
  std::string_view column;
};

inline constexpr std::array users_entries{
    EntryColumn{"identity.given_name", "givenName"},
    EntryColumn{"identity.middle_name", "middleName"},
    EntryColumn{"identity.family_name", "familyName"},
    EntryColumn{"identity.preferred_name", "preferredGivenName"},
    EntryColumn{"identity.student_number", "identifier"},
    EntryColumn{"contact.street", "street"},
    EntryColumn{"contact.city", "city"},
    EntryColumn{"contact.postal_code", "postalCode"},
    EntryColumn{"contact.email", "email"},
    EntryColumn{"contact.phone", "phone"},
    EntryColumn{"contact.text_messages", "sms"},
    EntryColumn{"enrollment.grade", "grades"},
    EntryColumn{"attendance.days_absent", "daysAbsent"},
    EntryColumn{"health.note", "healthNote"},
    EntryColumn{"health.special_education_plan", "specialEducationPlan"},
    EntryColumn{"financial.meal_status", "mealStatus"},
    EntryColumn{"accounts.username", "username"},
    EntryColumn{"accounts.learning_profile", "learningProfile"},
    EntryColumn{"accounts.usage", "usage"},
    EntryColumn{"enrollment.status", "enrollmentStatus"},
};
inline constexpr std::array demographics_entries{
    EntryColumn{"identity.birth_date", "birthDate"},
    EntryColumn{"identity.sex", "sex"},
};

// Several cells, one entry: identity.race_ethnicity names the columns that say true …
struct RaceColumn {
  std::string_view column;
  std::string_view word;
};
inline constexpr std::string_view race_field = "identity.race_ethnicity";
inline constexpr std::array race_columns{
    RaceColumn{"americanIndianOrAlaskaNative", "American Indian or Alaska Native"},
    RaceColumn{"asian", "Asian"},
    RaceColumn{"blackOrAfricanAmerican", "Black or African American"},
    RaceColumn{"nativeHawaiianOrOtherPacificIslander", "Native Hawaiian or Other Pacific Islander"},
    RaceColumn{"white", "White"},
    RaceColumn{"demographicRaceTwoOrMoreRaces", "Two or more races"},
    RaceColumn{"hispanicOrLatinoEthnicity", "Hispanic or Latino"},
};
// … and identity.birth_place is these, those that say something.
inline constexpr std::string_view birth_place_field = "identity.birth_place";
inline constexpr std::array<std::string_view, 3> birth_place_columns{"cityOfBirth", "stateOfBirthAbbreviation",
                                                                     "countryOfBirthCode"};
inline constexpr std::string_view word_separator = ", ";
inline void append_word(std::string& list, std::string_view word) {
  if (word.empty()) return;
  if (!list.empty()) list += word_separator;
  list += word;
}

// No entries, kept for the way out only. A password is not.
inline constexpr std::array<std::string_view, 11> users_cells{"enabledUser",
                                                              "userIds",
                                                              "agentSourcedIds",
                                                              "userMasterIdentifier",
                                                              "resourceSourcedIds",
                                                              "preferredMiddleName",
                                                              "preferredFamilyName",
                                                              "primaryOrgSourcedId",
                                                              "pronouns",
                                                              "barredAgents",
                                                              "specialEducationNeeded"};
inline constexpr std::array<std::string_view, 1> demographics_cells{"publicSchoolResidenceStatus"};

}  // namespace hallpass::roster
