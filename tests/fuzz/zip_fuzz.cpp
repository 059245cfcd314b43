// Any bytes as a roster's package: refused, or every file in it read to its end or to a fault, within the limits.
#include <algorithm>
#include <cstdint>
#include <string>

#include "district/roster/csv.hpp"
#include "district/roster/manifest.hpp"
#include "district/roster/package.hpp"
#include "sdk/base/bytes.hpp"
#include "tests/fuzz/support/memory_file.hpp"
#include "tests/fuzz/support/require.hpp"

namespace {

using namespace hallpass;
using fuzz::require;

// Small, so that they are met.
constexpr roster::Limits limits{.package_bytes = 60'000,
                                .unpacked_bytes = 1'000'000,
                                .unpacked_ratio = 20,
                                .unpacked_free_bytes = 10'000,
                                .files = 8,
                                .field_bytes = 1000,
                                .columns = 30};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static fuzz::MemoryFile const file;
  file.fill(as_text({data, size}));
  auto package = roster::Package::open(file.path(), limits);
  if (!package) return 0;
  require(size <= limits.package_bytes && !package->files().empty() && package->files().size() <= limits.files);
  std::size_t unpacked = 0;
  for (auto const& name : package->files()) {
    require(!name.empty() && name.find_first_of("/\\.") == std::string::npos);
    roster::CsvReader reader{name, limits,
                             [](std::size_t, std::span<std::string const>) -> Result<void> { return {}; }};
    auto const read = package->read(name, [&](std::string_view piece) {
      unpacked += piece.size();
      return reader.feed(piece);
    });
    if (read) static_cast<void>(reader.finish());
  }
  require(unpacked <= limits.unpacked_bytes);
  require(unpacked <= std::max(limits.unpacked_free_bytes, limits.unpacked_ratio * size));
  static_cast<void>(roster::check_manifest(*package, limits));
  return 0;
}
