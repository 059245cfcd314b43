#pragma once
// For this room only: libsodium made ready before its first use.

#include "sdk/base/bytes.hpp"

namespace hallpass::crypto {

// Chooses libsodium's fastest implementations, once; safe from any thread. Ends the program if the library is broken.
void use_library() noexcept;

// Where the bytes begin; never null, which libsodium forbids even for no bytes.
[[nodiscard]] inline std::uint8_t const* address(ByteView bytes) noexcept {
  static constexpr std::uint8_t nothing = 0;
  return bytes.empty() ? &nothing : bytes.data();
}

}  // namespace hallpass::crypto
