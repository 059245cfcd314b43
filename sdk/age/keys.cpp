#include "sdk/age/keys.hpp"

#include <algorithm>

#include "sdk/age/bech32.hpp"

namespace hallpass::age {
namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "age-secret-key-";
constexpr std::string_view identity_prefix_as_written = "AGE-SECRET-KEY-";

// The 32 bytes behind a prefix that must be spelled exactly so.
Result<Bech32> parse_key(std::string_view text, std::string_view prefix, char const* where) {
  auto decoded = bech32_decode(text);
  if (!decoded) return fail(ErrorCode::malformed, where);
  if (decoded->prefix != prefix) {
    // Plugin keys ("age1name1…") and post-quantum ones are age keys too.
    auto const is_age = decoded->prefix.starts_with(prefix.substr(0, 3));
    return fail(is_age ? ErrorCode::unsupported : ErrorCode::malformed, where, "Only X25519 keys are supported.");
  }
  if (decoded->data.size() != crypto::x25519_size) return fail(ErrorCode::malformed, where);
  return decoded;
}

}  // namespace

Result<Recipient> parse_recipient(std::string_view text) {
  HALLPASS_TRY(decoded, parse_key(text, recipient_prefix, "recipient"));
  Recipient recipient;
  std::ranges::copy(decoded.data, recipient.point.begin());
  return recipient;
}

std::string format_recipient(Recipient const& recipient) {
  return std::string{as_text(bech32_encode(recipient_prefix, recipient.point))};
}

Result<Identity> parse_identity(std::string_view text) {
  HALLPASS_TRY(decoded, parse_key(text, identity_prefix_as_written, "identity"));
  Identity identity;
  std::ranges::copy(decoded.data, identity.scalar.bytes().begin());
  return identity;
}

crypto::SecretBytes format_identity(Identity const& identity) {
  auto text = bech32_encode(identity_prefix, identity.scalar.view());
  for (auto& character : text) {
    if (character >= 'a' && character <= 'z') character = static_cast<std::uint8_t>(character - 'a' + 'A');
  }
  return text;
}

Result<Identity> generate_identity(crypto::RandomSource& random) {
  Identity identity;
  HALLPASS_CHECK(random.fill(identity.scalar.bytes()));
  return identity;
}

Recipient recipient_of(Identity const& identity) {
  return Recipient{*crypto::x25519_public(identity.scalar.view())};  // 32 bytes, so it cannot fail
}

}  // namespace hallpass::age
