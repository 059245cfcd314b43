#pragma once
// Memory for secrets: zeroed when it is given back, never copied by accident.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sdk/base/bytes.hpp"

namespace hallpass::crypto {

// Writes zeros in a way that the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes) noexcept;

// In constant time for equal lengths; a different length is simply unequal.
[[nodiscard]] bool equal(ByteView left, ByteView right) noexcept;

// A secret of N bytes, zeroed at the end of its life and when moved from.
template <std::size_t N>
class Secret {
 public:
  Secret() = default;
  ~Secret() { wipe(bytes_); }
  Secret(Secret const&) = delete;
  Secret& operator=(Secret const&) = delete;
  Secret(Secret&& other) noexcept : bytes_{other.bytes_} { wipe(other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_);
    }
    return *this;
  }

  [[nodiscard]] ByteView view() const noexcept { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t> bytes() noexcept { return bytes_; }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

// An allocator that zeroes what it takes back, for secrets whose length is not fixed.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit(false) WipingAllocator(WipingAllocator<U> const& /*other*/) noexcept {}
  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* at, std::size_t count) noexcept {
    wipe({reinterpret_cast<std::uint8_t*>(at), count * sizeof(T)});
    std::allocator<T>{}.deallocate(at, count);
  }
  friend bool operator==(WipingAllocator const& /*left*/, WipingAllocator const& /*right*/) noexcept { return true; }
};

using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

}  // namespace hallpass::crypto
