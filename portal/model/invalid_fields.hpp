#pragma once
// Which fields of a form have errors, in the form's order, and what to do about each.

#include <string>
#include <string_view>
#include <vector>

#include "portal/model/draft.hpp"
#include "portal/model/texts.hpp"

namespace hallpass::portal {

struct InvalidField {
  std::string key;  // of the control that takes the focus
  Text text;
  std::string label{};  // of the entry, where there are several
};

// `key`: the draft's. Empty when check() found nothing.
[[nodiscard]] std::vector<InvalidField> invalid_fields(std::string_view key, Draft const& draft);

}  // namespace hallpass::portal
