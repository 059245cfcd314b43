#include "district/service/log.hpp"

#include <algorithm>

namespace hallpass::district {
namespace {

constexpr std::string_view promise = "The district's promise; 34 CFR 99.32(d) does not ask for it";
constexpr std::string_view promise_to_personnel = "The district's promise; no law asks for it";

}  // namespace

Result<void> log_view(store::Transaction& transaction, Sight const& sight, std::string_view interest,
                      std::vector<records::Category> what, InstantMs now) {
  if (sight.standing != records::Standing::staff) return {};
  return transaction.add_disclosure(
      {.id = {},
       .student_id = sight.student.id,
       .at = now,
       .kind = std::string{to_string(DisclosureKind::staff_view)},
       .party_id = sight.person.id,
       .party = sight.person.display_name,
       .interest = std::string{interest},
       .what = std::move(what),
       .source = std::string{is_personnel(sight.student.status.kind) ? promise_to_personnel : promise},
       .required_by_law = false});
}

Result<void> log_view(store::Transaction& transaction, Sight const& sight, Interest const& interest,
                      std::vector<records::Category> what, InstantMs now) {
  auto const text = is_personnel(sight.student.status.kind) ? interest.of_personnel : interest.of_student;
  return log_view(transaction, sight, text, std::move(what), now);
}

Result<void> log_direction(store::Transaction& transaction, store::Request const& request, std::string_view source,
                           InstantMs now) {
  return transaction.add_disclosure({.id = {},
                                     .student_id = request.student_id,
                                     .at = now,
                                     .kind = std::string{to_string(DisclosureKind::disclosure)},
                                     .party_id = {},
                                     .party = "The learning product's vendor",
                                     .interest = "Told to delete: " + request.about.at(0).label,
                                     .what = categories_of(request),
                                     .source = std::string{source},
                                     .required_by_law = false});
}

std::vector<records::Category> categories_of(store::Request const& request) {
  std::vector<records::Category> categories;
  for (auto const category : records::categories_of(request.record)) {
    auto const concerned = [&](store::Subject const& subject) {
      auto const* const field = records::find_field(subject.field);
      return field != nullptr && field->category == category;
    };
    if (request.about.empty() || std::any_of(request.about.begin(), request.about.end(), concerned)) {
      categories.push_back(category);
    }
  }
  return categories;
}

}  // namespace hallpass::district
