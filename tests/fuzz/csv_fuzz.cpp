// Any bytes as a roster's CSV: read whole or refused, the same however it is cut into pieces, never past the limits;
// and what was read is the same once more after it was written.
#include <cstdint>

#include "district/roster/csv.hpp"
#include "district/roster/write_csv.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/utf8.hpp"
#include "tests/fuzz/support/require.hpp"

namespace {

using namespace hallpass;
using fuzz::require;

// Small, so that they are met.
constexpr roster::Limits limits{.field_bytes = 100, .columns = 12};

using Rows = std::vector<std::vector<std::string>>;

Result<void> read(std::string_view text, std::size_t cut, Rows& rows) {
  roster::CsvReader reader{"fuzz", limits, [&](std::size_t, std::span<std::string const> fields) -> Result<void> {
                             require(!fields.empty() && fields.size() <= limits.columns);
                             for (auto const& field : fields) {
                               require(field.size() <= limits.field_bytes);
                               require(find_invalid_utf8(field) == std::string_view::npos);
                             }
                             rows.emplace_back(fields.begin(), fields.end());
                             return {};
                           }};
  HALLPASS_CHECK(reader.feed(text.substr(0, cut)));
  HALLPASS_CHECK(reader.feed(text.substr(cut)));
  return reader.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = as_text({data, size});
  Rows rows;
  Rows in_two;
  auto const whole = read(text, size, rows);
  auto const halves = read(text, size / 2, in_two);
  require(whole == halves && rows == in_two);
  if (!whole) return 0;
  std::string written;
  for (auto const& row : rows) roster::append_csv_row(written, row);
  Rows again;
  require(read(written, written.size(), again).has_value() && again == rows);
  return 0;
}
