#pragma once
// Comma-separated values, strict, fed piece by piece. https://www.rfc-editor.org/rfc/rfc4180
// UTF-8 with or without a byte order mark; lines end in CRLF or LF; quotes only around a whole field.

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "district/roster/limits.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::roster {

class CsvReader {
 public:
  // One line of the file; valid only during the call. `line` counts from 1 and is where the row begins.
  using TakeRow = std::function<Result<void>(std::size_t line, std::span<std::string const> fields)>;

  // `file` is only for errors: their `where` is "FILE:LINE:COLUMN", the column being the field's number from 1.
  CsvReader(std::string file, Limits const& limits, TakeRow take_row);

  // Errors: malformed (quotes, line ends, control characters, UTF-8), too_large, and what `take_row` returns.
  [[nodiscard]] Result<void> feed(std::string_view piece);
  // After the last piece. Errors: truncated, inside quotes.
  [[nodiscard]] Result<void> finish();

 private:
  enum class Place : unsigned char { field_start, plain, quoted, after_quote, after_return };

  [[nodiscard]] Result<void> step(char character);
  [[nodiscard]] Result<void> append(char character);
  [[nodiscard]] Result<void> end_field();
  [[nodiscard]] Result<void> end_row();
  [[nodiscard]] Error error(ErrorCode code, std::string const& advice) const;

  std::string file_;
  Limits limits_;
  TakeRow take_row_;
  Place place_ = Place::field_start;
  std::size_t mark_ = 0;  // bytes of a byte order mark seen; its size once past it
  std::size_t line_ = 1;
  std::size_t row_line_ = 1;
  std::size_t count_ = 0;  // of finished fields of this row; fields_ keeps its strings for the next one
  std::vector<std::string> fields_;
  std::string field_;
};

}  // namespace hallpass::roster
