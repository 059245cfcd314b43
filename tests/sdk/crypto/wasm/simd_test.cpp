// The SIMD engine beside libsodium's portable code, over every shape of input and the numbers that carry furthest.
#include <sodium/crypto_aead_chacha20poly1305.h>
#include <sodium/crypto_onetimeauth_poly1305.h>

#include <cstring>
#include <random>

#include "sdk/crypto/aead_engine.hpp"
#include "sdk/crypto/wasm/poly1305.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;

namespace {

using Tag = std::array<std::uint8_t, 16>;

Bytes random_bytes(std::mt19937_64& random, std::size_t size) {
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

void append_padded(Bytes& to, ByteView bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
  to.resize((to.size() + 15) / 16 * 16);
}

// RFC 8439, section 2.8, with libsodium's Poly1305.
Tag reference_tag(ByteView key, ByteView associated, ByteView ciphertext) {
  Bytes message;
  append_padded(message, associated);
  append_padded(message, ciphertext);
  std::array<std::uint64_t, 2> const sizes{associated.size(), ciphertext.size()};
  append_padded(message, {reinterpret_cast<std::uint8_t const*>(sizes.data()), sizeof sizes});
  Tag tag{};
  crypto_onetimeauth_poly1305(tag.data(), message.data(), message.size(), key.data());
  return tag;
}

Tag simd_tag(ByteView key, ByteView associated, ByteView ciphertext) {
  crypto::Poly1305 authenticator{key, associated.size(), ciphertext.size()};
  authenticator.absorb(associated);
  authenticator.absorb(ciphertext);
  return authenticator.finish();
}

}  // namespace

TEST_CASE("Poly1305: keys and messages that carry furthest") {
  std::mt19937_64 random{20261126};
  // Bytes that make limbs all ones, just over and just under what a limb holds, and sums next to 2^130 - 5.
  std::array<std::uint8_t, 9> const fills{0x00, 0x01, 0x7f, 0x80, 0xf0, 0xfb, 0xfc, 0xfe, 0xff};
  for (auto const r : fills) {
    for (auto const s : {std::uint8_t{0x00}, std::uint8_t{0xff}}) {
      for (auto const fill : fills) {
        for (auto const size : {0U, 1U, 16U, 48U, 64U, 80U, 256U, 1039U, 65536U}) {
          Bytes key(32, r);
          std::memset(key.data() + 16, s, 16);
          Bytes message(size, fill);
          CAPTURE(r, s, fill, size);
          CHECK(simd_tag(key, {}, message) == reference_tag(key, {}, message));
          if (size > 16) message[random() % size] ^= 0x55;
          CHECK(simd_tag(key, message, message) == reference_tag(key, message, message));
        }
      }
    }
  }
}

TEST_CASE("Poly1305: random keys") {
  std::mt19937_64 random{std::random_device{}()};
  for (int round = 0; round < 3000; ++round) {
    auto key = random_bytes(random, 32);
    // r = 1 or 2 keeps the sum next to what was absorbed, where reducing at the end matters.
    if (round % 7 == 0) std::fill(key.begin(), key.begin() + 16, std::uint8_t{0}), key[0] = round % 2 == 0 ? 1 : 2;
    auto message = random_bytes(random, random() % 600);
    if (round % 5 == 0) std::fill(message.begin(), message.end(), std::uint8_t{0xff});
    auto const associated = random_bytes(random, random() % 70);
    CAPTURE(key, message, associated);
    CHECK(simd_tag(key, associated, message) == reference_tag(key, associated, message));
  }
}

TEST_CASE("every size is sealed as libsodium seals it, and opened again") {
  std::mt19937_64 random{std::random_device{}()};
  auto const key = random_bytes(random, 32);
  auto const nonce = random_bytes(random, 12);
  auto const text = random_bytes(random, 65536 + 257);
  std::vector<std::size_t> sizes;
  for (std::size_t size = 0; size < 1100; ++size) sizes.push_back(size);
  for (std::size_t size = 65536 - 257; size <= text.size(); size += 17) sizes.push_back(size);
  sizes.push_back(65536);
  for (auto const size : sizes) {
    CAPTURE(size);
    auto const plaintext = ByteView{text}.first(size);
    auto const associated = ByteView{text}.first(size % 83);
    Bytes sealed(size + 16);
    crypto::engine_seal(key, nonce, associated, plaintext, sealed.data(), sealed.data() + size);
    Bytes expected(size + 16);
    crypto_aead_chacha20poly1305_ietf_encrypt(expected.data(), nullptr, text.data(), size, associated.data(),
                                              associated.size(), nullptr, nonce.data(), key.data());
    REQUIRE(sealed == expected);
    Bytes opened(size + 1);
    REQUIRE(
        crypto::engine_open(key, nonce, associated, ByteView{sealed}.first(size), sealed.data() + size, opened.data()));
    REQUIRE(std::equal(plaintext.begin(), plaintext.end(), opened.begin()));
    sealed[random() % sealed.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
    REQUIRE_FALSE(
        crypto::engine_open(key, nonce, associated, ByteView{sealed}.first(size), sealed.data() + size, opened.data()));
  }
}
