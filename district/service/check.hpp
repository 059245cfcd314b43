#pragma once
// What a caller sent, before anything is done with it.

#include <string_view>

#include "district/service/values.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::district {

enum class Presence : std::uint8_t { optional, required };

// Errors: invalid_argument or too_large at `where`: empty though required, too long, no UTF-8, control characters.
[[nodiscard]] Result<void> check_text(std::string_view text, std::size_t max_bytes, Presence presence,
                                      std::string_view where);

// What can be said of a request without the store. Errors: as check_text, at "/entries/0/new_value" and the like.
[[nodiscard]] Result<void> check_form(NewRequest const& request);
// Likewise of a step.
[[nodiscard]] Result<void> check_step(NewStep const& step, InstantMs now);

}  // namespace hallpass::district
