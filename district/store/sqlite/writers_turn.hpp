#pragma once
// Writers of one database, one after the other in the order in which they came. SQLite alone would let those who find
// it taken sleep and try again, longer each time.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace hallpass::store {

// Threads: any number.
class WritersTurn {
 public:
  // Waits until it is the caller's turn; false when that was not within `most`.
  [[nodiscard]] bool take(std::chrono::milliseconds most);
  // Both end the turn. REQUIRES: it is the caller's.
  void give_back();
  // Only if somebody waits, who then has it; false: it stays the caller's.
  [[nodiscard]] bool pass_on();

 private:
  // Under the lock. False: nobody waits.
  bool call_next();

  struct Waiting {
    std::condition_variable called;
    bool has_turn = false;
  };

  std::mutex mutex_;
  bool taken_ = false;
  std::deque<Waiting*> queue_;
};

}  // namespace hallpass::store
