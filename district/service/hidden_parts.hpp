#pragma once
// What is hidden of a student's record from this caller: parts about another student (34 CFR 99.12(a)). From staff
// nothing is.

#include <string>
#include <string_view>
#include <vector>

#include "district/service/access.hpp"

namespace hallpass::district {

class HiddenParts {
 public:
  [[nodiscard]] static Result<HiddenParts> from(store::Transaction& transaction, Sight const& sight);
  // From all that hold for the student, where they have been read.
  HiddenParts(std::vector<store::Redaction> redactions, records::Standing standing);

  // What an entry says now, as the caller sees it.
  [[nodiscard]] std::string value(store::Entry const& entry) const;
  // Likewise what a request says it said or should say.
  [[nodiscard]] std::string value_in_request(std::string_view entry_id, std::string_view value) const;
  // What the caller, who saw value(), wants it to say, made whole. None when a mark is missing or was added.
  [[nodiscard]] std::optional<std::string> made_whole(store::Entry const& entry, std::string_view wanted) const;
  // What somebody wrote about the student.
  [[nodiscard]] std::string text(std::string_view text) const;
  // Whether a canonical JSON text holds a hidden part.
  [[nodiscard]] bool is_in_json(std::string_view json) const;

 private:
  [[nodiscard]] std::vector<std::string> parts_of(std::string_view entry_id) const;

  std::vector<store::Redaction> redactions_;
};

}  // namespace hallpass::district
