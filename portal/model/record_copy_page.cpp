// A copy of a record as one HTML file: it needs no network, runs no script, and prints from any browser.
#include "portal/model/record_copy.hpp"
#include "portal/model/texts.hpp"
#include "portal/model/words.hpp"
#include "sdk/base/html.hpp"

namespace hallpass::portal {
namespace {

// A statement never stands on another sheet than its entry; a row is never cut; the titles come again on every sheet.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 0 auto; padding: 16px; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2 { line-height: 1.25; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid; text-align: start; vertical-align: top; }
thead th { font-size: 14px; }
.statement td { padding-inline-start: 24px; }
.statement p { margin: 4px 0; white-space: pre-line; }
td { white-space: pre-line; }
@media (max-width: 640px) {
  table, tbody, tr, th, td { display: block; }
  thead { display: none; }
  tbody tr { padding: 8px 0; border-bottom: 1px solid; }
  tbody :is(th, td) { padding: 2px 0; border: 0; }
  td[data-title]::before { content: attr(data-title) ': '; font-weight: 600; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .statement { break-before: avoid; }
}
)";

class PageWriter {
 public:
  explicit PageWriter(State const& state) : state_{&state} {}

  std::string write() {
    Record const& record = state_->record.value;
    std::string const title = text(state_->language, Text::record_title, {record.student.name});
    out_ += "<!doctype html>\n<html lang=\"";
    out_ += state_->language.tag();
    out_ += "\" dir=\"auto\">\n<meta charset=\"utf-8\">\n";
    // Whatever a text of the record says, the file fetches nothing and runs nothing.
    out_ += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    element("title", title);
    out_ += "<style>";
    out_ += style;
    out_ += "</style>\n<main>\n";
    element("h1", title);
    auto const today = local_day(state_->now_ms, offset_at(state_->clock, state_->now_ms));
    element("p", text(state_->language, Text::copy_made,
                      {day_in_words(state_->language, today), state_->district.value.name}));
    element("h2", say(Text::copy_who_title));
    element("p", say(Text::copy_who_may_see));
    for (RecordCategory const& category : record.categories) write(category);
    out_ += "</main>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view say(Text name) const { return text(state_->language, for_reader(*state_, name)); }

  void element(std::string_view tag, std::string_view text) {
    out_ += "<";
    out_ += tag;
    out_ += ">" + escape_html(text) + "</";
    out_ += tag;
    out_ += ">\n";
  }

  void write(RecordCategory const& category) {
    element("h2", say(word(category.category)));
    if (category.entries.empty()) {
      element("p", say(Text::record_category_empty));
      return;
    }
    out_ += "<table>\n<thead><tr>";
    for (Text const title : {Text::column_field, Text::column_value, Text::column_source, Text::column_purpose}) {
      out_ += "<th scope=\"col\">" + escape_html(say(title)) + "</th>";
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (Entry const& entry : category.entries) write(entry);
    out_ += "</tbody>\n</table>\n";
  }

  void write(Entry const& entry) {
    std::string const label = translated(state_->language, entry.label);
    out_ += "<tr><th scope=\"row\">" + escape_html(label) + "</th>";
    cell(Text::column_value, entry.value.empty() ? say(Text::nothing_there) : std::string_view{entry.value});
    cell(Text::column_source, entry.source);
    cell(Text::column_purpose, translated(state_->language, entry.purpose));
    out_ += "</tr>\n";
    if (!entry.redactions.empty()) {
      auto const& first = entry.redactions.front();
      out_ += "<tr class=\"statement\"><td colspan=\"4\">";
      element("p", translated(state_->language, first.explanation) + " (" + first.source + ")");
      out_ += "</td></tr>\n";
    }
    for (Statement const& statement : entry.statements) {
      out_ += "<tr class=\"statement\"><td colspan=\"4\">";
      auto const day = local_day(statement.at, offset_at(state_->clock, statement.at));
      element("strong", text(state_->language, Text::statement_about, {label, statement.author}) + " " +
                            day_in_words(state_->language, day));
      element("p", statement.text);
      out_ += "</td></tr>\n";
    }
  }

  void cell(Text title, std::string_view value) {
    out_ += "<td data-title=\"" + escape_html(say(title)) + "\">" + escape_html(value) + "</td>";
  }

  State const* state_;
  std::string out_;
};

}  // namespace

std::string copy_as_page(State const& state) {
  return PageWriter{state}.write();
}

}  // namespace hallpass::portal
