#pragma once
// Connections that are waiting to be used again.

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "district/store/sql/session.hpp"

namespace hallpass::store {

// Gives the session back to its pool.
using SessionLease = std::unique_ptr<Session, std::function<void(Session*)>>;

// Threads: any number. REQUIRES: outlives its leases.
class SessionPool {
 public:
  explicit SessionPool(std::function<std::unique_ptr<Session>()> connect) : connect_(std::move(connect)) {}

  // None when all are in use.
  [[nodiscard]] SessionLease idle();
  // A new connection. Throws as SOCI does.
  [[nodiscard]] SessionLease fresh() { return lease(connect_()); }
  void add(std::unique_ptr<Session> session);

 private:
  [[nodiscard]] SessionLease lease(std::unique_ptr<Session> session);

  std::function<std::unique_ptr<Session>()> const connect_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace hallpass::store
