#include "district/store/sql/transaction.hpp"

#include "district/store/sql/roster_statements.hpp"

namespace hallpass::store {

SqlTransaction::SqlTransaction(SessionLease session, Dialect const& dialect)
    : session_(std::move(session)), dialect_(dialect) {}

SqlTransaction::~SqlTransaction() {
  roster_.reset();
  if (!finished_) {
    // A failed roll-back leaves a session that the store must not use again; closing it rolls back for certain.
    if (auto const rolled_back = guarded([this] { *session_ << "ROLLBACK"; }); !rolled_back) session_->close();
  }
}

Result<void> SqlTransaction::commit() {
  roster_.reset();
  if (failed_) return fail(ErrorCode::internal, "store");
  HALLPASS_CHECK(guarded([this] { *session_ << "COMMIT"; }));
  finished_ = true;
  if (destroyed_) {
    // The commit stands whatever comes of this.
    auto const overwritten = store::guarded([this] { dialect_.overwrite_destroyed(*session_); });
    static_cast<void>(overwritten);
  }
  return {};
}

}  // namespace hallpass::store
