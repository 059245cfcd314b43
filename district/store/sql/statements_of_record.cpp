// Parents' statements in the record (34 CFR 99.21(b)(2), (c)).
#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

using proof::json::object;
using proof::json::text;
using soci::into;
using soci::use;

Result<void> SqlTransaction::add_statement(Statement const& statement) {
  return guarded([&] {
    auto const salt = new_salt();
    *session_ << "INSERT INTO statements (student_id, entry_id, request_id, author, at, text, salt) VALUES (:student, "
                 ":entry, :request, :author, :at, :text, :salt)",
        use(statement.student_id), use(statement.entry_id), use(statement.request_id), use(statement.author),
        use(statement.at), use(statement.text), use(salt);
    audit("statement.added",
          {{"student", text(statement.student_id)},
           {"entry", text(statement.entry_id)},
           {"request", text(statement.request_id)},
           {"digest", salted(salt, object({{"author", text(statement.author)}, {"text", text(statement.text)}}))}});
  });
}

Result<std::vector<Statement>> SqlTransaction::statements(std::string_view student_id) {
  return guarded([&] {
    Statement statement{};
    statement.student_id = student_id;
    std::string const student{student_id};
    soci::statement read = (session_->prepare << "SELECT entry_id, request_id, author, at, text FROM statements WHERE "
                                                 "student_id = :student ORDER BY seq",
                            use(student), into(statement.entry_id), into(statement.request_id), into(statement.author),
                            into(statement.at), into(statement.text));
    read.execute();
    std::vector<Statement> statements;
    while (read.fetch()) statements.push_back(statement);
    return statements;
  });
}

}  // namespace hallpass::store
