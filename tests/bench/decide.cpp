// decide.native_ns: one decision as a page needs it, the stored record read and every purpose decided.
// Takes the compiled policy's file; prints `decide.native_ns N ns`, the median of 21 runs.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "sdk/consent/record.hpp"

using namespace hallpass;

int main(int argc, char** argv) {
  std::ifstream file{argc > 1 ? argv[1] : "", std::ios::binary};
  Bytes const bytes{std::istreambuf_iterator<char>{file}, {}};
  auto const image = policy::ImageView::open(bytes);
  if (!image) {
    std::cerr << "usage: bench_decide policy.image\n";
    return 2;
  }
  constexpr InstantMs now = 1'795'435'200'000;
  signal::Signals signals;
  signals.region = region_key("US-CA");
  signals.gpc = signal::TriState::on;
  std::array<char, consent::max_record_size> space{};
  std::string const record{consent::choose(*image, signals, {~0U, {}}, now, space)};
  constexpr unsigned rounds = 20'000;
  std::vector<double> times;
  unsigned granted = 0;  // used, so that nothing is optimised away
  for (unsigned run = 0; run < 21; ++run) {
    auto const start = std::chrono::steady_clock::now();
    for (unsigned round = 0; round < rounds; ++round) {
      signals.dnt = static_cast<signal::TriState>(round % 3);
      auto const decided = decision::decide(*image, signals, consent::read_record(*image, record), now + round);
      granted += decided.by_purpose[1].state == decision::State::granted ? 1 : 0;
    }
    times.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() /
                    rounds);
  }
  std::ranges::nth_element(times, times.begin() + 10);
  std::cout << "decide.native_ns " << static_cast<long>(times[10]) << " ns\n";
  return granted == 0 ? 1 : 0;
}
