#pragma once
// One transaction over a SOCI session. The SQL is plain enough for SQLite and PostgreSQL.

#include <memory>

#include "district/store/sql/audit_writer.hpp"
#include "district/store/sql/dialect.hpp"
#include "district/store/sql/scope.hpp"
#include "district/store/sql/statements.hpp"
#include "district/store/store.hpp"

namespace hallpass::store {

class SqlTransaction final : public Transaction {
 public:
  // REQUIRES: the dialect outlives this.
  SqlTransaction(std::unique_ptr<Scope> scope, Dialect const& dialect);
  ~SqlTransaction() override;

  Result<void> commit() override;

  Result<std::optional<Person>> person(std::string_view id) override;
  Result<std::optional<Student>> student(std::string_view id) override;
  Result<records::Bond> bond(std::string_view person_id, std::string_view student_id) override;
  Result<std::vector<Student>> children(std::string_view guardian_id) override;
  Result<std::vector<Entry>> entries(std::string_view student_id) override;
  Result<std::optional<Entry>> entry(std::string_view student_id, std::string_view entry_id) override;
  Result<void> apply(Change const& change) override;
  Result<std::optional<Bar>> bar(std::string_view student_id, std::string_view guardian_id) override;
  Result<void> set_order(std::string_view student_id, std::string_view guardian_id, bool barred,
                         std::string_view reference, std::string_view staff_id, InstantMs at) override;

  Result<void> add_request(Request const& request) override;
  Result<std::optional<Request>> request(std::string_view id) override;
  Result<std::vector<Request>> requests_of_student(std::string_view student_id) override;
  Result<std::vector<Request>> requests_of_requester(std::string_view person_id) override;
  Result<std::vector<Request>> requests_waiting_for(std::string_view staff_id) override;
  Result<void> move_request(std::string_view id, records::State from, records::State to, bool open,
                            InstantMs at) override;
  Result<void> extend_request(std::string_view id) override;
  Result<void> set_hearing(std::string_view id, Hearing const& hearing) override;
  Result<void> add_step(std::string_view request_id, Step const& step) override;
  Result<std::vector<Step>> steps(std::string_view request_id) override;
  Result<void> add_statement(Statement const& statement) override;
  Result<std::vector<Statement>> statements(std::string_view student_id) override;
  Result<void> add_attachment(Attachment const& attachment, ByteView ciphertext) override;
  Result<std::optional<Attachment>> attachment(std::string_view id) override;
  Result<Bytes> attachment_bytes(std::string_view id) override;
  Result<std::vector<Attachment>> attachments_of(std::string_view request_id) override;
  Result<std::size_t> unused_attachments(std::string_view owner_id) override;
  Result<void> use_attachment(std::string_view id, std::string_view request_id) override;
  Result<void> add_disclosure(Disclosure const& disclosure) override;
  Result<std::vector<Disclosure>> disclosures(std::string_view student_id) override;

  Result<void> add_receipt(Receipt const& receipt) override;
  Result<std::vector<Receipt>> receipts(std::string_view request_id) override;
  Result<void> add_opt_out(OptOut const& opt_out) override;
  Result<std::vector<OptOut>> opt_outs(std::string_view student_id) override;
  Result<void> add_redaction(Redaction const& redaction) override;
  Result<void> lift_redaction(std::string_view student_id, std::string_view id, std::string_view staff_id,
                              InstantMs at) override;
  Result<std::vector<Redaction>> redactions(std::string_view student_id) override;
  Result<void> add_mail(Mail const& mail) override;
  Result<bool> has_due_mail(InstantMs now) override;
  Result<std::optional<Mail>> claim_mail(InstantMs now, InstantMs until) override;
  Result<void> forget_mail(std::string_view id) override;
  Result<void> postpone_mail(Mail const& claimed, InstantMs until) override;
  Result<void> give_up_mail(Mail const& claimed, InstantMs at) override;
  Result<void> forget_mails_about(std::string_view request_id, std::string_view person_id) override;

  Result<std::vector<AuditEntry>> audit_entries(std::int64_t after, std::size_t most) override;
  Result<void> keep_answer(KeptAnswer const& answer, InstantMs now) override;
  Result<std::optional<KeptAnswer>> kept_answer(std::string_view caller_id, std::string_view key,
                                                InstantMs now) override;

  Result<std::vector<Correction>> corrections(std::int64_t after) override;
  Result<std::vector<RosterCells>> roster_cells(std::string_view student_id) override;
  Result<std::int64_t> exported_up_to() override;
  Result<void> add_roster_export(std::int64_t up_to, InstantMs at) override;

  Result<void> begin_roster() override;
  Result<void> add_person(Person const& person) override;
  Result<void> add_student(std::string_view id, StudentStatus const& status) override;
  Result<void> add_guardian(std::string_view student_id, std::string_view guardian_id, bool barred) override;
  Result<void> add_school_of_student(std::string_view student_id, std::string_view org_id) override;
  Result<void> add_school_of_staff(std::string_view staff_id, std::string_view org_id, Post post) override;
  Result<void> add_entry(std::string_view student_id, Entry const& entry) override;
  Result<void> add_roster_cells(std::string_view student_id, RosterCells const& cells) override;
  Result<void> end_roster() override;

 private:
  struct RosterStatements;

  // As store::guarded; remembers a failure, after which PostgreSQL would roll back at COMMIT and call that a success.
  template <class Work>
  [[nodiscard]] auto guarded(Work&& work) {
    auto result = store::guarded(std::forward<Work>(work));
    failed_ = failed_ || !result;
    return result;
  }

  // Every method that changes something calls it, in the transaction of the change.
  void audit(std::string_view kind, std::initializer_list<std::pair<std::string_view, proof::json::Value>> details) {
    audit_.append(*session_, kind, proof::json::object(details));
  }

  std::optional<Student> read_student(std::string const& id);
  void write_change(Change const& change);
  void add_subject(std::string const& request_id, int position, Subject const& subject);
  void destroy(std::string const& student_id, std::string const& entry_id);
  [[nodiscard]] bool affected_one(soci::statement& statement);
  // Errors: conflict, when the row was there already (ON CONFLICT DO NOTHING).
  [[nodiscard]] static Result<void> added(Result<bool> const& one);

  std::unique_ptr<Scope> scope_;
  Session* session_;
  Dialect const& dialect_;
  AuditWriter audit_;
  std::optional<Person> last_person_;  // that person() gave; none in an import
  std::unique_ptr<RosterStatements> roster_;
  bool finished_ = false;
  bool failed_ = false;
  bool destroyed_ = false;
};

}  // namespace hallpass::store
