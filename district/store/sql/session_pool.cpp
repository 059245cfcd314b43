#include "district/store/sql/session_pool.hpp"

namespace hallpass::store {

SessionLease SessionPool::idle() {
  std::scoped_lock const lock{mutex_};
  if (idle_.empty()) return {};
  auto session = std::move(idle_.back());
  idle_.pop_back();
  return lease(std::move(session));
}

void SessionPool::add(std::unique_ptr<Session> session) {
  if (session->get_backend() == nullptr) return;  // closed after a failure
  std::scoped_lock const lock{mutex_};
  idle_.push_back(std::move(session));
}

SessionLease SessionPool::lease(std::unique_ptr<Session> session) {
  return SessionLease{session.release(), [this](Session* returned) { add(std::unique_ptr<Session>{returned}); }};
}

}  // namespace hallpass::store
