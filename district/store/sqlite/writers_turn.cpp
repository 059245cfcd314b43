#include "district/store/sqlite/writers_turn.hpp"

namespace hallpass::store {

WritersTurn::Outcome WritersTurn::take(Writer& writer, std::chrono::milliseconds most) {
  {
    std::scoped_lock const lock{mutex_};
    if (!taken_) {
      taken_ = true;
      return Outcome::has_turn;
    }
    queue_.push_back(&writer);
  }
  auto const told = [&] { return writer.outcome_.has_value(); };
  {
    std::unique_lock lock{writer.mutex_};
    if (writer.called_.wait_for(lock, most, told)) return *writer.outcome_;
  }
  {
    std::scoped_lock const lock{mutex_};
    if (std::erase(queue_, &writer) > 0) return Outcome::gave_up;
  }
  // Whoever took it out of the queue is about to tell it.
  std::unique_lock lock{writer.mutex_};
  writer.called_.wait(lock, told);
  return *writer.outcome_;
}

bool WritersTurn::take(std::chrono::milliseconds most) {
  Writer writer;
  return take(writer, most) == Outcome::has_turn;
}

WritersTurn::Writer* WritersTurn::next_to_serve() {
  std::scoped_lock const lock{mutex_};
  if (queue_.empty() || !queue_.front()->can_be_served) return nullptr;
  return take_out_first();
}

void WritersTurn::give_back(std::span<Writer* const> served) {
  Writer* next = nullptr;
  {
    std::scoped_lock const lock{mutex_};
    next = take_out_first();
    taken_ = next != nullptr;
  }
  if (next != nullptr) tell(*next, Outcome::has_turn);
  for (auto* const writer : served) tell(*writer, Outcome::was_served);
}

bool WritersTurn::pass_on() {
  Writer* next = nullptr;
  {
    std::scoped_lock const lock{mutex_};
    next = take_out_first();
  }
  if (next != nullptr) tell(*next, Outcome::has_turn);
  return next != nullptr;
}

WritersTurn::Writer* WritersTurn::take_out_first() {
  if (queue_.empty()) return nullptr;
  auto* const first = queue_.front();
  queue_.pop_front();
  return first;
}

void WritersTurn::tell(Writer& writer, Outcome outcome) {
  std::scoped_lock const lock{writer.mutex_};
  writer.outcome_ = outcome;
  writer.called_.notify_one();  // under the lock: once it knows, it may be gone
}

}  // namespace hallpass::store
