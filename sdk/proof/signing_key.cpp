#include "sdk/proof/signing_key.hpp"

#include <algorithm>

#include "sdk/base/base64.hpp"
#include "sdk/proof/json.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

namespace {

std::string base64url(ByteView bytes) {
  return base64_encode(bytes, Base64Alphabet::url, Base64Padding::forbidden);
}

Result<Bytes> read_bytes(json::Value const& jwk, std::string const& name) {
  HALLPASS_TRY(text, json::text_of(jwk, name, ""));
  auto bytes = base64_decode(text, Base64Alphabet::url, Base64Padding::forbidden);
  if (!bytes || bytes->size() != crypto::ed25519_seed_size) {
    return fail(ErrorCode::malformed, "/" + name, "This must be 32 bytes in base64url.");
  }
  return bytes;
}

}  // namespace

Result<SigningKey> generate_signing_key(crypto::RandomSource& random) {
  SigningKey key;
  HALLPASS_CHECK(random.fill(key.seed.bytes()));
  HALLPASS_TRY(point, crypto::ed25519_public(key.seed.view()));
  key.point = point;
  return key;
}

crypto::SecretBytes format_signing_key(SigningKey const& key) {
  auto secret = base64url(key.seed.view());
  auto const open = R"({"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":")" + thumbprint(key.point) + R"(","x":")" +
                    public_text(key.point) + R"(","d":")";
  crypto::SecretBytes out{open.begin(), open.end()};
  out.insert(out.end(), secret.begin(), secret.end());
  crypto::wipe({reinterpret_cast<std::uint8_t*>(secret.data()), secret.size()});
  for (char const letter : std::string_view{"\"}\n"}) out.push_back(static_cast<std::uint8_t>(letter));
  return out;
}

Result<SigningKey> read_signing_key(std::string_view jwk) {
  HALLPASS_TRY(object, json::parse_object(jwk, ""));
  if (json::find_text(object, "kty") != "OKP" || json::find_text(object, "crv") != "Ed25519") {
    return fail(ErrorCode::malformed, "/crv", "This must be an Ed25519 key.");
  }
  HALLPASS_TRY(seed, read_bytes(object, "d"));
  HALLPASS_TRY(x, read_bytes(object, "x"));
  SigningKey key;
  std::ranges::copy(seed, key.seed.bytes().begin());
  crypto::wipe(seed);
  HALLPASS_TRY(point, crypto::ed25519_public(key.seed.view()));
  if (!std::ranges::equal(point, x)) {
    return fail(ErrorCode::not_authentic, "/x", "This is not the public key of that secret one.");
  }
  key.point = point;
  return key;
}

std::string public_text(crypto::Ed25519Public const& point) {
  return base64url(point);
}

Result<crypto::Ed25519Public> read_public_text(std::string_view text) {
  auto const bytes = base64_decode(text, Base64Alphabet::url, Base64Padding::forbidden);
  crypto::Ed25519Public point{};
  if (!bytes || bytes->size() != point.size()) {
    return fail(ErrorCode::malformed, "", "This must be 32 bytes in base64url.");
  }
  std::ranges::copy(*bytes, point.begin());
  return point;
}

Result<std::string> sign_jws(SigningKey const& key, std::string_view type, std::string_view payload) {
  auto const header =
      R"({"alg":"EdDSA","kid":")" + thumbprint(key.point) + R"(","typ":")" + std::string{type} + R"("})";
  auto const input = base64url(as_bytes(header)) + "." + base64url(as_bytes(payload));
  HALLPASS_TRY(signature, crypto::ed25519_sign(key.seed.view(), as_bytes(input)));
  return input + "." + base64url(signature);
}

}  // namespace hallpass::proof
