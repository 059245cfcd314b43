#pragma once
// An instant as a number. Apart from civil_time.hpp, for code that may not allocate.

#include <cstdint>

namespace hallpass {

// Milliseconds since 1970-01-01T00:00:00Z, as JavaScript's Date counts them.
using InstantMs = std::int64_t;

}  // namespace hallpass
