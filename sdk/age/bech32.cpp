#include "sdk/age/bech32.hpp"

#include "sdk/base/bech32.hpp"

namespace hallpass::age {
namespace {

char to_lower(char character) noexcept {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

}  // namespace

crypto::SecretBytes bech32_encode(std::string_view prefix, ByteView data) {
  crypto::SecretBytes text;
  text.reserve(prefix.size() + 1 + (data.size() * 8 + 4) / 5 + bech32_checksum_size);
  text.assign(prefix.begin(), prefix.end());
  text.push_back('1');
  Bech32Checksum checksum{prefix};
  auto const put = [&](std::uint32_t value) {
    checksum.add(value);
    text.push_back(static_cast<std::uint8_t>(bech32_digits[value]));
  };
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (auto const byte : data) {
    pending = (pending << 8U) | byte;
    for (bits += 8; bits >= 5;) {
      bits -= 5;
      put((pending >> bits) & 31U);
    }
  }
  if (bits > 0) put((pending << (5U - bits)) & 31U);
  for (std::size_t i = 0; i < bech32_checksum_size; ++i) checksum.add(0);
  auto const code = checksum.state() ^ 1U;
  for (std::size_t i = 0; i < bech32_checksum_size; ++i) {
    text.push_back(static_cast<std::uint8_t>(bech32_digits[(code >> (5 * (bech32_checksum_size - 1 - i))) & 31U]));
  }
  return text;
}

Result<Bech32> bech32_decode(std::string_view text) {
  auto const malformed = [] { return fail(ErrorCode::malformed, "bech32"); };
  bool lower = false;
  bool upper = false;
  for (auto const character : text) {
    if (character < 33 || character > 126) return malformed();
    lower |= character >= 'a' && character <= 'z';
    upper |= character >= 'A' && character <= 'Z';
  }
  if (lower && upper) return malformed();
  auto const separator = text.rfind('1');
  if (separator == std::string_view::npos || separator == 0) return malformed();
  auto const body = text.substr(separator + 1);
  if (body.size() < bech32_checksum_size) return malformed();

  Bech32 out{std::string{text.substr(0, separator)}, {}};
  std::string prefix = out.prefix;
  for (auto& character : prefix) character = to_lower(character);
  Bech32Checksum checksum{prefix};
  std::uint32_t pending = 0;
  unsigned bits = 0;
  out.data.reserve(body.size() * 5 / 8);
  for (std::size_t i = 0; i < body.size(); ++i) {
    auto const value = bech32_digits.find(to_lower(body[i]));
    if (value == std::string_view::npos) return malformed();
    checksum.add(static_cast<std::uint32_t>(value));
    if (i + bech32_checksum_size >= body.size()) continue;
    pending = ((pending << 5U) | static_cast<std::uint32_t>(value)) & 0xfffU;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.data.push_back(static_cast<std::uint8_t>(pending >> bits));
    }
  }
  if (checksum.state() != 1) return malformed();
  if (bits >= 5 || (pending & ((1U << bits) - 1U)) != 0) return malformed();  // padding: short and zero
  return out;
}

}  // namespace hallpass::age
