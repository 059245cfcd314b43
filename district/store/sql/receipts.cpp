#include "district/store/sql/transaction.hpp"
#include "sdk/proof/step_receipt.hpp"

namespace hallpass::store {

using proof::json::text;
using proof::json::whole;
using soci::use;

Result<void> SqlTransaction::add_receipt(Receipt const& receipt) {
  return added(guarded([&] {
    soci::statement insert =
        (session_->prepare << "INSERT INTO receipts (request_id, step, statement, said, said_salt, entry_values, "
                              "values_salt) VALUES (:request, :step, :statement, :said, :said_salt, :values, "
                              ":values_salt) ON CONFLICT DO NOTHING",
         use(receipt.request_id), use(receipt.step), use(receipt.statement), use(receipt.said), use(receipt.said_salt),
         use(receipt.values), use(receipt.values_salt));
    if (!affected_one(insert)) return false;
    audit("receipt.added", {{"request", text(receipt.request_id)},
                            {"step", whole(receipt.step)},
                            {"receipt", text(proof::step_receipt_digest(receipt.statement))}});
    return true;
  }));
}

Result<std::vector<Receipt>> SqlTransaction::receipts(std::string_view request_id) {
  return guarded([&] {
    std::vector<Receipt> receipts;
    session_->query<std::int64_t, std::string, std::string, std::string, std::string, std::string>(
        "SELECT step, statement, said, said_salt, entry_values, values_salt FROM receipts WHERE request_id = :request "
        "ORDER BY step",
        [&](std::int64_t step, auto& statement, auto& said, auto& said_salt, auto& values, auto& values_salt) {
          receipts.push_back({.request_id = std::string{request_id},
                              .step = step,
                              .statement = std::move(statement),
                              .said = std::move(said),
                              .said_salt = std::move(said_salt),
                              .values = std::move(values),
                              .values_salt = std::move(values_salt)});
        },
        request_id);
    return receipts;
  });
}

}  // namespace hallpass::store
