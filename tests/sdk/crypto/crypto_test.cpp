#include <algorithm>
#include <new>
#include <numeric>

#include "sdk/base/hex.hpp"
#include "sdk/crypto/aead.hpp"
#include "sdk/crypto/ed25519.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/crypto/scrypt.hpp"
#include "sdk/crypto/secret.hpp"
#include "sdk/crypto/x25519.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/hex.hpp"

using namespace hallpass;

TEST_CASE("every wrapper refuses a wrong length and names the argument") {
  Bytes const key(32);
  Bytes const nonce(12);
  Bytes out(20);
  Bytes const message(4);
  auto const where = [](auto const& result) { return result ? std::string{"accepted"} : result.error().where; };
  for (auto const wrong : {0U, 1U, 31U, 33U, 64U}) {
    CAPTURE(wrong);
    Bytes const other(wrong);
    CHECK(where(crypto::aead_seal(other, nonce, {}, message, out)) == "key");
    CHECK(where(crypto::aead_open(other, nonce, {}, Bytes(36), out)) == "key");
    CHECK(where(crypto::aead_seal(key, other, {}, message, out)) == "nonce");
    CHECK(where(crypto::aead_open(key, other, {}, Bytes(36), out)) == "nonce");
    CHECK(where(crypto::x25519(other, key)) == "secret");
    CHECK(where(crypto::x25519(key, other)) == "public");
    CHECK(where(crypto::x25519_public(other)) == "secret");
    CHECK(where(crypto::ed25519_sign(other, message)) == "seed");
    CHECK(where(crypto::ed25519_verify(other, message, Bytes(64))) == "public");
  }
  CHECK(where(crypto::ed25519_verify(key, message, Bytes(63))) == "signature");
  CHECK(where(crypto::aead_seal(key, nonce, {}, Bytes(5), out)) == "out");
  CHECK(where(crypto::aead_open(key, nonce, {}, Bytes(37), out)) == "out");
  CHECK(where(crypto::aead_open(key, nonce, {}, Bytes(15), out)) == "tag");
  CHECK(where(crypto::hkdf_sha256(key, {}, {}, {})) == "out");
  Bytes long_out(255 * 32 + 1);
  CHECK(where(crypto::hkdf_sha256(key, {}, {}, long_out)) == "out");
  CHECK(where(crypto::scrypt(key, {}, 0, out)) == "work_factor");
  CHECK(where(crypto::scrypt(key, {}, 25, out)) == "work_factor");
}

TEST_CASE("SHA-256 of every length over several blocks") {
  Bytes message;
  Bytes digests;
  for (int i = 0; i <= 300; ++i) {
    auto const digest = crypto::sha256(message);
    digests.insert(digests.end(), digest.begin(), digest.end());
    message.push_back(static_cast<std::uint8_t>(i * 7 + 3));
  }
  // By Python's hashlib.
  CHECK(hex_encode(crypto::sha256(digests)) == "7d917fbd2cf49ddff9ad0a8706bba32d204e92e71d2e369c5a03d6af29278c9f");
}

TEST_CASE("a chunk is sealed and opened in place, and a changed one leaves nothing of the plaintext") {
  Bytes const key(32, 7);
  Bytes const nonce(12, 9);
  for (std::size_t const size : {0U, 1U, 63U, 64U, 255U, 256U, 257U, 4096U, 65536U}) {
    CAPTURE(size);
    Bytes const plaintext(size, 0x41);
    Bytes buffer = plaintext;
    buffer.resize(size + crypto::aead_tag_size);
    REQUIRE(crypto::aead_seal(key, nonce, {}, ByteView{buffer}.first(size), buffer));
    auto const sealed = buffer;
    REQUIRE(crypto::aead_open(key, nonce, {}, buffer, std::span{buffer}.first(size)));
    CHECK(std::ranges::equal(ByteView{buffer}.first(size), plaintext));

    auto changed = sealed;
    changed.back() ^= 1U;
    Bytes out(size, 0x5a);
    auto const result = crypto::aead_open(key, nonce, {}, changed, out);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::not_authentic);
    CHECK(std::ranges::none_of(out, [](auto byte) { return byte == 0x41; }));
  }
}

TEST_CASE("X25519: the public point of a known secret, and both sides agree (RFC 7748, 6.1)") {
  auto const alice = from_hex("77076d0a7318a57d3c16c17251b26645df4c5b1b8b4c6f3b4d9d4e5d9b4f2c2a");
  auto const bob = from_hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  auto const bob_public = crypto::x25519_public(bob).value();
  CHECK(hex_encode(bob_public) == "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  auto const alice_public = crypto::x25519_public(alice).value();
  CHECK(std::ranges::equal(crypto::x25519(alice, bob_public).value().view(),
                           crypto::x25519(bob, alice_public).value().view()));
}

TEST_CASE("Ed25519: signing gives RFC 8032's second test, and a changed message is refused") {
  auto const seed = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  auto const message = from_hex("72");
  auto const public_key = crypto::ed25519_public(seed).value();
  CHECK(hex_encode(public_key) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  auto const signature = crypto::ed25519_sign(seed, message).value();
  CHECK(hex_encode(signature) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  CHECK(crypto::ed25519_verify(public_key, message, signature));
  CHECK_FALSE(crypto::ed25519_verify(public_key, from_hex("73"), signature));
}

TEST_CASE("scrypt: RFC 7914's parameters with r = 8, p = 1") {
  Bytes out(64);
  REQUIRE(crypto::scrypt(as_bytes("pleaseletmein"), as_bytes("SodiumChloride"), 14, out));
  CHECK(hex_encode(out) ==
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST_CASE("a secret is zeroed at the end of its life and when it is moved from") {
  alignas(crypto::Secret<32>) std::array<std::byte, sizeof(crypto::Secret<32>)> memory{};
  auto* const secret = new (memory.data()) crypto::Secret<32>;
  std::ranges::fill(secret->bytes(), std::uint8_t{0x5a});
  auto const moved = std::move(*secret);
  CHECK(std::ranges::all_of(secret->view(), [](auto byte) { return byte == 0; }));
  CHECK(moved.view()[31] == 0x5a);
  std::ranges::fill(secret->bytes(), std::uint8_t{0x5a});
  secret->~Secret();
  CHECK(std::ranges::all_of(memory, [](auto byte) { return byte == std::byte{0}; }));
}
