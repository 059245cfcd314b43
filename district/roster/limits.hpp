#pragma once
// What an import takes at most. Past any of it: too_large, and nothing is stored.

#include <cstddef>

namespace hallpass::roster {

struct Limits {
  std::size_t package_bytes = 512U * 1024U * 1024U;           // the zip
  std::size_t unpacked_bytes = 4ULL * 1024U * 1024U * 1024U;  // all files together
  std::size_t unpacked_ratio = 200;                           // unpacked to packed, past unpacked_free_bytes
  std::size_t unpacked_free_bytes = 16U * 1024U * 1024U;
  std::size_t files = 64;
  std::size_t field_bytes = 64U * 1024U;
  std::size_t columns = 200;
};

}  // namespace hallpass::roster
