#pragma once
// The operating system's randomness. https://man7.org/linux/man-pages/man3/getentropy.3.html

#include "sdk/crypto/random.hpp"

namespace hallpass::cli {

class SystemRandom final : public crypto::RandomSource {
 public:
  // Errors: unavailable, with `where` "random".
  [[nodiscard]] Result<void> fill(std::span<std::uint8_t> out) override;
};

}  // namespace hallpass::cli
