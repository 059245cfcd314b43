#pragma once
// Bech32, as age spells its keys: 32 bytes, no length limit of 90.
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki

#include <string>
#include <string_view>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::age {

struct Bech32 {
  std::string prefix;  // in the case of the text
  crypto::SecretBytes data;
};

// `prefix` in lower case; the text comes out in lower case. A secret key may be in it, so it is wiped memory.
[[nodiscard]] crypto::SecretBytes bech32_encode(std::string_view prefix, ByteView data);
// Errors: malformed with `where` "bech32" (mixed case, a wrong character, checksum or padding).
[[nodiscard]] Result<Bech32> bech32_decode(std::string_view text);

}  // namespace hallpass::age
