#pragma once
// The payload of an age file: STREAM, chunks of 64 KiB that are sealed and opened independently of each other.
// https://github.com/C2SP/C2SP/blob/main/age.md#payload

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/aead.hpp"
#include "sdk/crypto/secret.hpp"

namespace hallpass::age {

inline constexpr std::size_t chunk_size = 65536;
inline constexpr std::size_t sealed_chunk_size = chunk_size + crypto::aead_tag_size;
inline constexpr std::size_t payload_nonce_size = 16;
inline constexpr std::size_t file_key_size = 16;
using FileKey = crypto::Secret<file_key_size>;

// Whether a chunk is the last of its file.
enum class Position : std::uint8_t { inner, last };

// The key of one file's payload. Chunks may be taken in any order, from any thread (all calls are const).
class PayloadKey {
 public:
  // Errors: invalid_argument with `where` "nonce" (16 bytes).
  [[nodiscard]] static Result<PayloadKey> derive(FileKey const& file_key, ByteView nonce);

  // The key's bytes, for handing it to another instance of the program, which shares the work on the same file.
  using KeyBytes = crypto::Secret<crypto::aead_key_size>;
  explicit PayloadKey(KeyBytes bytes) noexcept : key_{std::move(bytes)} {}
  [[nodiscard]] ByteView view() const noexcept { return key_.view(); }

  // `plaintext`: 64 KiB, or less where it is the last; empty only where it is the first and last.
  // `out`: plaintext.size() + 16 bytes; may start where `plaintext` does.
  // Errors: invalid_argument with `where` "payload/chunk/N".
  [[nodiscard]] Result<void> seal(std::uint64_t index, Position position, ByteView plaintext,
                                  std::span<std::uint8_t> out) const;

  // `sealed`: as seal() wrote it; `out`: sealed.size() - 16 bytes. Nothing is written unless the chunk is authentic.
  // Errors, with `where` "payload/chunk/N": truncated (the file ends before its last chunk), malformed (a chunk of
  // an impossible length), not_authentic (changed, moved, or of another file).
  [[nodiscard]] Result<void> open(std::uint64_t index, Position position, ByteView sealed,
                                  std::span<std::uint8_t> out) const;

 private:
  KeyBytes key_;
};

}  // namespace hallpass::age
