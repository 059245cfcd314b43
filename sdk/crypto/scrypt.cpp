#include "sdk/crypto/scrypt.hpp"

#include <sodium/crypto_pwhash_scryptsalsa208sha256.h>

#include "sdk/crypto/library.hpp"

namespace hallpass::crypto {

Result<void> scrypt(ByteView passphrase, ByteView salt, unsigned work_factor, std::span<std::uint8_t> out) {
  if (work_factor < 1 || work_factor > 24) return fail(ErrorCode::invalid_argument, "work_factor");
  if (out.empty() || out.size() > 64) return fail(ErrorCode::invalid_argument, "out");
  use_library();
  if (crypto_pwhash_scryptsalsa208sha256_ll(address(passphrase), passphrase.size(), address(salt), salt.size(),
                                            std::uint64_t{1} << work_factor, 8, 1, out.data(), out.size()) != 0) {
    return fail(ErrorCode::unavailable, "memory");
  }
  return {};
}

}  // namespace hallpass::crypto
