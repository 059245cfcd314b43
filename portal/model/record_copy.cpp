#include "portal/model/record_copy.hpp"

#include "portal/model/json.hpp"
#include "portal/model/texts.hpp"
#include "portal/model/words.hpp"

namespace hallpass::portal {
namespace {

Json statements_of(Entry const& entry) {
  std::vector<Json> out;
  out.reserve(entry.statements.size());
  for (Statement const& statement : entry.statements) {
    out.push_back({{"at", format_instant(statement.at)}, {"author", statement.author}, {"text", statement.text}});
  }
  return out;
}

Json hidden_in(Entry const& entry) {
  std::vector<Json> out;
  out.reserve(entry.redactions.size());
  for (Redaction const& redaction : entry.redactions) {
    out.push_back(Json{{"explanation", redaction.explanation}, {"source", redaction.source}});
  }
  return out;
}

Json data_of(Entry const& entry) {
  return {{"id", entry.id},
          {"field", entry.field},
          {"label", entry.label},
          {"value", entry.value},
          {"source", entry.source},
          {"purpose", entry.purpose},
          {"statements", statements_of(entry)},
          {"hidden", hidden_in(entry)}};
}

Json whose(Student const& student) {
  if (student.is_student()) {
    return {{"id", student.id}, {"display_name", student.name}, {"school", student.school}, {"grade", student.grade}};
  }
  return {{"id", student.id},
          {"display_name", student.name},
          {"kind", student.kind ? records::to_string(*student.kind) : "other"}};
}

}  // namespace

std::string record_copy(State const& state, CopyFormat format) {
  switch (format) {
    case CopyFormat::page:
      return copy_as_page(state);
    case CopyFormat::table:
      return copy_as_table(state);
    case CopyFormat::data:
      break;
  }
  return copy_as_data(state);
}

std::string copy_as_data(State const& state) {
  Record const& record = state.record.value;
  std::vector<Json> categories;
  categories.reserve(record.categories.size());
  for (RecordCategory const& category : record.categories) {
    std::vector<Json> entries;
    entries.reserve(category.entries.size());
    for (Entry const& entry : category.entries) entries.push_back(data_of(entry));
    categories.push_back(
        {{"id", category.category ? records::to_string(*category.category) : "other"}, {"entries", entries}});
  }
  return Json{{"format", "hallpass-record-copy"},
              {"version", 1},
              {"made_at", format_instant(state.now_ms)},
              {"district", state.district.value.name},
              {record.student.is_student() ? "student" : "person", whose(record.student)},
              {"who_may_see", text(state.language, for_reader(state, Text::copy_who_may_see))},
              {"categories", categories}}
      .text();
}

std::string copy_file_name(State const& state, CopyFormat format) {
  std::string name = state.record.value.student.is_student() ? "school-record-" : "personnel-record-";
  name += format_date(local_day(state.now_ms, offset_at(state.clock, state.now_ms)));
  switch (format) {
    case CopyFormat::page:
      return name + ".html";
    case CopyFormat::table:
      return name + ".csv";
    case CopyFormat::data:
      break;
  }
  return name + ".json";
}

std::string_view media_type(CopyFormat format) noexcept {
  switch (format) {
    case CopyFormat::page:
      return "text/html;charset=utf-8";
    case CopyFormat::table:
      return "text/csv;charset=utf-8";
    case CopyFormat::data:
      break;
  }
  return "application/json";
}

std::string_view to_string(CopyFormat format) noexcept {
  switch (format) {
    case CopyFormat::page:
      return "page";
    case CopyFormat::table:
      return "table";
    case CopyFormat::data:
      break;
  }
  return "data";
}

CopyFormat parse_copy_format(std::string_view word) noexcept {
  if (word == to_string(CopyFormat::table)) return CopyFormat::table;
  return word == to_string(CopyFormat::data) ? CopyFormat::data : CopyFormat::page;
}

}  // namespace hallpass::portal
