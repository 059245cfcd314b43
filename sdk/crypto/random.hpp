#pragma once
// Where randomness comes from. The core makes no system call: the program hands in a source.

#include <cstdint>
#include <span>

#include "sdk/base/result.hpp"

namespace hallpass::crypto {

// REQUIRES of an implementation: bytes of a cryptographic generator (getrandom(2), crypto.getRandomValues);
// a test may hand in a fixed sequence.
class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(RandomSource const&) = delete;
  RandomSource& operator=(RandomSource const&) = delete;
  virtual ~RandomSource() = default;

  // Fills all of `out`. Errors: unavailable; then nothing of `out` may be used.
  [[nodiscard]] virtual Result<void> fill(std::span<std::uint8_t> out) = 0;
};

}  // namespace hallpass::crypto
