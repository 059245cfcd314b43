#pragma once
// scrypt with r = 8, p = 1, as age uses it. https://www.rfc-editor.org/rfc/rfc7914

#include <cstdint>
#include <span>

#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::crypto {

// Fills `out` (1 to 64 bytes) from a passphrase. Takes 2^work_factor KiB of memory and a proportional time.
// Errors: invalid_argument with `where` "work_factor" (1 to 24) or "out"; unavailable with `where` "memory".
[[nodiscard]] Result<void> scrypt(ByteView passphrase, ByteView salt, unsigned work_factor,
                                  std::span<std::uint8_t> out);

}  // namespace hallpass::crypto
