#include "district/store/sql/plain_scope.hpp"

#include "district/store/sql/statements.hpp"

namespace hallpass::store {

Result<void> PlainScope::commit(bool destroyed) {
  auto const committed = guarded([this] { session_->execute("COMMIT"); });
  if (!committed) {
    roll_back();
    return committed.error();
  }
  if (destroyed) {
    // The commit stands whatever comes of this.
    auto const overwritten = guarded([this] { dialect_.overwrite_destroyed(*session_); });
    static_cast<void>(overwritten);
  }
  return {};
}

void PlainScope::roll_back() {
  // A failed roll-back leaves a session that the store must not use again; closing it rolls back for certain.
  if (auto const rolled_back = guarded([this] { *session_ << "ROLLBACK"; }); !rolled_back) session_->close();
}

}  // namespace hallpass::store
