#include "district/store/sql/transaction.hpp"

#include "district/store/sql/roster_statements.hpp"

namespace hallpass::store {

SqlTransaction::SqlTransaction(std::unique_ptr<Scope> scope, Dialect const& dialect)
    : scope_(std::move(scope)), session_(&scope_->session()), dialect_(dialect) {}

SqlTransaction::~SqlTransaction() {
  roster_.reset();
  if (!finished_) scope_->roll_back();
}

Result<void> SqlTransaction::commit() {
  roster_.reset();
  if (failed_) return fail(ErrorCode::internal, "store");
  finished_ = true;
  session_ = nullptr;  // with the commit it may be somebody else's
  return scope_->commit(destroyed_);
}

}  // namespace hallpass::store
