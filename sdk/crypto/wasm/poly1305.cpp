#include "sdk/crypto/wasm/poly1305.hpp"

#include <wasm_simd128.h>

#include <algorithm>
#include <cstring>

#include "sdk/crypto/secret.hpp"

namespace hallpass::crypto {
namespace {

using Vector = v128_t;
constexpr int limb_bits = 13;
constexpr std::int32_t limb_mask = (1 << limb_bits) - 1;
constexpr std::uint32_t end_bit = 1U << 27;  // bit 128 is bit 11 of limb 9, which is a lane's upper half

Vector load(void const* at) {
  return wasm_v128_load(at);
}
Vector low(Vector limbs) {
  return wasm_v128_and(limbs, wasm_i32x4_const_splat(limb_mask));
}
Vector high(Vector limbs) {
  return wasm_v128_and(limbs, wasm_i32x4_const_splat(limb_mask << 16));
}
template <int bits>
Vector left(Vector value) {
  return wasm_i32x4_shl(value, bits);
}
template <int bits>
Vector right(Vector value) {
  return wasm_u32x4_shr(value, bits);
}

// Moves what is over 13 bits, with its sign, to the next limb.
void carry(Vector& from, Vector& to) {
  to = wasm_i32x4_add(to, wasm_i32x4_shr(from, limb_bits));
  from = low(from);
}

// limb `row` of the product. |sum's limbs| < 8,400 and |factor's| < 20,506 keep it within 31 bits.
template <int row>
Vector product(Vector const* sum, Vector const* factor) {
  auto const part = [&](int pair) { return wasm_i32x4_dot_i16x8(sum[pair], load(factor + 5 * row + pair)); };
  return wasm_i32x4_add(wasm_i32x4_add(wasm_i32x4_add(part(0), part(1)), wasm_i32x4_add(part(2), part(3))), part(4));
}

// What the lanes hold, brought back to limbs between -4,096 and 4,101.
Poly1305::Limbs balanced(std::array<std::int32_t, 10> limbs) {
  for (int pass = 0; pass < 2; ++pass) {
    std::int32_t over = 0;
    for (auto& limb : limbs) {
      limb += over;
      over = (limb + limb_mask / 2) >> limb_bits;
      limb -= over * (limb_mask + 1);
    }
    limbs[0] += 5 * over;
  }
  Poly1305::Limbs result;
  std::ranges::transform(limbs, result.begin(), [](auto limb) { return static_cast<std::int16_t>(limb); });
  return result;
}

std::array<std::int32_t, 10> sum_of_lanes(Poly1305::Lanes const& lanes, std::size_t lane_count) {
  std::array<std::int32_t, 10> limbs{};
  for (std::size_t limb = 0; limb < limbs.size(); ++limb) {
    for (std::size_t lane = 0; lane < lane_count; ++lane) limbs[limb] += lanes[limb / 2][2 * lane + limb % 2];
  }
  return limbs;
}

void set_lane(Poly1305::Factor& factor, std::size_t lane, Poly1305::Limbs const& limbs) {
  for (std::size_t row = 0; row < 10; ++row) {
    for (std::size_t limb = 0; limb < 10; ++limb) {
      // 2^130 counts as 5.
      auto const count = limb <= row ? limbs[row - limb] : 5 * limbs[10 + row - limb];
      factor[5 * row + limb / 2][2 * lane + limb % 2] = static_cast<std::int16_t>(count);
    }
  }
}

std::uint32_t word_at(std::uint8_t const* bytes) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The key's first half, with the bits cleared that RFC 8439 wants cleared.
std::array<std::int32_t, 10> clamped(std::uint8_t const* bytes) {
  auto const w0 = word_at(bytes) & 0x0fffffff;
  auto const w1 = word_at(bytes + 4) & 0x0ffffffc;
  auto const w2 = word_at(bytes + 8) & 0x0ffffffc;
  auto const w3 = word_at(bytes + 12) & 0x0ffffffc;
  std::array<std::uint32_t, 10> const limbs{w0,      w0 >> 13, w0 >> 26 | w1 << 6, w1 >> 7, w1 >> 20 | w2 << 12,
                                            w2 >> 1, w2 >> 14, w2 >> 27 | w3 << 5, w3 >> 8, w3 >> 21};
  std::array<std::int32_t, 10> result;
  std::ranges::transform(limbs, result.begin(), [](auto limb) { return static_cast<std::int32_t>(limb & limb_mask); });
  return result;
}

// The number modulo 2^130 - 5, its lowest 128 bits.
std::array<std::uint32_t, 4> reduced(std::array<std::int32_t, 10> limbs) {
  for (int pass = 0; pass < 3; ++pass) {
    std::int32_t over = 0;
    for (auto& limb : limbs) {
      limb += over;
      over = limb >> limb_bits;
      limb &= limb_mask;
    }
    limbs[0] += 5 * over;
  }
  // At least 2^130 - 5 if adding 5 makes it overflow: then that sum is the result.
  std::array<std::uint32_t, 10> l{};
  std::int32_t over = 5;
  for (std::size_t at = 0; at < l.size(); ++at) {
    over += limbs[at];
    l[at] = static_cast<std::uint32_t>(over & limb_mask);
    over >>= limb_bits;
  }
  auto const use_sum = 0U - static_cast<std::uint32_t>(over);
  for (std::size_t at = 0; at < l.size(); ++at) {
    l[at] = (l[at] & use_sum) | (static_cast<std::uint32_t>(limbs[at]) & ~use_sum);
  }
  return {l[0] | l[1] << 13 | l[2] << 26, l[2] >> 6 | l[3] << 7 | l[4] << 20,
          l[4] >> 12 | l[5] << 1 | l[6] << 14 | l[7] << 27, l[7] >> 5 | l[8] << 8 | l[9] << 21};
}

std::size_t blocks_of(std::size_t size) {
  return size / 16 + (size % 16 != 0 ? 1 : 0);
}

}  // namespace

Poly1305::Poly1305(ByteView key, std::size_t associated_size, std::size_t ciphertext_size) noexcept
    : buffered_{0}, end_bits_{}, sizes_{associated_size, ciphertext_size} {
  std::memcpy(secret_.pad.data(), key.data() + 16, block_size);
  auto power = balanced(clamped(key.data()));
  // While end_bits_ are 0, an absorbed group of zeros only multiplies.
  for (std::size_t lane = 0; lane < 4; ++lane) set_lane(secret_.each, lane, power);
  for (std::size_t lane = 3;; --lane) {
    set_lane(secret_.last, lane, power);
    if (lane == 0) break;
    for (std::size_t limb = 0; limb < power.size(); ++limb) secret_.sum[limb / 2][limb % 2] = power[limb];
    absorb_groups(secret_.buffer.data(), 1, secret_.each);
    power = balanced(sum_of_lanes(secret_.sum, 1));
  }
  for (std::size_t lane = 0; lane < 4; ++lane) set_lane(secret_.each, lane, power);
  wipe({reinterpret_cast<std::uint8_t*>(power.data()), sizeof power});
  secret_.sum = {};
  // The last block, the sizes, closes the last group: so the first may have to begin with nothing.
  auto const nothing = 3 - (blocks_of(associated_size) + blocks_of(ciphertext_size)) % 4;
  std::fill(end_bits_.begin() + static_cast<std::ptrdiff_t>(nothing), end_bits_.end(), end_bit);
  buffered_ = nothing * block_size;
}

Poly1305::~Poly1305() {
  wipe({reinterpret_cast<std::uint8_t*>(&secret_), sizeof secret_});
}

void Poly1305::absorb_groups(std::uint8_t const* groups, std::size_t count, Factor const& factor) noexcept {
  auto const* const factors = reinterpret_cast<Vector const*>(factor.data());
  auto* const lanes = reinterpret_cast<Vector*>(secret_.sum.data());
  Vector sum[5]{load(lanes), load(lanes + 1), load(lanes + 2), load(lanes + 3), load(lanes + 4)};
  auto const end = load(end_bits_.data());
  // 2^130 - 5 in limbs, taken away so that the sums lie around zero.
  auto const modulus = wasm_i16x8_const_splat(8191);
  auto const modulus_low = wasm_i16x8_const(8187, 8191, 8187, 8191, 8187, 8191, 8187, 8191);
  for (; count > 0; --count, groups += group_size) {
    auto const a = load(groups);
    auto const b = load(groups + 16);
    auto const c = load(groups + 32);
    auto const d = load(groups + 48);
    auto const ab_low = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
    auto const cd_low = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
    auto const ab_high = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
    auto const cd_high = wasm_i32x4_shuffle(c, d, 2, 6, 3, 7);
    auto const w0 = wasm_i64x2_shuffle(ab_low, cd_low, 0, 2);
    auto const w1 = wasm_i64x2_shuffle(ab_low, cd_low, 1, 3);
    auto const w2 = wasm_i64x2_shuffle(ab_high, cd_high, 0, 2);
    auto const w3 = wasm_i64x2_shuffle(ab_high, cd_high, 1, 3);
    auto const add = [](Vector sum, Vector low_limb, Vector high_limb, Vector minus) {
      return wasm_i16x8_sub(wasm_i16x8_add(sum, wasm_v128_or(low_limb, high_limb)), minus);
    };
    sum[0] = add(sum[0], low(w0), high(left<3>(w0)), modulus_low);
    sum[1] = add(sum[1], low(wasm_v128_or(right<26>(w0), left<6>(w1))), high(left<9>(w1)), modulus);
    sum[2] = add(sum[2], low(wasm_v128_or(right<20>(w1), left<12>(w2))), high(left<15>(w2)), modulus);
    sum[3] = add(sum[3], low(right<14>(w2)), high(wasm_v128_or(right<11>(w2), left<21>(w3))), modulus);
    auto const top = wasm_v128_and(right<5>(w3), wasm_i32x4_const_splat(0x07ff0000));
    sum[4] = add(sum[4], low(right<8>(w3)), wasm_v128_or(top, end), modulus);

    Vector p0 = product<0>(sum, factors), p1 = product<1>(sum, factors), p2 = product<2>(sum, factors);
    Vector p3 = product<3>(sum, factors), p4 = product<4>(sum, factors), p5 = product<5>(sum, factors);
    Vector p6 = product<6>(sum, factors), p7 = product<7>(sum, factors), p8 = product<8>(sum, factors);
    Vector p9 = product<9>(sum, factors);
    // Two chains at once. They end in odd limbs, which may stay a little too large or below zero: in a lane's upper
    // half that disturbs no other.
    carry(p0, p1), carry(p4, p5), carry(p1, p2), carry(p5, p6), carry(p2, p3), carry(p6, p7), carry(p3, p4);
    carry(p7, p8), carry(p4, p5), carry(p8, p9);
    auto const over = wasm_i32x4_shr(p9, limb_bits);
    p9 = low(p9);
    p0 = wasm_i32x4_add(p0, wasm_i32x4_add(over, left<2>(over)));
    carry(p0, p1);
    sum[0] = wasm_v128_or(p0, left<16>(p1));
    sum[1] = wasm_v128_or(p2, left<16>(p3));
    sum[2] = wasm_v128_or(p4, left<16>(p5));
    sum[3] = wasm_v128_or(p6, left<16>(p7));
    sum[4] = wasm_v128_or(p8, left<16>(p9));
  }
  for (int pair = 0; pair < 5; ++pair) wasm_v128_store(lanes + pair, sum[pair]);
}

void Poly1305::absorb(ByteView bytes) noexcept {
  while (!bytes.empty()) {
    if (buffered_ == 0 && bytes.size() >= group_size) {
      auto const count = bytes.size() / group_size;
      absorb_groups(bytes.data(), count, secret_.each);
      bytes = bytes.subspan(count * group_size);
      continue;
    }
    auto const size = std::min(bytes.size(), group_size - buffered_);
    std::memcpy(secret_.buffer.data() + buffered_, bytes.data(), size);
    bytes = bytes.subspan(size);
    // A block that is not whole is filled up with the zeros that the buffer holds.
    buffered_ = blocks_of(buffered_ + size) * block_size;
    if (buffered_ < group_size) continue;
    absorb_groups(secret_.buffer.data(), 1, secret_.each);
    end_bits_.fill(end_bit);
    secret_.buffer.fill(0);
    buffered_ = 0;
  }
}

std::array<std::uint8_t, 16> Poly1305::finish() noexcept {
  std::memcpy(secret_.buffer.data() + buffered_, sizes_.data(), block_size);
  absorb_groups(secret_.buffer.data(), 1, secret_.last);
  auto const words = reduced(sum_of_lanes(secret_.sum, 4));
  std::array<std::uint8_t, 16> tag;
  std::uint64_t over = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    over += static_cast<std::uint64_t>(words[at]) + word_at(secret_.pad.data() + 4 * at);
    auto const word = static_cast<std::uint32_t>(over);
    std::memcpy(tag.data() + 4 * at, &word, sizeof word);
    over >>= 32;
  }
  return tag;
}

}  // namespace hallpass::crypto
