#include "district/store/sql/transaction.hpp"

namespace hallpass::store {
namespace {

using proof::json::object;
using proof::json::text;
using proof::json::truth;
using soci::into;
using soci::use;

std::string joined(std::vector<records::Category> const& categories) {
  std::string words;
  for (auto const category : categories) {
    if (!words.empty()) words += ' ';
    words += to_string(category);
  }
  return words;
}

std::vector<records::Category> parted(std::string_view words) {
  std::vector<records::Category> categories;
  while (!words.empty()) {
    auto const end = std::min(words.find(' '), words.size());
    if (auto const category = records::parse_category(words.substr(0, end))) categories.push_back(*category);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return categories;
}

}  // namespace

Result<void> SqlTransaction::add_disclosure(Disclosure const& disclosure) {
  return guarded([&] {
    auto const what = joined(disclosure.what);
    int const required = disclosure.required_by_law ? 1 : 0;
    auto const salt = new_salt();
    *session_ << "INSERT INTO disclosures (student_id, at, kind, party_id, party, interest, what, source, "
                 "required_by_law, salt) VALUES (:student, :at, :kind, :party_id, :party, :interest, :what, :source, "
                 ":required, :salt)",
        use(disclosure.student_id), use(disclosure.at), use(disclosure.kind), use(disclosure.party_id),
        use(disclosure.party), use(disclosure.interest), use(what), use(disclosure.source), use(required), use(salt);
    audit("disclosure.added", {{"student", text(disclosure.student_id)},
                               {"disclosure_kind", text(disclosure.kind)},
                               {"party", text(disclosure.party_id)},
                               {"what", text(what)},
                               {"required_by_law", truth(disclosure.required_by_law)},
                               {"digest", salted(salt, object({{"party", text(disclosure.party)},
                                                               {"interest", text(disclosure.interest)},
                                                               {"source", text(disclosure.source)}}))}});
  });
}

Result<std::vector<Disclosure>> SqlTransaction::disclosures(std::string_view student_id) {
  return guarded([&] {
    Disclosure disclosure{};
    disclosure.student_id = student_id;
    std::string what;
    int required = 0;
    soci::statement read =
        (session_->prepare << "SELECT CAST(seq AS TEXT), at, kind, party_id, party, interest, what, source, "
                              "required_by_law FROM disclosures WHERE student_id = :student ORDER BY seq DESC",
         use(disclosure.student_id), into(disclosure.id), into(disclosure.at), into(disclosure.kind),
         into(disclosure.party_id), into(disclosure.party), into(disclosure.interest), into(what),
         into(disclosure.source), into(required));
    read.execute();
    std::vector<Disclosure> disclosures;
    while (read.fetch()) {
      disclosure.what = parted(what);
      disclosure.required_by_law = required != 0;
      disclosures.push_back(disclosure);
    }
    return disclosures;
  });
}

}  // namespace hallpass::store
