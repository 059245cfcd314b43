#include "cli/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace hallpass::cli {

namespace {
constexpr std::chrono::milliseconds first_after{500};
constexpr std::chrono::milliseconds then_every{100};
constexpr std::uint64_t megabyte = 1'000'000;
}  // namespace

Progress::Progress(std::uint64_t total)
    : total_{total}, is_terminal_{isatty(STDERR_FILENO) != 0}, next_{std::chrono::steady_clock::now() + first_after} {}

Progress::~Progress() {
  if (is_shown_) std::fputs("\r\x1b[K", stderr);  // the line is empty again
}

void Progress::add(std::size_t bytes) {
  done_ += bytes;
  if (!is_terminal_) return;
  auto const now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + then_every;
  is_shown_ = true;
  print();
}

void Progress::print() const {
  auto const megabytes = static_cast<unsigned long long>(done_ / megabyte);
  if (total_ == 0) {
    std::fprintf(stderr, "\r%llu MB\x1b[K", megabytes);
    return;
  }
  auto const percent = static_cast<unsigned>(100.0 * static_cast<double>(done_) / static_cast<double>(total_));
  std::fprintf(stderr, "\r%u %% (%llu of %llu MB)\x1b[K", percent, megabytes,
               static_cast<unsigned long long>(total_ / megabyte));
}

}  // namespace hallpass::cli
