#pragma once
// A person's own copy of a record, as the text of a file: every entry with where it comes from, what it is for, the
// statements that stand beside it (34 CFR 99.21(c): shown together), and who may see it.

#include <cstdint>
#include <string>
#include <string_view>

#include "portal/model/state.hpp"

namespace hallpass::portal {

// Of the record in the state. REQUIRES: it is there.
[[nodiscard]] std::string record_copy(State const& state, CopyFormat format);

// HTML, complete in itself, in the person's language: to read, and to print.
[[nodiscard]] std::string copy_as_page(State const& state);
// CSV (RFC 4180) in the person's language. A text that a spreadsheet would run as a formula has an apostrophe in front.
[[nodiscard]] std::string copy_as_table(State const& state);
// JSON, the district's texts exactly.
[[nodiscard]] std::string copy_as_data(State const& state);

// "school-record-2026-11-26.html", "personnel-record-…": says nothing about whose it is. The day is the person's own.
[[nodiscard]] std::string copy_file_name(State const& state, CopyFormat format);
[[nodiscard]] std::string_view media_type(CopyFormat format) noexcept;

// The form's word for a format, and back.
[[nodiscard]] std::string_view to_string(CopyFormat format) noexcept;
[[nodiscard]] CopyFormat parse_copy_format(std::string_view word) noexcept;

}  // namespace hallpass::portal
