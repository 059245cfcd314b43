#pragma once
// A signer's own key: a private JWK with Ed25519 (RFC 8037), and what it signs: compact JSON Web Signatures (RFC 7515).

#include <string>
#include <string_view>

#include "sdk/base/result.hpp"
#include "sdk/crypto/ed25519.hpp"
#include "sdk/crypto/random.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::proof {

struct SigningKey {
  crypto::Secret<crypto::ed25519_seed_size> seed;
  crypto::Ed25519Public point{};
};

// Errors: of the source.
[[nodiscard]] Result<SigningKey> generate_signing_key(crypto::RandomSource& random);

// The JWK as JSON, and back. Errors: malformed, with a JSON Pointer; not_authentic ("/x") when the two halves do not
// belong together.
[[nodiscard]] crypto::SecretBytes format_signing_key(SigningKey const& key);
[[nodiscard]] Result<SigningKey> read_signing_key(std::string_view jwk);

// Base64url, the "x" of the JWK: what a policy names.
[[nodiscard]] std::string public_text(crypto::Ed25519Public const& point);
// Errors: malformed.
[[nodiscard]] Result<crypto::Ed25519Public> read_public_text(std::string_view text);

// `type` is the header's "typ": plain letters. Errors: of the signature.
[[nodiscard]] Result<std::string> sign_jws(SigningKey const& key, std::string_view type, std::string_view payload);

}  // namespace hallpass::proof
