#include "district/roster/write_csv.hpp"

namespace hallpass::roster {
namespace {

// What a byte order mark begins with. At the file's very beginning a reader would take it for one.
constexpr char mark_start = '\xEF';

void append_field(std::string& file, std::string const& field) {
  bool const like_mark = file.empty() && field.starts_with(mark_start);
  if (!like_mark && field.find_first_of(",\"\r\n") == std::string::npos) {
    file += field;
    return;
  }
  file += '"';
  for (auto const character : field) {
    if (character == '"') file += '"';
    file += character;
  }
  file += '"';
}

}  // namespace

void append_csv_row(std::string& file, std::span<std::string const> fields) {
  for (auto const& field : fields) {
    if (&field != fields.data()) file += ',';
    append_field(file, field);
  }
  file += "\r\n";
}

}  // namespace hallpass::roster
