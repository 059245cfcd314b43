#pragma once
// Names that nobody can guess.

#include <string>

namespace hallpass::district {

// 128 random bits from the operating system, as 32 hexadecimal digits.
[[nodiscard]] std::string new_id();

}  // namespace hallpass::district
