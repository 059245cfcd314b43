#pragma once
// The session of a transaction, and how that ends: by itself, or together with others (sqlite/group_commit.hpp).

#include "district/store/sql/session.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::store {

class Scope {
 public:
  Scope() = default;
  Scope(Scope const&) = delete;
  Scope& operator=(Scope const&) = delete;
  virtual ~Scope() = default;

  [[nodiscard]] virtual Session& session() noexcept = 0;
  // It is on disk when this returns. `destroyed`: values were, and what is left of them in the database's own files
  // goes too. One of the two is called, once.
  [[nodiscard]] virtual Result<void> commit(bool destroyed) = 0;
  virtual void roll_back() = 0;
};

}  // namespace hallpass::store
