#include "district/roster/columns.hpp"

#include <algorithm>
#include <array>

namespace hallpass::roster {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 0> none{};

constexpr std::array orgs{"sourcedId"sv, "status"sv,     "dateLastModified"sv, "name"sv,
                          "type"sv,      "identifier"sv, "parentSourcedId"sv};
constexpr std::array orgs_required{"sourcedId"sv, "name"sv, "type"sv};

constexpr std::array sessions{"sourcedId"sv, "status"sv,  "dateLastModified"sv, "title"sv,     "type"sv,
                              "startDate"sv, "endDate"sv, "parentSourcedId"sv,  "schoolYear"sv};
constexpr std::array sessions_required{"sourcedId"sv, "title"sv, "type"sv, "startDate"sv, "endDate"sv};

constexpr std::array courses{
    "sourcedId"sv,           "status"sv,     "dateLastModified"sv, "title"sv,    "orgSourcedId"sv,
    "schoolYearSourcedId"sv, "courseCode"sv, "grades"sv,           "subjects"sv, "subjectCodes"sv};
constexpr std::array courses_required{"sourcedId"sv, "title"sv, "orgSourcedId"sv};

constexpr std::array classes{"sourcedId"sv,       "status"sv,          "dateLastModified"sv, "title"sv,
                             "courseSourcedId"sv, "schoolSourcedId"sv, "termSourcedIds"sv,   "grades"sv,
                             "classCode"sv,       "classType"sv,       "location"sv,         "subjects"sv,
                             "subjectCodes"sv,    "periods"sv};
constexpr std::array classes_required{"sourcedId"sv, "title"sv, "courseSourcedId"sv, "schoolSourcedId"sv,
                                      "termSourcedIds"sv};

constexpr std::array roles{
    "sourcedId"sv,    "status"sv,   "dateLastModified"sv, "userSourcedId"sv, "role"sv,
    "orgSourcedId"sv, "roleType"sv, "beginDate"sv,        "endDate"sv,       "userProfileSourcedId"sv};
constexpr std::array roles_required{"sourcedId"sv, "userSourcedId"sv, "role"sv, "orgSourcedId"sv};

constexpr std::array users{"sourcedId"sv,
                           "status"sv,
                           "dateLastModified"sv,
                           "enabledUser"sv,
                           "username"sv,
                           "userIds"sv,
                           "givenName"sv,
                           "familyName"sv,
                           "middleName"sv,
                           "identifier"sv,
                           "email"sv,
                           "sms"sv,
                           "phone"sv,
                           "agentSourcedIds"sv,
                           "grades"sv,
                           "password"sv,
                           "userMasterIdentifier"sv,
                           "resourceSourcedIds"sv,
                           "preferredGivenName"sv,
                           "preferredMiddleName"sv,
                           "preferredFamilyName"sv,
                           "primaryOrgSourcedId"sv,
                           "pronouns"sv};
constexpr std::array users_required{"sourcedId"sv, "enabledUser"sv, "username"sv, "givenName"sv, "familyName"sv};
constexpr std::array users_extension{"street"sv,
                                     "city"sv,
                                     "postalCode"sv,
                                     "barredAgents"sv,
                                     "enrollmentStatus"sv,
                                     "daysAbsent"sv,
                                     "healthNote"sv,
                                     "specialEducationPlan"sv,
                                     "specialEducationNeeded"sv,
                                     "mealStatus"sv,
                                     "learningProfile"sv,
                                     "usage"sv,
                                     "socialSecurityLastFour"sv,
                                     "education"sv,
                                     "license"sv,
                                     "backgroundCheck"sv,
                                     "personnelNote"sv,
                                     "appliedFor"sv,
                                     "appliedOn"sv,
                                     "applicationStatus"sv};

constexpr std::array profiles{"sourcedId"sv,      "status"sv,   "dateLastModified"sv, "userSourcedId"sv,
                              "profileType"sv,    "vendorId"sv, "applicationId"sv,    "description"sv,
                              "credentialType"sv, "username"sv, "password"sv};
constexpr std::array profiles_required{"sourcedId"sv, "userSourcedId"sv};

constexpr std::array demographics{"sourcedId"sv,
                                  "status"sv,
                                  "dateLastModified"sv,
                                  "birthDate"sv,
                                  "sex"sv,
                                  "americanIndianOrAlaskaNative"sv,
                                  "asian"sv,
                                  "blackOrAfricanAmerican"sv,
                                  "nativeHawaiianOrOtherPacificIslander"sv,
                                  "white"sv,
                                  "demographicRaceTwoOrMoreRaces"sv,
                                  "hispanicOrLatinoEthnicity"sv,
                                  "countryOfBirthCode"sv,
                                  "stateOfBirthAbbreviation"sv,
                                  "cityOfBirth"sv,
                                  "publicSchoolResidenceStatus"sv};
constexpr std::array demographics_required{"sourcedId"sv};

constexpr std::array enrollments{
    "sourcedId"sv,     "status"sv, "dateLastModified"sv, "classSourcedId"sv, "schoolSourcedId"sv,
    "userSourcedId"sv, "role"sv,   "primary"sv,          "beginDate"sv,      "endDate"sv};
constexpr std::array enrollments_required{"sourcedId"sv, "classSourcedId"sv, "schoolSourcedId"sv, "userSourcedId"sv,
                                          "role"sv};

constexpr std::array categories{"sourcedId"sv, "status"sv, "dateLastModified"sv, "title"sv, "weight"sv};
constexpr std::array categories_required{"sourcedId"sv, "title"sv};

constexpr std::array items{"sourcedId"sv,
                           "status"sv,
                           "dateLastModified"sv,
                           "title"sv,
                           "classSourcedId"sv,
                           "categorySourcedId"sv,
                           "description"sv,
                           "assignDate"sv,
                           "dueDate"sv,
                           "gradingPeriodSourcedId"sv,
                           "academicSessionSourcedId"sv,
                           "schoolSourcedId"sv,
                           "resultValueMin"sv,
                           "resultValueMax"sv};
constexpr std::array items_required{"sourcedId"sv, "title"sv, "classSourcedId"sv, "categorySourcedId"sv};

constexpr std::array results{"sourcedId"sv,        "status"sv,      "dateLastModified"sv, "lineItemSourcedId"sv,
                             "studentSourcedId"sv, "scoreStatus"sv, "classSourcedId"sv,   "score"sv,
                             "textScore"sv,        "scoreDate"sv,   "comment"sv,          "inProgress"sv,
                             "incomplete"sv,       "late"sv,        "missing"sv};
constexpr std::array results_required{"sourcedId"sv, "lineItemSourcedId"sv, "studentSourcedId"sv, "scoreStatus"sv};

// Each names only what stands before it, but for users, whose agents may come later in the file.
constexpr std::array files{
    FileColumns{"orgs", orgs, orgs_required, none},
    FileColumns{"academicSessions", sessions, sessions_required, none},
    FileColumns{"courses", courses, courses_required, none},
    FileColumns{"classes", classes, classes_required, none},
    FileColumns{"roles", roles, roles_required, none},
    FileColumns{"users", users, users_required, users_extension},
    FileColumns{"demographics", demographics, demographics_required, none},
    FileColumns{"userProfiles", profiles, profiles_required, none},
    FileColumns{"enrollments", enrollments, enrollments_required, none},
    FileColumns{"categories", categories, categories_required, none},
    FileColumns{"lineItems", items, items_required, none},
    FileColumns{"results", results, results_required, none},
};

constexpr std::array ignored{"resources"sv,           "classResources"sv,
                             "courseResources"sv,     "userResources"sv,
                             "scoreScales"sv,         "lineItemLearningObjectiveIds"sv,
                             "lineItemScoreScales"sv, "resultLearningObjectiveIds"sv,
                             "resultScoreScales"sv};

}  // namespace

std::span<FileColumns const> file_columns() noexcept {
  return files;
}

std::span<std::string_view const> ignored_files() noexcept {
  return ignored;
}

bool is_ignored_file(std::string_view file) noexcept {
  return std::find(ignored.begin(), ignored.end(), file) != ignored.end();
}

}  // namespace hallpass::roster
