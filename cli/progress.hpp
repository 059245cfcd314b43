#pragma once
// How far a long run has come: a line on standard error, which is taken back at the end. Only a terminal gets it.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace hallpass::cli {

class Progress {
 public:
  // `total`: of all, in bytes; 0 where that is not known.
  explicit Progress(std::uint64_t total);
  Progress(Progress const&) = delete;
  Progress& operator=(Progress const&) = delete;
  ~Progress();

  void add(std::size_t bytes);

 private:
  void print() const;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  bool is_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_;  // what is quick says nothing
};

}  // namespace hallpass::cli
