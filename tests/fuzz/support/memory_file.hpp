#pragma once
// A file in memory, under a path for what opens files by their path.

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "tests/fuzz/support/require.hpp"

namespace hallpass::fuzz {

class MemoryFile {
 public:
  MemoryFile() : descriptor_{::memfd_create("fuzz", MFD_CLOEXEC)} { require(descriptor_ >= 0); }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  void fill(std::string_view bytes) const {
    require(::ftruncate(descriptor_, 0) == 0);
    require(::pwrite(descriptor_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace hallpass::fuzz
