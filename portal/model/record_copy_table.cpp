// A copy of a record as CSV, for spreadsheets.
#include <algorithm>
#include <array>

#include "portal/model/record_copy.hpp"
#include "portal/model/texts.hpp"
#include "portal/model/words.hpp"

namespace hallpass::portal {
namespace {

// Spreadsheets run a cell that begins with one of these as a formula, also behind white space; some read the full-width
// signs of East Asian keyboards the same way. (OWASP, "CSV Injection")
bool runs_as_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  auto const start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  return text.front() == '\t' || text.front() == '\r' || text.front() == '\n' ||
         std::ranges::any_of(signs, [&](auto sign) { return text.substr(start).starts_with(sign); });
}

void cell(std::string& out, std::string_view text) {
  if (!out.empty() && out.back() != '\n') out += ',';
  out += '"';
  if (runs_as_formula(text)) out += '\'';
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string statements_of(State const& state, Entry const& entry) {
  std::string out;
  for (Statement const& statement : entry.statements) {
    if (!out.empty()) out += "\n";
    auto const day = local_day(statement.at, offset_at(state.clock, statement.at));
    out += text(state.language, Text::copy_statement,
                {statement.author, day_in_words(state.language, day), statement.text});
  }
  return out;
}

std::string hidden_in(State const& state, Entry const& entry) {
  if (entry.redactions.empty()) return {};
  auto const& first = entry.redactions.front();
  return translated(state.language, first.explanation) + " (" + first.source + ")";
}

}  // namespace

std::string copy_as_table(State const& state) {
  auto const& language = state.language;
  // Without the byte order mark, spreadsheets read "García" in the computer's old eight-bit letters.
  std::string out = "\uFEFF";
  std::string row;
  auto const end_row = [&] {
    out += row + "\r\n";
    row.clear();
  };
  for (Text const title : {Text::copy_part, Text::column_field, Text::column_value, Text::column_source,
                           Text::column_purpose, Text::statements_title, Text::copy_hidden, Text::copy_who_title}) {
    cell(row, text(language, for_reader(state, title)));
  }
  end_row();
  for (RecordCategory const& category : state.record.value.categories) {
    for (Entry const& entry : category.entries) {
      cell(row, text(language, for_reader(state, word(category.category))));
      cell(row, translated(language, entry.label));
      cell(row, entry.value);
      cell(row, entry.source);
      cell(row, translated(language, entry.purpose));
      cell(row, statements_of(state, entry));
      cell(row, hidden_in(state, entry));
      cell(row, text(language, for_reader(state, Text::copy_who_may_see)));
      end_row();
    }
  }
  return out;
}

}  // namespace hallpass::portal
