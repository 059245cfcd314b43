#pragma once
// What a fuzzer holds to be true of any input.

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace hallpass::fuzz {

inline void require(bool holds, std::source_location const& where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
  std::abort();
}

}  // namespace hallpass::fuzz
