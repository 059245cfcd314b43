#pragma once
// Text in HTML.

#include <string>
#include <string_view>

namespace hallpass {

// As what it says, in an element or in an attribute between double quotes; never as markup.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace hallpass
