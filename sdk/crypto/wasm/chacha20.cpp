#include "sdk/crypto/wasm/chacha20.hpp"

#include <wasm_simd128.h>

#include <cstring>

#include "sdk/crypto/secret.hpp"

namespace hallpass::crypto {
namespace {

using Vector = v128_t;
constexpr std::size_t group_size = 256;

// A rotation by whole bytes is one shuffle. Its pattern is read from memory that the compiler may not look into: a
// constant pattern is built anew by V8 at every use, in four instructions of the busiest kind (7 % of the whole).
struct BytePatterns {
  alignas(16) std::array<std::uint8_t, 16> by_16{2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13};
  alignas(16) std::array<std::uint8_t, 16> by_8{3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14};
};
constexpr BytePatterns byte_patterns;

Vector opaque(std::array<std::uint8_t, 16> const& pattern) {
  return *reinterpret_cast<Vector const volatile*>(pattern.data());
}

template <int bits>
Vector rotate(Vector value) {
  return wasm_v128_or(wasm_i32x4_shl(value, bits), wasm_u32x4_shr(value, 32 - bits));
}

Vector splat(std::uint32_t const& word) {
  return wasm_v128_load32_splat(&word);
}

struct QuarterRound {
  Vector by_16 = opaque(byte_patterns.by_16);
  Vector by_8 = opaque(byte_patterns.by_8);

  [[gnu::always_inline]] void operator()(Vector& a, Vector& b, Vector& c, Vector& d) const {
    a = wasm_i32x4_add(a, b);
    d = wasm_i8x16_swizzle(wasm_v128_xor(d, a), by_16);
    c = wasm_i32x4_add(c, d);
    b = rotate<12>(wasm_v128_xor(b, c));
    a = wasm_i32x4_add(a, b);
    d = wasm_i8x16_swizzle(wasm_v128_xor(d, a), by_8);
    c = wasm_i32x4_add(c, d);
    b = rotate<7>(wasm_v128_xor(b, c));
  }
};

// Words `at`…`at + 3` of four blocks, lane by lane, XORed onto where they belong in four blocks of memory.
[[gnu::always_inline]] inline void write(Vector a, Vector b, Vector c, Vector d, std::uint8_t const* in,
                                         std::uint8_t* out) {
  auto const ab_low = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
  auto const cd_low = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
  auto const ab_high = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
  auto const cd_high = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
  auto const put = [&](int block, Vector words) {
    wasm_v128_store(out + 64 * block, wasm_v128_xor(wasm_v128_load(in + 64 * block), words));
  };
  put(0, wasm_i64x2_shuffle(ab_low, cd_low, 0, 2));
  put(1, wasm_i64x2_shuffle(ab_low, cd_low, 1, 3));
  put(2, wasm_i64x2_shuffle(ab_high, cd_high, 0, 2));
  put(3, wasm_i64x2_shuffle(ab_high, cd_high, 1, 3));
}

void apply_groups(std::array<std::uint32_t, 16>& state, std::uint8_t const* in, std::uint8_t* out, std::size_t count) {
  QuarterRound const quarter_round;
  for (; count > 0; --count, in += group_size, out += group_size) {
    auto const counters = wasm_i32x4_add(splat(state[12]), wasm_i32x4_const(0, 1, 2, 3));
    Vector x0 = splat(state[0]), x1 = splat(state[1]), x2 = splat(state[2]), x3 = splat(state[3]);
    Vector x4 = splat(state[4]), x5 = splat(state[5]), x6 = splat(state[6]), x7 = splat(state[7]);
    Vector x8 = splat(state[8]), x9 = splat(state[9]), x10 = splat(state[10]), x11 = splat(state[11]);
    Vector x12 = counters, x13 = splat(state[13]), x14 = splat(state[14]), x15 = splat(state[15]);
    for (int round = 0; round < 20; round += 2) {
      quarter_round(x0, x4, x8, x12);
      quarter_round(x1, x5, x9, x13);
      quarter_round(x2, x6, x10, x14);
      quarter_round(x3, x7, x11, x15);
      quarter_round(x0, x5, x10, x15);
      quarter_round(x1, x6, x11, x12);
      quarter_round(x2, x7, x8, x13);
      quarter_round(x3, x4, x9, x14);
    }
    auto const plus = [&](Vector value, int word) {
      return wasm_i32x4_add(value, splat(state[static_cast<std::size_t>(word)]));
    };
    write(plus(x0, 0), plus(x1, 1), plus(x2, 2), plus(x3, 3), in, out);
    write(plus(x4, 4), plus(x5, 5), plus(x6, 6), plus(x7, 7), in + 16, out + 16);
    write(plus(x8, 8), plus(x9, 9), plus(x10, 10), plus(x11, 11), in + 32, out + 32);
    write(wasm_i32x4_add(x12, counters), plus(x13, 13), plus(x14, 14), plus(x15, 15), in + 48, out + 48);
    state[12] += 4;
  }
}

}  // namespace

ChaCha20::ChaCha20(ByteView key, ByteView nonce) noexcept
    : state_{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574} {  // "expand 32-byte k"
  std::memcpy(&state_[4], key.data(), 32);
  std::memcpy(&state_[13], nonce.data(), 12);
}

ChaCha20::~ChaCha20() {
  wipe({reinterpret_cast<std::uint8_t*>(state_.data()), sizeof state_});
}

std::array<std::uint8_t, 32> ChaCha20::one_time_key() noexcept {
  std::array<std::uint8_t, group_size> stream{};
  apply_groups(state_, stream.data(), stream.data(), 1);
  state_[12] = 1;
  std::array<std::uint8_t, 32> key;
  std::memcpy(key.data(), stream.data(), key.size());
  wipe(stream);
  return key;
}

void ChaCha20::apply(ByteView in, std::uint8_t* out) noexcept {
  auto const whole = in.size() / group_size;
  apply_groups(state_, in.data(), out, whole);
  auto const rest = in.subspan(whole * group_size);
  if (rest.empty()) return;
  std::array<std::uint8_t, group_size> group{};
  std::memcpy(group.data(), rest.data(), rest.size());
  apply_groups(state_, group.data(), group.data(), 1);
  std::memcpy(out + whole * group_size, group.data(), rest.size());
  wipe(group);
}

}  // namespace hallpass::crypto
