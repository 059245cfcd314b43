#pragma once
// Poly1305 as ChaCha20-Poly1305 uses it, with wasm SIMD: four blocks at a time, one in each 32-bit lane.
// https://www.rfc-editor.org/rfc/rfc8439#section-2.5 and section-2.8
//
// A number modulo 2^130 - 5 is ten limbs of 13 bits, two in each lane, because `i32x4.dot_i16x8_s` multiplies two pairs
// of 16 bits and adds the products in one instruction. The usual limbs of 26 bits need `i64x2.extmul`, which costs V8
// three instructions for two products; this way is 1.6 times as fast (docs/decisions/vault-module.md).

#include <array>
#include <cstddef>
#include <cstdint>

#include "sdk/base/bytes.hpp"

namespace hallpass::crypto {

class Poly1305 {
 public:
  using Limbs = std::array<std::int16_t, 10>;                  // limb i counts 2^(13 i); may be negative
  using Lanes = std::array<std::array<std::int16_t, 8>, 5>;    // limbs 2k and 2k + 1 of four numbers
  using Factor = std::array<std::array<std::int16_t, 8>, 50>;  // by what a limb counts in a limb of the product

  // REQUIRES: a key of 32 bytes, used for nothing else. The sizes are those of what absorb() gets.
  Poly1305(ByteView key, std::size_t associated_size, std::size_t ciphertext_size) noexcept;
  ~Poly1305();
  Poly1305(Poly1305 const&) = delete;
  Poly1305& operator=(Poly1305 const&) = delete;

  // First all of the associated data, then all of the ciphertext.
  void absorb(ByteView bytes) noexcept;
  [[nodiscard]] std::array<std::uint8_t, 16> finish() noexcept;

 private:
  static constexpr std::size_t block_size = 16;
  static constexpr std::size_t group_size = 4 * block_size;

  void absorb_groups(std::uint8_t const* groups, std::size_t count, Factor const& factor) noexcept;

  // All of it is secret, and zeroed at the end.
  struct Secrets {
    alignas(16) Lanes sum{};
    alignas(16) Factor each;  // r^4 in every lane: for every group but the last
    alignas(16) Factor last;  // r^4, r^3, r^2, r
    alignas(16) std::array<std::uint8_t, group_size> buffer{};
    std::array<std::uint8_t, block_size> pad;
  } secret_;
  std::size_t buffered_;
  // The bit behind each block's 128, in its lane. The first group may begin with lanes that hold no block.
  alignas(16) std::array<std::uint32_t, 4> end_bits_;
  std::array<std::uint64_t, 2> sizes_;
};

}  // namespace hallpass::crypto
