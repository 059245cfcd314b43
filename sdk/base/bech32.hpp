#pragma once
// What guards a Bech32 text against mistakes: its alphabet and checksum.
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hallpass {

inline constexpr std::string_view bech32_digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
inline constexpr std::size_t bech32_checksum_size = 6;

// The checksum's running state, over a prefix and the values of the digits after it.
class Bech32Checksum {
 public:
  // `prefix`: in lower case.
  explicit Bech32Checksum(std::string_view prefix) noexcept;
  void add(std::uint32_t value) noexcept;
  // 1 once a right checksum was added.
  [[nodiscard]] std::uint32_t state() const noexcept { return state_; }

 private:
  std::uint32_t state_ = 1;
};

// An age recipient (X25519) as text: "age1", 52 digits, and a checksum of 6.
// https://c2sp.org/age#the-x25519-recipient-type
[[nodiscard]] bool has_recipient_shape(std::string_view text) noexcept;
// Whether no digit was lost or changed. REQUIRES has_recipient_shape(text).
[[nodiscard]] bool has_recipient_checksum(std::string_view text) noexcept;

}  // namespace hallpass
