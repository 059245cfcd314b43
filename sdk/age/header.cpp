#include "sdk/age/header.hpp"

#include <algorithm>
#include <optional>

#include "sdk/base/base64.hpp"

namespace hallpass::age {
namespace {

constexpr std::string_view version_line = "age-encryption.org/v1";
constexpr std::string_view version_family = "age-encryption.org/";
constexpr std::string_view stanza_mark = "-> ";
constexpr std::string_view mac_mark = "---";
constexpr std::size_t column_count = 64;

// Takes lines off the front of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_{text}, size_{text.size()} {}

  // The next line without its line feed, or nothing when the text ends before one.
  std::optional<std::string_view> next() {
    auto const end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto const line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  [[nodiscard]] std::size_t taken() const { return size_ - rest_.size(); }

 private:
  std::string_view rest_;
  std::size_t size_;
};

Error malformed() {
  return fail(ErrorCode::malformed, "header");
}
Error truncated() {
  return fail(ErrorCode::truncated, "header");
}

Result<Bytes> decode(std::string_view text) {
  auto bytes = base64_decode(text, Base64Alphabet::standard, Base64Padding::forbidden);
  return bytes ? std::move(bytes) : malformed();
}

// "-> type argument…"; every word is one or more visible ASCII characters.
Result<Stanza> read_stanza_line(std::string_view line) {
  line.remove_prefix(stanza_mark.size());
  char before = ' ';
  for (auto const c : line) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return malformed();
    before = c;
  }
  if (before == ' ') return malformed();
  auto const end = std::min(line.find(' '), line.size());
  return Stanza{line.substr(0, end), line.substr(std::min(end + 1, line.size())), {}};
}

// Lines of 64 columns, ended by a shorter one.
Result<Bytes> read_body(Lines& lines) {
  std::string digits;
  for (;;) {
    auto const line = lines.next();
    if (!line) return truncated();
    if (line->size() > column_count) return malformed();
    digits += *line;
    if (line->size() < column_count) return decode(digits);
  }
}

Result<Header> read(ByteView file) {
  Lines lines{as_text(file)};
  auto line = lines.next();
  if (!line) return truncated();
  if (*line != version_line) {
    auto const other_version = line->starts_with(version_family);
    return other_version ? fail(ErrorCode::unsupported, "header", "Only version 1 of the age format is known.")
                         : malformed();
  }
  Header header;
  for (;;) {
    header.authenticated = lines.taken() + mac_mark.size();
    line = lines.next();
    if (!line) return truncated();
    if (!line->starts_with(stanza_mark)) break;
    HALLPASS_TRY(stanza, read_stanza_line(*line));
    HALLPASS_TRY(body, read_body(lines));
    stanza.body = std::move(body);
    header.stanzas.push_back(std::move(stanza));
  }
  if (header.stanzas.empty() || !line->starts_with("--- ")) return malformed();
  HALLPASS_TRY(mac, decode(line->substr(mac_mark.size() + 1)));
  if (mac.size() != header.mac.size()) return malformed();
  std::ranges::copy(mac, header.mac.begin());
  header.size = lines.taken();
  return header;
}

// Whether these bytes, fewer than a version line, may still become one.
bool may_begin_file(std::string_view text) {
  auto const expected = std::string{version_line} + '\n';
  return text.substr(0, expected.size()) == std::string_view{expected}.substr(0, text.size());
}

}  // namespace

Result<Header> read_header(ByteView file) {
  auto const start = file.first(std::min(file.size(), max_header_size));
  auto header = read(start);
  if (header || header.error().code != ErrorCode::truncated) return header;
  if (as_text(start).find('\n') == std::string_view::npos && !may_begin_file(as_text(start))) return malformed();
  if (start.size() == max_header_size) return fail(ErrorCode::too_large, "header");
  return header;
}

std::string begin_header() {
  return std::string{version_line} + '\n';
}

void append_stanza(std::string& header, std::string_view type, std::string_view arguments, ByteView body) {
  header += stanza_mark;
  header += type;
  if (!arguments.empty()) header += ' ';
  header += arguments;
  header += '\n';
  auto const digits = base64_encode(body, Base64Alphabet::standard, Base64Padding::forbidden);
  // A body whose last line is full is ended by an empty one.
  for (std::size_t at = 0; at <= digits.size(); at += column_count) {
    header.append(digits, at, column_count);
    header += '\n';
  }
}

void end_stanzas(std::string& header) {
  header += mac_mark;
}

}  // namespace hallpass::age
