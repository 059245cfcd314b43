#include "sdk/records/triage.hpp"

#include <set>

#include "tests/sdk/records/vectors.hpp"

using namespace hallpass;
using namespace hallpass::records;

TEST_CASE("triage vectors") {
  each_vector("records-triage.json", [](boost::json::object const& input, boost::json::value const& expect) {
    auto const* const field = find_field(text_of(input.at("field")));
    REQUIRE(field != nullptr);
    std::optional<CivilDate> birth_date;
    if (!input.at("birth_date").is_null()) birth_date = parse_date(text_of(input.at("birth_date"))).value();
    auto const& triage = triage_deletion({.custody = field->custody,
                                          .category = field->category,
                                          .birth_date = birth_date,
                                          .today = parse_date(text_of(input.at("today"))).value(),
                                          .jurisdiction = parse_jurisdiction(text_of(input.at("jurisdiction"))).value(),
                                          .enrolled = input.at("enrolled").as_bool(),
                                          .still_needed = input.at("still_needed").as_bool()});
    CHECK(to_string(triage.basis) == text_of(expect.at("basis")));
    CHECK(to_string(authority_of(triage.certainty)) == text_of(expect.at("authority")));
  });
}

TEST_CASE("every finding explains itself, with its source and what else there is") {
  for (auto const basis : {DeletionBasis::none, DeletionBasis::coppa, DeletionBasis::idea,
                           DeletionBasis::california_pupil, DeletionBasis::policy}) {
    auto const& told = finding(basis);
    CHECK(told.basis == basis);
    CHECK_FALSE(told.explanation.empty());
    CHECK_FALSE(told.source.empty());
    CHECK_FALSE(told.instead.empty());
  }
  // No right to deletion: a correction is offered instead.
  CHECK(finding(DeletionBasis::none).instead.front().find("correction") != std::string_view::npos);
}

TEST_CASE("what is known of an employee is never an education record") {
  std::set<Category> of_students;
  for (auto const category : categories_of(RecordKind::student)) of_students.insert(category);
  CHECK(of_students.size() == 9);
  for (auto const record : {RecordKind::applicant, RecordKind::employee}) {
    CHECK(parse_record_kind(to_string(record)) == record);
    std::set<Category> known;
    for (auto const category : categories_of(record)) CHECK(known.insert(category).second);
    for (auto const& field : fields()) {
      INFO(field.id);
      CHECK((of_students.contains(field.category) || known.contains(field.category)));
      if (!known.contains(field.category)) continue;
      CHECK(custody_of(field, record) == Custody::personnel);
      CHECK(purpose_of(field, record).find("student") == std::string_view::npos);
      CHECK(triage_deletion({.custody = custody_of(field, record),
                             .category = field.category,
                             .birth_date = std::nullopt,
                             .today = {}})
                .basis == DeletionBasis::policy);
    }
  }
  CHECK_FALSE(parse_record_kind("Employee"));
}

TEST_CASE("fields: unique ids that name their category; entries find their field") {
  std::set<std::string_view> ids;
  std::set<Category> categories;
  auto previous = Category::identity;
  for (auto const& field : fields()) {
    INFO(field.id);
    CHECK(ids.insert(field.id).second);
    CHECK(field.id.substr(0, field.id.find('.')) == to_string(field.category));
    CHECK(field.category >= previous);
    previous = field.category;
    categories.insert(field.category);
    CHECK(find_field(field.id) == &field);
    CHECK(find_field(std::string{field.id} + "/r-17") == &field);
    CHECK_FALSE(field.label.empty());
    CHECK_FALSE(field.purpose.empty());
  }
  CHECK(categories.size() == category_count);
  CHECK(find_field("contact") == nullptr);
  CHECK(find_field("") == nullptr);
  CHECK(parse_category("health") == Category::health);
  CHECK_FALSE(parse_category("Health"));
}
