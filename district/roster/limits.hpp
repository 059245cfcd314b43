#pragma once
// What an import takes at most. Past any of it: too_large, and nothing is stored.

#include <cstddef>

namespace hallpass::roster {

struct Limits {
  std::size_t package_bytes = std::size_t{512} * 1024 * 1024;        // the zip
  std::size_t unpacked_bytes = std::size_t{4} * 1024 * 1024 * 1024;  // all files together
  std::size_t unpacked_ratio = 200;                                  // unpacked to packed, past unpacked_free_bytes
  std::size_t unpacked_free_bytes = std::size_t{16} * 1024 * 1024;
  std::size_t files = 64;
  std::size_t field_bytes = std::size_t{64} * 1024;
  std::size_t columns = 200;
};

}  // namespace hallpass::roster
