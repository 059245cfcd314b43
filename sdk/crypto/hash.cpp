#include "sdk/crypto/hash.hpp"

#include <sodium/crypto_auth_hmacsha256.h>
#include <sodium/crypto_hash_sha256.h>

#include <algorithm>

#include "sdk/crypto/library.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::crypto {

Sha256 sha256(ByteView message) noexcept {
  Sha256 digest{};
  crypto_hash_sha256(digest.data(), address(message), message.size());
  return digest;
}

Sha256 hmac_sha256(ByteView key, ByteView message) noexcept {
  Sha256 code{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, address(key), key.size());
  crypto_auth_hmacsha256_update(&state, address(message), message.size());
  crypto_auth_hmacsha256_final(&state, code.data());
  wipe({reinterpret_cast<std::uint8_t*>(&state), sizeof state});
  return code;
}

Result<void> hkdf_sha256(ByteView input_key, ByteView salt, ByteView info, std::span<std::uint8_t> out) {
  constexpr std::size_t block_size = std::tuple_size_v<Sha256>;
  if (out.empty() || out.size() > 255 * block_size) return fail(ErrorCode::invalid_argument, "out");
  Sha256 pseudo_random_key = hmac_sha256(salt, input_key);
  // T(n) = HMAC(T(n-1) | info | n)
  SecretBytes input(block_size + info.size() + 1);
  std::ranges::copy(info, input.begin() + block_size);
  Sha256 block{};
  std::uint8_t number = 0;
  for (std::size_t done = 0; done < out.size();) {
    input.back() = ++number;
    auto const previous = number == 1 ? block_size : 0;
    block = hmac_sha256(pseudo_random_key, ByteView{input}.subspan(previous));
    auto const count = std::min(block_size, out.size() - done);
    std::copy_n(block.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(done));
    std::ranges::copy(block, input.begin());
    done += count;
  }
  wipe(block);
  wipe(pseudo_random_key);
  return {};
}

}  // namespace hallpass::crypto
