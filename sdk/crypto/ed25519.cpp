#include "sdk/crypto/ed25519.hpp"

#include <sodium/crypto_sign_ed25519.h>

#include "sdk/crypto/library.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::crypto {
namespace {

// libsodium's own form of the secret key: seed and public key, one behind the other.
struct KeyPair {
  Ed25519Public public_key{};
  Secret<crypto_sign_ed25519_SECRETKEYBYTES> secret_key;
};

Result<KeyPair> expand(ByteView seed) {
  if (seed.size() != ed25519_seed_size) return fail(ErrorCode::invalid_argument, "seed");
  use_library();
  KeyPair pair;
  crypto_sign_ed25519_seed_keypair(pair.public_key.data(), pair.secret_key.bytes().data(), seed.data());
  return pair;
}

}  // namespace

Result<Ed25519Public> ed25519_public(ByteView seed) {
  HALLPASS_TRY(pair, expand(seed));
  return pair.public_key;
}

Result<Ed25519Signature> ed25519_sign(ByteView seed, ByteView message) {
  HALLPASS_TRY(pair, expand(seed));
  Ed25519Signature signature{};
  crypto_sign_ed25519_detached(signature.data(), nullptr, address(message), message.size(),
                               pair.secret_key.view().data());
  return signature;
}

Result<void> ed25519_verify(ByteView public_key, ByteView message, ByteView signature) {
  if (public_key.size() != crypto_sign_ed25519_PUBLICKEYBYTES) return fail(ErrorCode::invalid_argument, "public");
  if (signature.size() != crypto_sign_ed25519_BYTES) return fail(ErrorCode::invalid_argument, "signature");
  use_library();
  if (crypto_sign_ed25519_verify_detached(signature.data(), address(message), message.size(), public_key.data()) != 0) {
    return fail(ErrorCode::not_authentic, "signature");
  }
  return {};
}

}  // namespace hallpass::crypto
