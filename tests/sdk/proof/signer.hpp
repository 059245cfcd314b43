#pragma once
// A signer for tests, with the key of RFC 8037 appendix A.

#include <string>

#include "sdk/base/base64.hpp"
#include "sdk/proof/jws.hpp"
#include "tests/support/catch.hpp"

namespace hallpass::test {

inline constexpr std::string_view public_jwk_set =
    R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})";
inline constexpr std::string_view key_thumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

inline std::string base64url(ByteView bytes) {
  return base64_encode(bytes, Base64Alphabet::url, Base64Padding::forbidden);
}

inline std::string sign(std::string_view header, std::string_view payload) {
  auto const seed =
      base64_decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", Base64Alphabet::url, Base64Padding::forbidden);
  REQUIRE(seed);
  auto const input = base64url(as_bytes(header)) + "." + base64url(as_bytes(payload));
  auto const signature = crypto::ed25519_sign(*seed, as_bytes(input));
  REQUIRE(signature);
  return input + "." + base64url(*signature);
}

}  // namespace hallpass::test
