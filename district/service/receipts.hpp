#pragma once
// A signed receipt of every step, when the district has a key for that (docs/step-receipts.md).

#include "district/service/progress.hpp"

namespace hallpass::district {

// A step that was just kept.
struct TakenStep {
  records::Event event;
  records::State from;  // the state that the request left
  Author const& author;
  std::string_view text;
};

// Does nothing without a key. Errors: of the store; internal, `where` "receipt".
[[nodiscard]] Result<void> sign_step(Work const& work, store::Request const& request, TakenStep const& step);

}  // namespace hallpass::district
