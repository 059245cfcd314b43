// Project Wycheproof's cases over our wrappers. Every case of a file is run; the number of them is checked too.
#include <algorithm>
#include <boost/json.hpp>
#include <functional>

#include "sdk/crypto/aead.hpp"
#include "sdk/crypto/ed25519.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/crypto/x25519.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/hex.hpp"

using namespace hallpass;
namespace json = boost::json;

namespace {

Bytes bytes_of(json::object const& object, char const* name) {
  return from_hex(object.at(name).as_string());
}

// Runs `accepts(group, test)` on every case and compares with the file's verdict. Returns how many there were.
int run(std::string const& file, std::function<bool(json::object const&, json::object const&)> const& accepts) {
  auto const document = json::parse(read_source_file("tests/vectors/wycheproof/" + file + "_test.json"));
  int count = 0;
  for (auto const& group : document.at("testGroups").as_array()) {
    for (auto const& test : group.at("tests").as_array()) {
      auto const verdict = std::string{test.at("result").as_string()};
      INFO(file << " case " << test.at("tcId").as_int64() << ": " << test.at("comment").as_string().c_str());
      CHECK(accepts(group.as_object(), test.as_object()) == (verdict != "invalid"));
      ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("Wycheproof: ChaCha20-Poly1305") {
  auto const count = run("chacha20_poly1305", [](auto const&, auto const& test) {
    auto const key = bytes_of(test, "key");
    auto const nonce = bytes_of(test, "iv");
    auto const associated = bytes_of(test, "aad");
    auto const plaintext = bytes_of(test, "msg");
    auto sealed = bytes_of(test, "ct");
    std::ranges::copy(bytes_of(test, "tag"), std::back_inserter(sealed));
    Bytes opened(plaintext.size(), 0x5a);
    auto const result = crypto::aead_open(key, nonce, associated, sealed, opened);
    Bytes again(plaintext.size() + crypto::aead_tag_size);
    auto const sealing = crypto::aead_seal(key, nonce, associated, plaintext, again);
    if (!result) {
      // A refused nonce is refused in both directions; a forged tag is not what sealing makes.
      CHECK((!sealing || again != sealed));
      CHECK((plaintext.empty() || opened != plaintext));
      return false;
    }
    CHECK(opened == plaintext);
    CHECK(again == sealed);
    return true;
  });
  CHECK(count == 325);
}

TEST_CASE("Wycheproof: X25519; points of low order are refused") {
  int refused = 0;
  auto const count = run("x25519", [&](auto const&, auto const& test) {
    auto const result = crypto::x25519(bytes_of(test, "private"), bytes_of(test, "public"));
    auto const expected = bytes_of(test, "shared");
    if (!result) {
      ++refused;
      CHECK(test.at("result") == "acceptable");
      CHECK(std::ranges::all_of(expected, [](auto byte) { return byte == 0; }));
      return true;
    }
    CHECK(std::ranges::equal(result->view(), expected));
    return true;
  });
  CHECK(count == 518);
  CHECK(refused == 31);
}

TEST_CASE("Wycheproof: Ed25519") {
  auto const count = run("ed25519", [](auto const& group, auto const& test) {
    return crypto::ed25519_verify(bytes_of(group.at("publicKey").as_object(), "pk"), bytes_of(test, "msg"),
                                  bytes_of(test, "sig"))
        .has_value();
  });
  CHECK(count == 151);
}

TEST_CASE("Wycheproof: HMAC-SHA-256") {
  auto const count = run("hmac_sha256", [](auto const&, auto const& test) {
    auto const code = crypto::hmac_sha256(bytes_of(test, "key"), bytes_of(test, "msg"));
    auto const tag = bytes_of(test, "tag");
    return crypto::equal(ByteView{code}.first(tag.size()), tag);
  });
  CHECK(count == 174);
}

TEST_CASE("Wycheproof: HKDF-SHA-256") {
  auto const count = run("hkdf_sha256", [](auto const&, auto const& test) {
    Bytes out(static_cast<std::size_t>(test.at("size").as_int64()));
    if (!crypto::hkdf_sha256(bytes_of(test, "ikm"), bytes_of(test, "salt"), bytes_of(test, "info"), out)) return false;
    CHECK(out == bytes_of(test, "okm"));
    return true;
  });
  CHECK(count == 86);
}
