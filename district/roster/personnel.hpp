#pragma once
// Which cells of an employee's or applicant's rows are which entries of their record. Who works for the district has a
// role other than student, parent, guardian or relative in roles.csv; who has applied for a post, `ext:applicant`.

#include <array>
#include <string>
#include <string_view>

#include "district/roster/student_columns.hpp"

namespace hallpass::roster {

inline constexpr std::string_view applicant_role = "ext:applicant";

inline constexpr std::array personnel_entries{
    EntryColumn{"identity.given_name", "givenName"},
    EntryColumn{"identity.middle_name", "middleName"},
    EntryColumn{"identity.family_name", "familyName"},
    EntryColumn{"identity.preferred_name", "preferredGivenName"},
    EntryColumn{"identity.employee_number", "identifier"},
    EntryColumn{"identity.social_security_last_four", "socialSecurityLastFour"},
    EntryColumn{"contact.street", "street"},
    EntryColumn{"contact.city", "city"},
    EntryColumn{"contact.postal_code", "postalCode"},
    EntryColumn{"contact.email", "email"},
    EntryColumn{"contact.phone", "phone"},
    EntryColumn{"contact.text_messages", "sms"},
    EntryColumn{"employment.applied_for", "appliedFor"},
    EntryColumn{"employment.applied_on", "appliedOn"},
    EntryColumn{"employment.application_status", "applicationStatus"},
    EntryColumn{"employment.note", "personnelNote"},
    EntryColumn{"qualifications.education", "education"},
    EntryColumn{"qualifications.license", "license"},
    EntryColumn{"background.check", "backgroundCheck"},
    EntryColumn{"accounts.username", "username"},
};

// "siteAdministrator" as "Site administrator", "ext:nurse" as "Nurse".
[[nodiscard]] std::string position_in_words(std::string_view role);

}  // namespace hallpass::roster
