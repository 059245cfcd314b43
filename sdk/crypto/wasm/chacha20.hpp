#pragma once
// ChaCha20 with wasm SIMD: four blocks at a time, one in each 32-bit lane.
// https://www.rfc-editor.org/rfc/rfc8439#section-2.4

#include <array>
#include <cstddef>
#include <cstdint>

#include "sdk/base/bytes.hpp"

namespace hallpass::crypto {

class ChaCha20 {
 public:
  // REQUIRES: a key of 32 bytes, a nonce of 12. The block counter starts at 0.
  ChaCha20(ByteView key, ByteView nonce) noexcept;
  ~ChaCha20();
  ChaCha20(ChaCha20 const&) = delete;
  ChaCha20& operator=(ChaCha20 const&) = delete;

  // The first block's first 32 bytes: the key for Poly1305. Call first: what apply() takes starts at the second block.
  [[nodiscard]] std::array<std::uint8_t, 32> one_time_key() noexcept;

  // XORs the next key stream onto `in`. `out` is as long; it may be the same memory. Call once: where a part of a
  // block is left at the end, it is not kept.
  void apply(ByteView in, std::uint8_t* out) noexcept;

 private:
  std::array<std::uint32_t, 16> state_;
};

}  // namespace hallpass::crypto
