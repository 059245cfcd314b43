#include "district/store/sql/transaction.hpp"

#include "district/store/sql/roster_statements.hpp"

namespace hallpass::store {

SqlTransaction::SqlTransaction(SessionLease session, std::function<void(soci::session&)> after_destruction)
    : session_(std::move(session)), after_destruction_(std::move(after_destruction)) {}

SqlTransaction::~SqlTransaction() {
  roster_.reset();
  if (!finished_) {
    // A failed roll-back leaves a session that the store must not use again; closing it rolls back for certain.
    if (auto const rolled_back = guarded([this] { *session_ << "ROLLBACK"; }); !rolled_back) session_->close();
  }
}

Result<void> SqlTransaction::commit() {
  roster_.reset();
  HALLPASS_CHECK(guarded([this] { *session_ << "COMMIT"; }));
  finished_ = true;
  if (destroyed_) after_destruction_(*session_);
  return {};
}

}  // namespace hallpass::store
