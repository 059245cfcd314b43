// Parents' statements in the record (34 CFR 99.21(b)(2), (c)).
#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::object;
using proof::json::text;

Result<void> SqlTransaction::add_statement(Statement const& statement) {
  return guarded([&] {
    auto const salt = new_salt();
    session_->execute(
        "INSERT INTO statements (student_id, entry_id, request_id, author, at, text, salt) VALUES (:student, :entry, "
        ":request, :author, :at, :text, :salt)",
        statement.student_id, statement.entry_id, statement.request_id, statement.author, statement.at, statement.text,
        salt);
    audit("statement.added",
          {{"student", text(statement.student_id)},
           {"entry", text(statement.entry_id)},
           {"request", text(statement.request_id)},
           {"digest", salted(salt, object({{"author", text(statement.author)}, {"text", text(statement.text)}}))}});
  });
}

Result<std::vector<Statement>> SqlTransaction::statements(std::string_view student_id) {
  return guarded([&] {
    std::vector<Statement> statements;
    session_->query<std::string, std::string, std::string, InstantMs, std::string>(
        "SELECT entry_id, request_id, author, at, text FROM statements WHERE student_id = :student ORDER BY seq",
        [&](auto& entry, auto& request, auto& author, InstantMs at, auto& text) {
          statements.push_back({.student_id = std::string{student_id},
                                .entry_id = std::move(entry),
                                .request_id = std::move(request),
                                .author = std::move(author),
                                .at = at,
                                .text = std::move(text)});
        },
        student_id);
    return statements;
  });
}

}  // namespace hallpass::store
