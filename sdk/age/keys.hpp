#pragma once
// Who can open a file: X25519 recipients and identities as age writes them, and passphrases.
// https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type

#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"
#include "sdk/crypto/random.hpp"
#include "sdk/crypto/secret.hpp"
#include "sdk/crypto/x25519.hpp"

namespace hallpass::age {

// A public key: "age1" and 58 characters of Bech32.
struct Recipient {
  crypto::X25519Public point{};
  friend bool operator==(Recipient const&, Recipient const&) = default;
};

// A secret key: "AGE-SECRET-KEY-1" and 58 characters.
struct Identity {
  crypto::X25519Secret scalar;
};

// Errors: malformed, with `where` "recipient" or "identity"; unsupported, for a key of another kind.
[[nodiscard]] Result<Recipient> parse_recipient(std::string_view text);
[[nodiscard]] std::string format_recipient(Recipient const& recipient);
[[nodiscard]] Result<Identity> parse_identity(std::string_view text);
[[nodiscard]] crypto::SecretBytes format_identity(Identity const& identity);

// Errors: those of the source.
[[nodiscard]] Result<Identity> generate_identity(crypto::RandomSource& random);
[[nodiscard]] Recipient recipient_of(Identity const& identity);

// What a reader has in hand. One of them that fits is enough.
struct Keyring {
  std::vector<Identity> identities{};
  std::vector<crypto::SecretBytes> passphrases{};
  // A file whose scrypt work factor is higher is refused: it would take too much time and memory. 22 is 4 GiB.
  unsigned max_work_factor = 22;
};

}  // namespace hallpass::age
