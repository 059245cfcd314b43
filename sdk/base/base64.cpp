#include "sdk/base/base64.hpp"

#include <array>

namespace hallpass {
namespace {

constexpr std::string_view standard_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t not_a_digit = 0xff;

constexpr std::array<std::uint8_t, 256> values_of(std::string_view digits) {
  std::array<std::uint8_t, 256> values{};
  values.fill(not_a_digit);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}

constexpr auto standard_values = values_of(standard_digits);
constexpr auto url_values = values_of(url_digits);

}  // namespace

std::string base64_encode(ByteView bytes, Base64Alphabet alphabet, Base64Padding padding) {
  auto const digits = alphabet == Base64Alphabet::standard ? standard_digits : url_digits;
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (auto const byte : bytes) {
    pending = (pending << 8U) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += digits[(pending >> bits) & 0x3fU];
    }
  }
  if (bits > 0) out += digits[(pending << (6U - bits)) & 0x3fU];
  if (padding == Base64Padding::required) {
    while (out.size() % 4 != 0) out += '=';
  }
  return out;
}

Result<Bytes> base64_decode(std::string_view text, Base64Alphabet alphabet, Base64Padding padding) {
  auto const& values = alphabet == Base64Alphabet::standard ? standard_values : url_values;
  auto const malformed = [] { return fail(ErrorCode::malformed, "base64"); };
  if (padding == Base64Padding::required) {
    if (text.size() % 4 != 0) return malformed();
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return malformed();
  Bytes out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (auto const character : text) {
    auto const value = values[static_cast<unsigned char>(character)];
    if (value == not_a_digit) return malformed();
    pending = (pending << 6U) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::uint8_t>(pending >> bits));
    }
  }
  if ((pending & ((1U << bits) - 1U)) != 0) return malformed();  // unused bits must be zero: one spelling only
  return out;
}

}  // namespace hallpass
