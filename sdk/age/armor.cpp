#include "sdk/age/armor.hpp"

#include <algorithm>
#include <utility>

#include "sdk/base/base64.hpp"

namespace hallpass::age {
namespace {

constexpr std::string_view first_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view any_armor = "-----";  // a wrong one is then refused as armor, not as a header
constexpr std::string_view last_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t column_count = 64;
constexpr std::size_t line_size = column_count / 4 * 3;
constexpr std::string_view white_space = " \t\r\n";

bool is_white(char letter) {
  return white_space.find(letter) != std::string_view::npos;
}

std::string_view without_white_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of(white_space) + 1);
}

Error malformed() {
  return fail(ErrorCode::malformed, "armor");
}

void append_line(std::string& text, ByteView bytes) {
  text += base64_encode(bytes, Base64Alphabet::standard, Base64Padding::required);
  text += '\n';
}

}  // namespace

std::string ArmorWriter::write(ByteView piece) {
  std::string text;
  if (!begun_) {
    text = first_line;
    text += '\n';
    begun_ = true;
  }
  if (!pending_.empty()) {
    auto const size = std::min(line_size - pending_.size(), piece.size());
    pending_.insert(pending_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
    piece = piece.subspan(size);
    if (pending_.size() < line_size) return text;
    append_line(text, pending_);
    pending_.clear();
  }
  for (; piece.size() >= line_size; piece = piece.subspan(line_size)) append_line(text, piece.first(line_size));
  pending_.assign(piece.begin(), piece.end());
  return text;
}

std::string ArmorWriter::finish() {
  auto text = write({});
  if (!pending_.empty()) append_line(text, pending_);
  text += last_line;
  text += '\n';
  return text;
}

Result<void> ArmorReader::take_line(Bytes& file) {
  auto line = std::exchange(line_, {});
  if (line.ends_with('\r')) line.pop_back();
  if (expected_ == Expected::first_line) {
    if (line != first_line) return malformed();
    expected_ = Expected::any_line;
    return {};
  }
  if (without_white_end(line) == last_line) {
    expected_ = Expected::nothing;
    return {};
  }
  if (expected_ == Expected::last_line || line.empty() || line.size() > column_count) return malformed();
  auto const bytes = base64_decode(line, Base64Alphabet::standard, Base64Padding::required);
  if (!bytes) return malformed();
  file.insert(file.end(), bytes->begin(), bytes->end());
  if (bytes->size() < line_size) expected_ = Expected::last_line;
  return {};
}

Result<void> ArmorReader::read(ByteView piece, Bytes& file) {
  for (auto const letter : as_text(piece)) {
    if (expected_ == Expected::nothing || (expected_ == Expected::first_line && line_.empty())) {
      if (is_white(letter)) continue;
      if (expected_ == Expected::nothing) return malformed();
    }
    if (letter == '\n') {
      HALLPASS_CHECK(take_line(file));
      continue;
    }
    if (line_.size() > column_count) {  // room for a CR
      // White space may follow the last line, however long.
      if (line_.starts_with(last_line) && is_white(letter)) continue;
      return malformed();
    }
    line_ += letter;
  }
  return {};
}

Result<void> ArmorReader::finish(Bytes& file) {
  // The last line needs no end of its own.
  if (without_white_end(line_) == last_line && expected_ != Expected::first_line) return take_line(file);
  return expected_ == Expected::nothing ? Result<void>{} : fail(ErrorCode::truncated, "armor");
}

std::string armor(ByteView file) {
  ArmorWriter writer;
  auto text = writer.write(file);
  text += writer.finish();
  return text;
}

bool looks_armored(ByteView text) noexcept {
  auto const letters = as_text(text);
  auto const from = letters.find_first_not_of(white_space);
  return from != std::string_view::npos && letters.substr(from).starts_with(any_armor);
}

Result<Bytes> dearmor(ByteView text) {
  ArmorReader reader;
  Bytes file;
  HALLPASS_CHECK(reader.read(text, file));
  HALLPASS_CHECK(reader.finish(file));
  return file;
}

}  // namespace hallpass::age
