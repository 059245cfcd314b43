// Any bytes as a roster's package: refused, or every file in it read to its end or to a fault, within the limits.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "district/roster/csv.hpp"
#include "district/roster/manifest.hpp"
#include "district/roster/package.hpp"

namespace {

using namespace hallpass;

void require(bool holds) {
  if (!holds) std::abort();
}

// A file in memory, under a path as Package wants one.
class MemoryFile {
 public:
  MemoryFile() : descriptor_{::memfd_create("package", MFD_CLOEXEC)} { require(descriptor_ >= 0); }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  void fill(std::uint8_t const* data, std::size_t size) const {
    require(::ftruncate(descriptor_, 0) == 0);
    require(::pwrite(descriptor_, data, size, 0) == static_cast<ssize_t>(size));
  }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static MemoryFile const file;
  file.fill(data, size);
  roster::Limits const limits{.package_bytes = 60'000, .unpacked_bytes = 1'000'000, .files = 8, .columns = 30};
  auto package = roster::Package::open(file.path(), limits);
  if (!package) return 0;
  require(size <= limits.package_bytes && package->files().size() <= limits.files);
  std::size_t unpacked = 0;
  for (auto const& name : package->files()) {
    require(!name.empty() && name.find_first_of("/\\") == std::string::npos);
    roster::CsvReader reader{name, limits,
                             [](std::size_t, std::span<std::string const>) -> Result<void> { return {}; }};
    auto const read = package->read(name, [&](std::string_view piece) {
      unpacked += piece.size();
      return reader.feed(piece);
    });
    if (read) static_cast<void>(reader.finish());
  }
  require(unpacked <= limits.unpacked_bytes);
  static_cast<void>(roster::check_manifest(*package, limits));
  return 0;
}
