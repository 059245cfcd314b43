// bench_age [SIZE [THREADS]]: time of sealing and opening SIZE MiB with one key, chunk by chunk, natively, by so many
// threads that take turns at the chunks: one line each, in milliseconds.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "sdk/age/stream.hpp"

using namespace hallpass;

namespace {

template <class Work>
double milliseconds(Work const& work) {
  auto const start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  auto const mebibytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 64;
  auto const thread_count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1;
  auto const chunk_count = mebibytes * 16;
  age::FileKey const file_key;
  auto const key = age::PayloadKey::derive(file_key, Bytes(age::payload_nonce_size)).value();
  Bytes const plaintext(chunk_count * age::chunk_size, 0x5a);
  Bytes file(chunk_count * age::sealed_chunk_size);
  Bytes opened(plaintext.size());
  std::atomic<bool> good = true;
  auto const for_each_chunk = [&](auto const& work) {
    auto const turns_of = [&](std::size_t first) {
      for (std::size_t index = first; index < chunk_count; index += thread_count) {
        auto const position = index + 1 == chunk_count ? age::Position::last : age::Position::inner;
        if (!work(index, position)) good = false;
      }
    };
    std::vector<std::jthread> threads;
    for (std::size_t other = 1; other < thread_count; ++other) threads.emplace_back(turns_of, other);
    turns_of(0);
  };
  auto const encrypt = milliseconds([&] {
    for_each_chunk([&](std::size_t index, age::Position position) {
      return key.seal(index, position, ByteView{plaintext}.subspan(index * age::chunk_size, age::chunk_size),
                      std::span{file}.subspan(index * age::sealed_chunk_size, age::sealed_chunk_size));
    });
  });
  auto const decrypt = milliseconds([&] {
    for_each_chunk([&](std::size_t index, age::Position position) {
      return key.open(index, position, ByteView{file}.subspan(index * age::sealed_chunk_size, age::sealed_chunk_size),
                      std::span{opened}.subspan(index * age::chunk_size, age::chunk_size));
    });
  });
  if (!good || opened != plaintext) return EXIT_FAILURE;
  std::printf("%.2f\n%.2f\n", encrypt, decrypt);
  return EXIT_SUCCESS;
}
