#pragma once
// The policy of the decision vectors, read and compiled.

#include "sdk/policy/image.hpp"
#include "sdk/policy/image_view.hpp"
#include "sdk/policy/read.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

namespace hallpass::test {

inline policy::Policy vector_policy() {
  auto const policy = policy::read_policy(read_source_file("tests/vectors/decision-policy.json"));
  REQUIRE(policy);
  return *policy;
}

inline Bytes vector_image() {
  return policy::compile(vector_policy()).value();
}

// Deterministic pseudo-random bits for property tests. https://prng.di.unimi.it/splitmix64.c
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

 private:
  std::uint64_t state_;
};

}  // namespace hallpass::test
