#pragma once
// Comma-separated values, as CsvReader reads them. https://www.rfc-editor.org/rfc/rfc4180

#include <span>
#include <string>

namespace hallpass::roster {

// Appends one line, ended by CRLF. Quotes only the fields that need it. REQUIRES: `fields` is not empty, and each is
// UTF-8 without control characters but tabs and line ends.
void append_csv_row(std::string& file, std::span<std::string const> fields);

}  // namespace hallpass::roster
