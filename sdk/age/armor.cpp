#include "sdk/age/armor.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"

namespace hallpass::age {
namespace {

constexpr std::string_view first_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view any_armor = "-----";  // a wrong one is then refused as armor, not as a header
constexpr std::string_view last_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t column_count = 64;
constexpr std::string_view white_space = " \t\r\n";

std::string_view trim(std::string_view text) {
  auto const from = text.find_first_not_of(white_space);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(white_space) - from + 1);
}

}  // namespace

std::string armor(ByteView file) {
  auto const digits = base64_encode(file, Base64Alphabet::standard, Base64Padding::required);
  std::string text{first_line};
  text += '\n';
  for (std::size_t at = 0; at < digits.size(); at += column_count) {
    text.append(digits, at, column_count);
    text += '\n';
  }
  text += last_line;
  text += '\n';
  return text;
}

bool looks_armored(ByteView text) noexcept {
  return trim(as_text(text)).starts_with(any_armor);
}

Result<Bytes> dearmor(ByteView text) {
  auto const malformed = [] { return fail(ErrorCode::malformed, "armor"); };
  auto rest = trim(as_text(text));
  // Takes one line off the front, without its LF or CR LF.
  auto const next_line = [&rest] {
    auto const end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  };
  if (next_line() != first_line) return malformed();
  std::string digits;
  digits.reserve(rest.size());
  bool more = true;
  while (!rest.empty()) {
    auto const line = next_line();
    if (line == last_line) {
      if (!rest.empty()) return malformed();
      auto decoded = base64_decode(digits, Base64Alphabet::standard, Base64Padding::required);
      return decoded ? std::move(decoded) : malformed();
    }
    if (!more || line.empty() || line.size() > column_count) return malformed();
    more = line.size() == column_count;
    digits += line;
  }
  return fail(ErrorCode::truncated, "armor");
}

}  // namespace hallpass::age
