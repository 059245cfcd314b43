#pragma once
// The statement people read, as far as the policy rests on it: its sections, and the sentences that rules come from.

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

struct Section {
  std::string number;  // "II.E": Roman numerals, then capital letters
  std::string title;   // empty: the statement has the section's text without a heading
};

struct Passage {
  PassageId id;
  std::string section;  // a Section's number
  std::string text;     // word for word
};

struct Statement {
  std::string title;
  std::string url;  // https URL or absolute path
  LanguageTag language;
  std::optional<CivilDate> last_updated;  // absent: a gap
  std::vector<Section> sections;
  std::vector<Passage> passages;
};

}  // namespace hallpass::policy
