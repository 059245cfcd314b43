#pragma once
// What somebody has signed: compact JSON Web Signatures with Ed25519, and the signer's published keys.
// https://www.rfc-editor.org/rfc/rfc7515  https://www.rfc-editor.org/rfc/rfc8037 https://www.rfc-editor.org/rfc/rfc7517

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"
#include "sdk/crypto/ed25519.hpp"

namespace hallpass::proof {

// Longest signature and key set read, in bytes.
inline constexpr std::size_t max_jws_size = 1U << 20U, max_keys_size = 1U << 16U;

struct VerifyingKey {
  std::string id;  // "kid"; where the set gives none, the key's thumbprint
  crypto::Ed25519Public point{};
};

// The Ed25519 keys of a JWK Set ({"keys": [...]}); keys of other kinds are passed over.
// Errors: malformed or too_large, with a JSON Pointer as `where`; not_found, for no Ed25519 key at all; conflict, for
// an id that comes twice.
[[nodiscard]] Result<std::vector<VerifyingKey>> read_keys(std::string_view jwk_set);

// https://www.rfc-editor.org/rfc/rfc7638, base64url.
[[nodiscard]] std::string thumbprint(crypto::Ed25519Public const& point);

struct Verified {
  std::string key_id;
  crypto::Ed25519Public key{};
  std::string type;     // "typ"; may be empty
  std::string payload;  // as it was signed
};

// Checks the signature with the key that the header names. The algorithm is EdDSA and nothing else, and no extension
// ("crit") is understood. Errors: malformed ("header", "payload", "signature"), unsupported ("alg", "crit"), not_found
// ("kid": no such key), not_authentic ("signature"), too_large.
[[nodiscard]] Result<Verified> verify_jws(std::string_view compact, std::span<VerifyingKey const> keys);

}  // namespace hallpass::proof
