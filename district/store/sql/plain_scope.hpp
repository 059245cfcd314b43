#pragma once
// A transaction of its own.

#include "district/store/sql/dialect.hpp"
#include "district/store/sql/scope.hpp"
#include "district/store/sql/session_pool.hpp"

namespace hallpass::store {

class PlainScope final : public Scope {
 public:
  // REQUIRES: the session has begun a transaction, and the dialect outlives this.
  PlainScope(SessionLease session, Dialect const& dialect) : session_(std::move(session)), dialect_(dialect) {}

  Session& session() noexcept override { return *session_; }
  Result<void> commit(bool destroyed) override;
  void roll_back() override;

 private:
  SessionLease session_;
  Dialect const& dialect_;
};

}  // namespace hallpass::store
