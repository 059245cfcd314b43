#include "district/store/sqlite/writers_turn.hpp"

#include <algorithm>

namespace hallpass::store {

bool WritersTurn::take(std::chrono::milliseconds most) {
  std::unique_lock lock{mutex_};
  if (!taken_) return taken_ = true;
  Waiting self;
  queue_.push_back(&self);
  if (self.called.wait_for(lock, most, [&] { return self.has_turn; })) return true;
  queue_.erase(std::ranges::find(queue_, &self));
  return false;
}

void WritersTurn::give_back() {
  std::scoped_lock const lock{mutex_};
  taken_ = call_next();
}

bool WritersTurn::pass_on() {
  std::scoped_lock const lock{mutex_};
  return call_next();
}

bool WritersTurn::call_next() {
  if (queue_.empty()) return false;
  // Told under the lock: once it has the turn, it may be gone.
  queue_.front()->has_turn = true;
  queue_.front()->called.notify_one();
  queue_.pop_front();
  return true;
}

}  // namespace hallpass::store
