// Any bytes as a roster's CSV: read whole or refused, and the same however it is cut into pieces.
#include <cstdint>
#include <cstdlib>

#include "district/roster/csv.hpp"
#include "sdk/base/bytes.hpp"

namespace {

using namespace hallpass;

// Every field, each followed by a character that no field may hold, then whether it was read to its end.
std::string read(std::string_view text, std::size_t cut) {
  std::string seen;
  roster::CsvReader reader{"fuzz", roster::Limits{},
                           [&](std::size_t, std::span<std::string const> fields) -> Result<void> {
                             for (auto const& field : fields) (seen += field) += '\0';
                             seen += '\1';
                             return {};
                           }};
  auto result = reader.feed(text.substr(0, cut));
  if (result) result = reader.feed(text.substr(cut));
  if (result) result = reader.finish();
  return result ? seen : "refused at " + result.error().where;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = as_text({data, size});
  if (read(text, size) != read(text, size / 2)) std::abort();
  return 0;
}
