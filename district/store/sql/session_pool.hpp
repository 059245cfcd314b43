#pragma once
// Connections that are waiting to be used again.

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace hallpass::store {

// Gives the session back to its pool.
using SessionLease = std::unique_ptr<soci::session, std::function<void(soci::session*)>>;

// Threads: any number. REQUIRES: outlives its leases.
class SessionPool {
 public:
  explicit SessionPool(std::function<std::unique_ptr<soci::session>()> connect) : connect_(std::move(connect)) {}

  // None when all are in use.
  [[nodiscard]] SessionLease idle();
  // A new connection. Throws as SOCI does.
  [[nodiscard]] SessionLease fresh() { return lease(connect_()); }
  void add(std::unique_ptr<soci::session> session);

 private:
  [[nodiscard]] SessionLease lease(std::unique_ptr<soci::session> session);

  std::function<std::unique_ptr<soci::session>()> const connect_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<soci::session>> idle_;
};

}  // namespace hallpass::store
