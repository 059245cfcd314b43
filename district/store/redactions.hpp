#pragma once
// Which parts of a record are hidden from parents and students (34 CFR 99.12(a)), as the store keeps them.

#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/records/redaction.hpp"

namespace hallpass::store {

struct Redaction {
  std::string id;
  std::string student_id;
  std::string entry_id;
  std::string part;  // the text that is hidden
  records::RedactionReason reason;
  std::string note;  // why, in the office's words
  std::string staff_id;
  std::string staff_name;  // as it was then
  InstantMs at = 0;
};

// They survive every import, and go with their entry when it is destroyed.
class Redactions {
 public:
  Redactions() = default;
  Redactions(Redactions const&) = delete;
  Redactions& operator=(Redactions const&) = delete;
  virtual ~Redactions() = default;

  // Kept answers about the student are emptied: they may hold the part.
  [[nodiscard]] virtual Result<void> add_redaction(Redaction const& redaction) = 0;
  // Errors: not_found, `where` "redaction", when the student has none of that id, or it was lifted before.
  [[nodiscard]] virtual Result<void> lift_redaction(std::string_view student_id, std::string_view id,
                                                    std::string_view staff_id, InstantMs at) = 0;
  // Those that were not lifted, oldest first.
  [[nodiscard]] virtual Result<std::vector<Redaction>> redactions(std::string_view student_id) = 0;
};

}  // namespace hallpass::store
