#include "district/roster/csv.hpp"

#include "sdk/base/utf8.hpp"

namespace hallpass::roster {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

CsvReader::CsvReader(std::string file, Limits const& limits, TakeRow take_row)
    : file_(std::move(file)), limits_(limits), take_row_(std::move(take_row)) {}

Error CsvReader::error(ErrorCode code, std::string const& advice) const {
  return fail(code, file_ + ":" + std::to_string(line_) + ":" + std::to_string(count_ + 1), advice);
}

Result<void> CsvReader::feed(std::string_view piece) {
  while (mark_ < byte_order_mark.size() && !piece.empty()) {
    if (piece.front() != byte_order_mark[mark_]) {
      if (mark_ > 0) return error(ErrorCode::malformed, "The file begins with half a byte order mark.");
      mark_ = byte_order_mark.size();
      break;
    }
    ++mark_;
    piece.remove_prefix(1);
  }
  while (!piece.empty()) {
    if (place_ == Place::plain || place_ == Place::quoted) {
      // The common run of ordinary characters, all at once.
      std::size_t run = 0;
      while (run < piece.size() && static_cast<unsigned char>(piece[run]) >= 0x20 && piece[run] != '"' &&
             piece[run] != ',') {
        ++run;
      }
      if (field_.size() + run > limits_.field_bytes) return error(ErrorCode::too_large, "The field is too long.");
      field_.append(piece.substr(0, run));
      piece.remove_prefix(run);
      if (piece.empty()) break;
    }
    HALLPASS_CHECK(step(piece.front()));
    piece.remove_prefix(1);
  }
  return {};
}

Result<void> CsvReader::step(char character) {
  switch (place_) {
    case Place::after_return:
      if (character != '\n') return error(ErrorCode::malformed, "A line ends in CRLF or LF, not in CR alone.");
      return end_row();
    case Place::quoted:
      if (character == '"') {
        place_ = Place::after_quote;
        return {};
      }
      if (character == '\n') ++line_;
      return append(character);
    case Place::after_quote:
      if (character == '"') {
        place_ = Place::quoted;
        return append('"');
      }
      break;
    case Place::field_start:
      if (character == '"') {
        place_ = Place::quoted;
        return {};
      }
      break;
    case Place::plain:
      if (character == '"') {
        return error(ErrorCode::malformed, "Put quotes around the whole field and write each one inside it twice.");
      }
      break;
  }
  if (character == ',') return end_field();
  if (character == '\n') return end_row();
  if (character == '\r') {
    place_ = Place::after_return;
    return {};
  }
  if (place_ == Place::after_quote) return error(ErrorCode::malformed, "After the closing quote comes a comma.");
  place_ = Place::plain;
  return append(character);
}

Result<void> CsvReader::append(char character) {
  auto const code = static_cast<unsigned char>(character);
  if (code < 0x20 && character != '\n' && character != '\r' && character != '\t') {
    return error(ErrorCode::malformed, "The field holds a control character.");
  }
  if (field_.size() == limits_.field_bytes) return error(ErrorCode::too_large, "The field is too long.");
  field_ += character;
  return {};
}

Result<void> CsvReader::end_field() {
  if (find_invalid_utf8(field_) != std::string_view::npos) {
    return error(ErrorCode::malformed, "Write the file in UTF-8.");
  }
  if (count_ == limits_.columns) return error(ErrorCode::too_large, "The row has too many columns.");
  if (count_ == fields_.size()) fields_.emplace_back();
  fields_[count_].swap(field_);
  field_.clear();
  ++count_;
  place_ = Place::field_start;
  return {};
}

Result<void> CsvReader::end_row() {
  HALLPASS_CHECK(end_field());
  auto const row = std::span<std::string const>{fields_}.first(count_);
  count_ = 0;
  HALLPASS_CHECK(take_row_(row_line_, row));
  ++line_;
  row_line_ = line_;
  return {};
}

Result<void> CsvReader::finish() {
  switch (place_) {
    case Place::quoted:
      return error(ErrorCode::truncated, "The file ends inside quotes.");
    case Place::after_return:
      return error(ErrorCode::truncated, "The file ends inside a line end.");
    case Place::field_start:
      if (count_ == 0) return {};
      break;
    case Place::plain:
    case Place::after_quote:
      break;
  }
  return end_row();
}

}  // namespace hallpass::roster
