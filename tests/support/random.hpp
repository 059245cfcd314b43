#pragma once
// A repeatable source of randomness for tests. Never for keys that protect anything.

#include <cstdint>
#include <random>

#include "sdk/crypto/random.hpp"

namespace hallpass {

class RepeatableRandom final : public crypto::RandomSource {
 public:
  explicit RepeatableRandom(std::uint64_t seed = 1) : engine_{seed} {}

  Result<void> fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine_() >> 56U);
    return {};
  }

 private:
  std::mt19937_64 engine_;
};

// A source that has nothing to give.
class NoRandom final : public crypto::RandomSource {
 public:
  Result<void> fill(std::span<std::uint8_t> /*out*/) override { return fail(ErrorCode::unavailable, "random"); }
};

}  // namespace hallpass
