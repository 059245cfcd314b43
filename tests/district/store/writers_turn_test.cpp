// Writers take turns in the order in which they came.
#include "district/store/sqlite/writers_turn.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace std::chrono_literals;

TEST_CASE("one at a time, and every one in the end") {
  store::WritersTurn turn;
  std::atomic<int> writing{0};
  std::atomic<int> most{0};
  std::atomic<int> done{0};
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        if (!turn.take(10s)) continue;
        most = std::max(most.load(), ++writing);
        --writing;
        ++done;
        if (round % 2 == 0 || !turn.pass_on()) turn.give_back();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(most == 1);
  CHECK(done == 8 * 200);
}

TEST_CASE("who waits in vain leaves the queue to those behind") {
  store::WritersTurn turn;
  REQUIRE(turn.take(0ms));
  CHECK_FALSE(turn.take(1ms));
  CHECK_FALSE(turn.pass_on());  // to nobody
  std::atomic<bool> got{false};
  std::thread waiting([&] { got = turn.take(10s); });
  while (!turn.pass_on()) std::this_thread::yield();
  waiting.join();
  CHECK(got);
  CHECK_FALSE(turn.take(1ms));
  turn.give_back();
  CHECK(turn.take(0ms));
}

TEST_CASE("who can be served is, in its place in the queue, and wakes up when that is done") {
  store::WritersTurn turn;
  REQUIRE(turn.take(0ms));
  CHECK(turn.next_to_serve() == nullptr);
  std::atomic<int> served{0};
  std::thread first([&] {
    store::WritersTurn::Writer writer;
    writer.can_be_served = true;
    // Its time runs while it is being served, and it waits all the same.
    served += turn.take(writer, 100ms) == store::WritersTurn::Outcome::was_served ? 1 : 0;
  });
  std::vector<store::WritersTurn::Writer*> writers;
  while (writers.empty()) {
    if (auto* const next = turn.next_to_serve(); next != nullptr) writers.push_back(next);
  }
  std::thread second([&] { served += turn.take(10s) ? 10 : 0; });
  std::this_thread::sleep_for(200ms);
  CHECK(served == 0);
  CHECK(turn.next_to_serve() == nullptr);  // the second wants the turn itself
  turn.give_back(writers);
  first.join();
  second.join();
  CHECK(served == 11);
  turn.give_back();
}
