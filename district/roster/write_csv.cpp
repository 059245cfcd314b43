#include "district/roster/write_csv.hpp"

namespace hallpass::roster {
namespace {

void append_field(std::string& file, std::string const& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
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
