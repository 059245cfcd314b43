#pragma once
// What corrections come to for one student.

#include <map>
#include <string>
#include <vector>

#include "district/store/store.hpp"

namespace hallpass::roster {

// All corrections of one entry, as one.
struct NetCorrection {
  std::vector<std::string> values;  // what the entry said, one after another: the roster's, then each correction's
  std::string old_value;            // before the first after the mark
  std::string request_id;           // the last one's, as the time
  InstantMs at = 0;
  bool is_new = false;  // the last one was carried out after the mark

  [[nodiscard]] std::string const& new_value() const { return values.back(); }
};

// By entry id.
using CorrectionsOfStudent = std::map<std::string, NetCorrection, std::less<>>;

struct Corrections {
  std::map<std::string, CorrectionsOfStudent> students;  // those with a new one only
  std::int64_t last = 0;                                 // sequence number; 0: none is new
};

// `all`: in the order in which they were carried out. `mark`: the last one that is not new.
[[nodiscard]] Corrections sum_up(std::vector<store::Correction> const& all, std::int64_t mark);

}  // namespace hallpass::roster
