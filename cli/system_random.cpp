#include "cli/system_random.hpp"

#include <sys/random.h>

#include <cerrno>

namespace hallpass::cli {

Result<void> SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    auto const got = getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(ErrorCode::unavailable, "random");
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace hallpass::cli
