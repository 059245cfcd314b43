#pragma once
// A file's key, wrapped in a stanza for one recipient or one passphrase.
// https://github.com/C2SP/C2SP/blob/main/age.md#recipient-stanza

#include <optional>

#include "sdk/age/header.hpp"
#include "sdk/age/keys.hpp"
#include "sdk/age/stream.hpp"
#include "sdk/base/result.hpp"
#include "sdk/crypto/random.hpp"

namespace hallpass::age {

// These append a stanza to `header`.
// Errors: invalid_argument with `where` "recipients", for a point of low order; those of `random`.
[[nodiscard]] Result<void> wrap_for_recipient(FileKey const& file_key, Recipient const& recipient,
                                              crypto::RandomSource& random, std::string& header);
// Errors: invalid_argument with `where` "work_factor"; unavailable; those of `random`.
[[nodiscard]] Result<void> wrap_for_passphrase(FileKey const& file_key, ByteView passphrase, unsigned work_factor,
                                               crypto::RandomSource& random, std::string& header);

// The file key, by the first key that fits. Stanzas of unknown types are passed over; all of the known types are
// checked, whether a key is tried on them or not.
// Errors: malformed or unsupported, with `where` "header"; not_found, with `where` "identity", when no key fits.
[[nodiscard]] Result<FileKey> unwrap(Header const& header, Keyring const& keyring);

}  // namespace hallpass::age
