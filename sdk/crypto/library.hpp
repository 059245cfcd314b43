#pragma once
// For this room only: libsodium made ready before its first use.

namespace hallpass::crypto {

// Chooses libsodium's fastest implementations, once; safe from any thread. Ends the program if the library is broken.
void use_library() noexcept;

}  // namespace hallpass::crypto
