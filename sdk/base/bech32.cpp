#include "sdk/base/bech32.hpp"

#include <array>

namespace hallpass {
namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::size_t recipient_size = 62;

// Behind the prefix and the separator.
std::string_view digits_of(std::string_view recipient) noexcept {
  recipient.remove_prefix(recipient_prefix.size() + 1);
  return recipient;
}

}  // namespace

Bech32Checksum::Bech32Checksum(std::string_view prefix) noexcept {
  for (auto const character : prefix) add(static_cast<unsigned char>(character) >> 5U);
  add(0);
  for (auto const character : prefix) add(static_cast<unsigned char>(character) & 31U);
}

void Bech32Checksum::add(std::uint32_t value) noexcept {
  constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  auto const top = state_ >> 25U;
  state_ = ((state_ & 0x1ffffffU) << 5U) ^ value;
  for (unsigned i = 0; i < generator.size(); ++i) {
    if (((top >> i) & 1U) != 0) state_ ^= generator[i];
  }
}

bool has_recipient_shape(std::string_view text) noexcept {
  return text.size() == recipient_size && text.starts_with("age1") &&
         digits_of(text).find_first_not_of(bech32_digits) == std::string_view::npos;
}

bool has_recipient_checksum(std::string_view text) noexcept {
  Bech32Checksum checksum{recipient_prefix};
  for (auto const digit : digits_of(text)) checksum.add(static_cast<std::uint32_t>(bech32_digits.find(digit)));
  return checksum.state() == 1;
}

}  // namespace hallpass
