#pragma once
// age v1 files, whole or chunk by chunk. Standard `age` reads what this writes, and the other way round.
// https://github.com/C2SP/C2SP/blob/main/age.md
//
// Errors name the layer in `where`: "armor", "header", "header/mac", "identity" (no key fits: not_found) or
// "payload/chunk/N". Nothing of a file or a key is ever part of an error.

#include <span>

#include "sdk/age/keys.hpp"
#include "sdk/age/stream.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/random.hpp"

namespace hallpass::age {

// What stands before the chunks of a new file, and the key for them.
struct Sealer {
  Bytes prefix;  // header and nonce, as they stand at the start of the file
  PayloadKey key;
};

// What was read from the start of a file, and the key for the chunks that follow at `prefix_size`.
struct Opener {
  std::size_t prefix_size;
  PayloadKey key;
};

// Errors: invalid_argument with `where` "recipients" (none, or one of low order); those of `random`.
[[nodiscard]] Result<Sealer> begin_encrypt(std::span<Recipient const> recipients, crypto::RandomSource& random);
// `work_factor`: log2 of scrypt's cost; the standard tool takes 18 (256 MiB, about a second).
[[nodiscard]] Result<Sealer> begin_encrypt(ByteView passphrase, unsigned work_factor, crypto::RandomSource& random);
// `start`: the first bytes of a binary file; truncated, with `where` "header", asks for more of them.
[[nodiscard]] Result<Opener> begin_decrypt(Keyring const& keyring, ByteView start);

// Whole files in memory. decrypt() takes the binary and the armored form; no plaintext comes out unless all is well.
[[nodiscard]] Result<Bytes> encrypt(std::span<Recipient const> recipients, ByteView plaintext,
                                    crypto::RandomSource& random);
[[nodiscard]] Result<Bytes> decrypt(Keyring const& keyring, ByteView file);

}  // namespace hallpass::age
