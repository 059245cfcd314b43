// Anything as a signed statement: only what the key has signed is believed. The first byte says how the rest is taken:
// 0 mod 3 as damages (offset u16, value u8) to a good signature, 1 as a signature of its own, 2 as a set of keys.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "sdk/proof/key_list.hpp"
#include "sdk/proof/signing_key.hpp"
#include "tests/support/random.hpp"

namespace {

using namespace hallpass;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Signed {
  proof::VerifyingKey key;
  std::string jws;

  Signed() {
    RepeatableRandom random;
    auto const signer = proof::generate_signing_key(random).value();
    key = {proof::thumbprint(signer.point), signer.point};
    jws = proof::sign_jws(signer, "x+jwt", R"({"iss":"https://district.example","iat":1790000000})").value();
  }
};

void check_keys(std::string_view text) {
  auto const keys = proof::read_keys(text);
  if (!keys) return;
  require(!keys->empty());
  // What was read can be published again and is read back.
  auto const published = proof::format_published_keys(keys->front().point, {}, text, "a.b.c");
  require(published.has_value() && proof::find_key_list(*published).value() == "a.b.c");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Signed const good;
  if (size == 0) return 0;
  ByteView const rest{data + 1, size - 1};
  if (data[0] % 3 == 2) {
    check_keys(as_text(rest));
    return 0;
  }
  std::string jws{as_text(rest)};
  if (data[0] % 3 == 0) {
    jws = good.jws;
    for (std::size_t at = 0; at + 3 <= rest.size(); at += 3) {
      auto const offset = static_cast<std::size_t>(rest[at]) | static_cast<std::size_t>(rest[at + 1]) << 8U;
      if (offset < jws.size()) jws[offset] = static_cast<char>(rest[at + 2]);
    }
    if (rest.size() % 3 == 1) jws.resize(jws.size() * rest.back() / 256);
  }
  require(proof::verify_jws(jws, {&good.key, 1}).has_value() == (jws == good.jws));
  return 0;
}
