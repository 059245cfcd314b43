// Any files as a roster's package, each given as a line "=== users.csv" and what follows: read whole, and the same
// again, or refused with a place, and then the store is as it was. (Any bytes as the zip itself: zip_fuzz.cpp.)
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "district/roster/import.hpp"
#include "district/roster/write_zip.hpp"
#include "sdk/base/bytes.hpp"
#include "tests/fuzz/support/memory_file.hpp"
#include "tests/fuzz/support/require.hpp"
#include "tests/fuzz/support/scratch_store.hpp"

namespace {

using namespace hallpass;
using fuzz::require;

constexpr roster::Limits limits{
    .package_bytes = 60'000, .unpacked_bytes = 40'000, .files = 16, .field_bytes = 1000, .columns = 40};

std::string zip_of(std::string_view text) {
  constexpr std::string_view mark = "=== ";
  std::vector<roster::ZipFile> files;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size() - 1) + 1;
    auto const line = text.substr(0, end);
    text.remove_prefix(end);
    auto const name = line.substr(std::min(mark.size(), line.size()));
    // Without a name libarchive makes no zip, and leaks.
    if (line.starts_with(mark) && line.ends_with('\n') && name.front() != '\0' && name.front() != '\n') {
      files.push_back({.name = std::string{name.substr(0, name.size() - 1)}, .content = {}});
    } else if (!files.empty()) {
      files.back().content += line;
    }
  }
  auto zip = roster::write_zip(files, 0);
  return zip ? std::move(*zip) : std::string{};
}

// "package…", "users.csv" or "users.csv:17:4".
bool is_place(std::string_view where) {
  if (where.starts_with("package")) return true;
  auto const stem = where.substr(0, where.find('.'));
  if (stem.empty() || !where.substr(stem.size()).starts_with(".csv")) return false;
  auto const rest = where.substr(stem.size() + 4);
  return rest.empty() || (rest.front() == ':' && rest.find_first_not_of(":0123456789") == std::string_view::npos &&
                          std::ranges::count(rest, ':') == 2);
}

void check_refusal(Error const& error) {
  using enum ErrorCode;
  require(error.code == malformed || error.code == too_large || error.code == truncated || error.code == unsupported);
  require(is_place(error.where) && error.advice.size() < 300);
}

bool same(roster::ImportReport const& one, roster::ImportReport const& other) {
  return one.students == other.students && one.guardians == other.guardians && one.staff == other.staff &&
         one.employees == other.employees && one.applicants == other.applicants && one.entries == other.entries &&
         one.ignored_columns == other.ignored_columns;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static fuzz::ScratchStore home;
  static fuzz::MemoryFile const file;
  static CivilDate const today = parse_date("2026-11-23").value();
  file.fill(zip_of(as_text({data, size})));
  auto const before = home.version();
  auto const import = [] {
    return roster::import_package(home.store(), file.path(), today, roster::Personnel::read, limits);
  };
  auto const report = import();
  if (!report) {
    check_refusal(report.error());
    require(home.version() == before);
    return 0;
  }
  require(home.version() != before && home.audit_has_grown());
  auto const again = import();
  require(again.has_value() && same(*report, *again));
  home.reset();
  return 0;
}
