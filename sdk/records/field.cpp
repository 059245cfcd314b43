#include <algorithm>
#include <array>

#include "sdk/records/category.hpp"
#include "sdk/records/words.hpp"

namespace hallpass::records {
namespace {

constexpr std::array<std::string_view, category_count> category_words{
    "identity", "contact",   "enrollment", "courses",    "results",        "attendance",
    "health",   "financial", "accounts",   "employment", "qualifications", "background"};
constexpr std::array<std::string_view, record_kind_count> kind_words{"student", "applicant", "employee"};

using enum Category;
constexpr auto no = Correctable::no;
constexpr auto yes = Correctable::yes;
constexpr auto school = Custody::education_record;
constexpr auto plan = Custody::special_education;
constexpr auto vendor = Custody::vendor_online;
constexpr auto staff = Custody::personnel;

constexpr std::array student_categories{identity,   contact, enrollment, courses, results,
                                        attendance, health,  financial,  accounts};
constexpr std::array personnel_categories{identity, contact, employment, qualifications, background, accounts};

constexpr std::string_view to_know = "To know who the student is";
constexpr std::string_view to_reach = "To reach the family";
constexpr std::string_view to_place = "To place the student in a school and grade";
constexpr std::string_view to_teach = "To organize teaching";
constexpr std::string_view to_report = "To report how the student is doing";
constexpr std::string_view to_count = "Reports that state and federal law ask of the district";
constexpr std::string_view to_care = "To keep the student safe and well at school";
constexpr std::string_view to_serve = "To provide special education";
constexpr std::string_view to_feed = "To settle meals and fees";
constexpr std::string_view to_sign_in = "To let the student sign in to learning products";
constexpr std::string_view to_adapt = "To adapt a learning product to the student";
constexpr std::string_view to_know_staff = "To know who works here or wants to";
constexpr std::string_view to_reach_staff = "To reach the person";
constexpr std::string_view to_employ = "To fill posts and to employ people";
constexpr std::string_view to_qualify = "To see that people are qualified for their work";
constexpr std::string_view to_protect = "To check who works with children, as the law asks";
constexpr std::string_view to_sign_in_staff = "To let the person sign in";

constexpr std::array all{
    Field{"identity.given_name", identity, "Given name", to_know, yes, school},
    Field{"identity.middle_name", identity, "Middle name", to_know, yes, school},
    Field{"identity.family_name", identity, "Family name", to_know, yes, school},
    Field{"identity.preferred_name", identity, "Preferred name", to_know, yes, school},
    Field{"identity.student_number", identity, "Student number", to_know, no, school},
    Field{"identity.birth_date", identity, "Date of birth", to_know, yes, school},
    Field{"identity.birth_place", identity, "Place of birth", to_know, yes, school},
    Field{"identity.sex", identity, "Sex", to_count, yes, school},
    Field{"identity.race_ethnicity", identity, "Race or ethnicity", to_count, yes, school},
    Field{"identity.employee_number", identity, "Employee number", to_know_staff, no, staff},
    Field{"identity.social_security_last_four", identity, "Social Security number, last four digits", to_know_staff,
          yes, staff},
    Field{"contact.street", contact, "Street address", to_reach, yes, school},
    Field{"contact.city", contact, "City", to_reach, yes, school},
    Field{"contact.postal_code", contact, "Postal code", to_reach, yes, school},
    Field{"contact.email", contact, "Email", to_reach, yes, school},
    Field{"contact.phone", contact, "Phone", to_reach, yes, school},
    Field{"contact.text_messages", contact, "Number for text messages", to_reach, yes, school},
    Field{"enrollment.school", enrollment, "School", to_place, yes, school},
    Field{"enrollment.grade", enrollment, "Grade level", to_place, yes, school},
    Field{"enrollment.status", enrollment, "Enrollment status", to_place, yes, school},
    Field{"courses.class", courses, "Class", to_teach, yes, school},
    Field{"results.score", results, "Score", to_report, yes, school},
    Field{"results.comment", results, "Teacher's comment", to_report, yes, school},
    Field{"attendance.days_absent", attendance, "Days absent", to_count, yes, school},
    Field{"health.note", health, "Health note", to_care, yes, school},
    Field{"health.special_education_plan", health, "Special education plan", to_serve, yes, plan},
    Field{"financial.meal_status", financial, "Meal status", to_feed, yes, school},
    Field{"accounts.username", accounts, "User name", to_sign_in, yes, school},
    Field{"accounts.credential", accounts, "Account with a learning product", to_sign_in, yes, school},
    Field{"accounts.learning_profile", accounts, "Learning profile", to_adapt, yes, vendor},
    Field{"accounts.usage", accounts, "Device and usage data", to_adapt, no, vendor},
    Field{"employment.position", employment, "Position", to_employ, yes, staff},
    Field{"employment.since", employment, "In the position since", to_employ, yes, staff},
    Field{"employment.applied_for", employment, "Post applied for", to_employ, yes, staff},
    Field{"employment.applied_on", employment, "Date of the application", to_employ, yes, staff},
    Field{"employment.application_status", employment, "State of the application", to_employ, no, staff},
    Field{"employment.note", employment, "Further record", to_employ, yes, staff},
    Field{"qualifications.education", qualifications, "Education", to_qualify, yes, staff},
    Field{"qualifications.license", qualifications, "License or certificate", to_qualify, yes, staff},
    Field{"background.check", background, "Background check", to_protect, yes, staff},
};

}  // namespace

std::string_view to_string(Category category) noexcept {
  return word_of(category_words, category);
}

std::optional<Category> parse_category(std::string_view word) noexcept {
  return enumerator_of<Category>(category_words, word);
}

std::string_view to_string(RecordKind kind) noexcept {
  return word_of(kind_words, kind);
}

std::optional<RecordKind> parse_record_kind(std::string_view word) noexcept {
  return enumerator_of<RecordKind>(kind_words, word);
}

std::span<Category const> categories_of(RecordKind kind) noexcept {
  if (is_personnel(kind)) return personnel_categories;
  return student_categories;
}

std::string_view purpose_of(Field const& field, RecordKind kind) noexcept {
  if (!is_personnel(kind)) return field.purpose;
  switch (field.category) {
    case identity:
      return to_know_staff;
    case contact:
      return to_reach_staff;
    case accounts:
      return to_sign_in_staff;
    default:
      return field.purpose;
  }
}

Custody custody_of(Field const& field, RecordKind kind) noexcept {
  return is_personnel(kind) ? Custody::personnel : field.custody;
}

std::span<Field const> fields() noexcept {
  return all;
}

Field const* find_field(std::string_view field_or_entry_id) noexcept {
  auto const id = field_or_entry_id.substr(0, field_or_entry_id.find('/'));
  auto const* const found = std::find_if(all.begin(), all.end(), [id](Field const& field) { return field.id == id; });
  return found == all.end() ? nullptr : found;
}

}  // namespace hallpass::records
