#pragma once
// Checks an OpenID Connect access token (a signed JWT) against a set of public keys. Pure: keys, expectations and the
// time come in as values.
// https://www.rfc-editor.org/rfc/rfc9068 (JWT access tokens), https://www.rfc-editor.org/rfc/rfc8725 (JWT practice)

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

// The public signing keys of a provider. Immutable after parsing; copies share the keys; safe to read from any thread.
class KeySet {
 public:
  KeySet() = default;

  // A JWK Set (RFC 7517). Keeps RSA keys of 2048 bits and more and P-256 keys that have a `kid` and are not marked for
  // another use; skips all others (a set may hold keys for encryption). Errors: malformed, when it is no JWK Set.
  [[nodiscard]] static Result<KeySet> parse(std::string_view json);

  [[nodiscard]] bool contains(std::string_view key_id) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  friend class TokenVerifier;
  enum class KeyType : std::uint8_t { rsa, p256 };
  struct Key {
    std::string id;
    KeyType type;
    std::shared_ptr<void> handle;
  };
  [[nodiscard]] Key const* find(std::string_view key_id) const noexcept;
  std::vector<Key> keys_;
};

// A token that could hold by its form, alg, typ and crit; nothing that it says is checked.
class AccessToken {
 public:
  // Errors: unauthenticated, when the text is not a JWT that could ever hold.
  [[nodiscard]] static Result<AccessToken> parse(std::string_view text);

  // The `kid` that it names: for choosing whether to fetch keys, and which to check it with.
  [[nodiscard]] std::string const& key_id() const noexcept { return key_id_; }

 private:
  friend class TokenVerifier;
  AccessToken(std::shared_ptr<void> handle, std::string algorithm, std::string key_id)
      : handle_(std::move(handle)), algorithm_(std::move(algorithm)), key_id_(std::move(key_id)) {}

  std::shared_ptr<void> handle_;
  std::string algorithm_;
  std::string key_id_;
};

struct TokenExpectations {
  std::string issuer;    // `iss`, compared byte for byte
  std::string audience;  // must be `aud`, or among it
  InstantMs leeway_ms = 30'000;
};

class TokenVerifier {
 public:
  explicit TokenVerifier(TokenExpectations expectations) : expectations_(std::move(expectations)) {}

  // The token's `sub`, 1…255 bytes. Accepts only RS256 and ES256 with a key of that kind from the set, typ at+jwt, no
  // `crit`, the expected issuer and audience, `exp` not past and `nbf` not ahead (with the leeway).
  // Errors: unauthenticated for everything else, without saying which check failed or what the token held.
  [[nodiscard]] Result<std::string> subject(AccessToken const& token, KeySet const& keys, InstantMs now) const;

 private:
  TokenExpectations expectations_;
};

}  // namespace hallpass::server
