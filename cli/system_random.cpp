#include "cli/system_random.hpp"

#include <unistd.h>

#include <algorithm>

namespace hallpass::cli {

Result<void> SystemRandom::fill(std::span<std::uint8_t> out) {
  constexpr std::size_t most = 256;  // that one call gives
  while (!out.empty()) {
    auto const size = std::min(out.size(), most);
    if (getentropy(out.data(), size) != 0) return fail(ErrorCode::unavailable, "random");
    out = out.subspan(size);
  }
  return {};
}

}  // namespace hallpass::cli
