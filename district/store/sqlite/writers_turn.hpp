#pragma once
// Writers of one database, one after the other in the order in which they came. SQLite alone would let those who find
// it taken sleep and try again, longer each time.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <span>

namespace hallpass::store {

// Threads: any number.
class WritersTurn {
 public:
  enum class Outcome : std::uint8_t { has_turn, was_served, gave_up };
  // A writer in the queue. One that says so may be served by whoever has the turn, and need not wake up for it.
  struct Writer {
    bool can_be_served = false;

   private:
    friend WritersTurn;
    // Of its own: many who were served wake up at once, and would wait for each other.
    std::mutex mutex_;
    std::condition_variable called_;
    std::optional<Outcome> outcome_;
  };

  // Waits until it is the writer's turn or it was served; gives up when neither began within `most`.
  [[nodiscard]] Outcome take(Writer& writer, std::chrono::milliseconds most);
  // For a writer that cannot be served; false when it gave up.
  [[nodiscard]] bool take(std::chrono::milliseconds most);

  // All these are for whose turn it is. The next in the queue, to be served, if it can be; the turn stays the caller's.
  [[nodiscard]] Writer* next_to_serve();
  // Ends the turn. REQUIRES of `served`: what next_to_serve() gave, each one once, and then not touched any more.
  void give_back(std::span<Writer* const> served = {});
  // Only if somebody waits, who then has it; false: it stays the caller's.
  [[nodiscard]] bool pass_on();

 private:
  // The first of the queue; null when nobody waits.
  Writer* take_out_first();
  static void tell(Writer& writer, Outcome outcome);

  std::mutex mutex_;
  bool taken_ = false;
  std::deque<Writer*> queue_;
};

}  // namespace hallpass::store
