// libsodium's SHA-256 interface for WebAssembly, as loops: its own code is unrolled, and a page loads every byte of it.
// A page hashes headers and keys, never files. FIPS 180-4, section 6.2.

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

using Words = std::array<std::uint32_t, 64>;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr Words round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t turned(std::uint32_t word, int first, int second, int third) {
  return std::rotr(word, first) ^ std::rotr(word, second) ^ std::rotr(word, third);
}

// The message's words, each made of four before it. The first ones come from the block.
void expand(std::span<std::uint8_t const, 64> block, Words& words) {
  for (std::size_t i = 0; i < 16; ++i) {
    std::uint32_t word = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) word = word << 8U | block[4 * i + byte];
    words[i] = word;
  }
  for (std::size_t i = 16; i < words.size(); ++i) {
    auto const early = words[i - 15];
    auto const late = words[i - 2];
    words[i] = words[i - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ early >> 3U) + words[i - 7] +
               (std::rotr(late, 17) ^ std::rotr(late, 19) ^ late >> 10U);
  }
}

void absorb(std::span<std::uint32_t, 8> state, std::span<std::uint8_t const, 64> block) {
  Words words;
  expand(block, words);
  std::array<std::uint32_t, 8> s;
  std::ranges::copy(state, s.begin());
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const& [a, b, c, d, e, f, g, h] = s;
    auto const first = h + turned(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + round_constants[i] + words[i];
    auto const second = turned(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
    s = {first + second, a, b, c, d + first, e, f, g};
  }
  for (std::size_t i = 0; i < s.size(); ++i) state[i] += s[i];
  sodium_memzero(words.data(), sizeof words);
  sodium_memzero(s.data(), sizeof s);
}

// Message bits are counted; a full block is absorbed at once.
void put(crypto_hash_sha256_state& state, std::uint8_t byte) {
  auto const at = state.count / 8 % sizeof state.buf;
  state.buf[at] = byte;
  state.count += 8;
  if (at + 1 == sizeof state.buf) absorb(state.state, state.buf);
}

void put_number(std::uint64_t number, std::size_t size, auto out) {
  for (std::size_t i = size; i-- > 0;) out(static_cast<std::uint8_t>(number >> 8 * i));
}

}  // namespace

extern "C" {

int crypto_hash_sha256_init(crypto_hash_sha256_state* state) {
  *state = {{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, 0, {}};
  return 0;
}

int crypto_hash_sha256_update(crypto_hash_sha256_state* state, unsigned char const* in, unsigned long long size) {
  for (auto const byte : std::span{in, static_cast<std::size_t>(size)}) put(*state, byte);
  return 0;
}

int crypto_hash_sha256_final(crypto_hash_sha256_state* state, unsigned char* out) {
  auto const count = state->count;
  put(*state, 0x80);
  while (state->count / 8 % 64 != 56) put(*state, 0);
  put_number(count, 8, [&](std::uint8_t byte) { put(*state, byte); });
  for (auto const word : state->state) put_number(word, 4, [&](std::uint8_t byte) { *out++ = byte; });
  sodium_memzero(state, sizeof *state);
  return 0;
}

int crypto_hash_sha256(unsigned char* out, unsigned char const* in, unsigned long long size) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, in, size);
  return crypto_hash_sha256_final(&state, out);
}

}  // extern "C"
