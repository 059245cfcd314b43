#pragma once
// Who has opted out of directory information, and rescinded it (34 CFR 99.37), as the store keeps it.

#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/records/directory.hpp"

namespace hallpass::store {

struct OptOut {
  std::string student_id;
  std::string person_id;
  std::string person_name;  // as it was then
  std::string role;         // district::Role's word
  records::OptOutEvent event;
  InstantMs at = 0;
};

// Only ever added; they survive every import.
class OptOuts {
 public:
  OptOuts() = default;
  OptOuts(OptOuts const&) = delete;
  OptOuts& operator=(OptOuts const&) = delete;
  virtual ~OptOuts() = default;

  [[nodiscard]] virtual Result<void> add_opt_out(OptOut const& opt_out) = 0;
  // Oldest first.
  [[nodiscard]] virtual Result<std::vector<OptOut>> opt_outs(std::string_view student_id) = 0;
};

}  // namespace hallpass::store
