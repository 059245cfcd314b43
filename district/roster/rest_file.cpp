#include "district/roster/rest_file.hpp"

#include <array>
#include <string_view>

#include "district/roster/write_csv.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::roster {
namespace {

// Without it Excel takes the file for one of the machine's old code page.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// https://owasp.org/www-community/attacks/CSV_Injection
constexpr std::string_view formula_starts = "=+-@\t\r\n";

std::string harmless(std::string const& text) {
  bool const formula = !text.empty() && formula_starts.find(text.front()) != std::string_view::npos;
  return formula ? "'" + text : text;
}

}  // namespace

std::string write_rest(std::vector<RestRow> const& rows) {
  std::string text{byte_order_mark};
  append_csv_row(text, std::array<std::string, 9>{"studentSourcedId", "entry", "label", "detail", "oldValue",
                                                  "newValue", "request", "decidedAt", "why"});
  for (auto const& row : rows) {
    append_csv_row(text, std::array{harmless(row.student_id), harmless(row.entry_id), harmless(row.label),
                                    harmless(row.detail), harmless(row.old_value), harmless(row.new_value),
                                    harmless(row.request_id), format_instant(row.decided_at), harmless(row.why)});
  }
  return text;
}

}  // namespace hallpass::roster
