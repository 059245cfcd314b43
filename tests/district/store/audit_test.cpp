// Every change leaves an entry, nobody takes one away, and what was destroyed cannot be told from it.
#include "sdk/proof/audit_log.hpp"

#include "district/store/sql/statements.hpp"
#include "sdk/proof/canonical_json.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;
namespace json = proof::json;

namespace {

std::vector<store::AuditEntry> log_of(store::Store& store) {
  return store.begin(Access::read).value()->audit_entries(0, 1000).value();
}

// Whether each entry's hash is that of all before it.
void check_chain(std::vector<store::AuditEntry> const& entries) {
  proof::AuditWalk walk;
  for (auto const& entry : entries) {
    auto const hash = proof::read_audit_hash(entry.hash).value();
    CHECK(walk.take(proof::format_audit_line(entry.content, hash)));
  }
}

json::Value details_of(store::AuditEntry const& entry) {
  return json::parse_object(entry.content, "").value();
}

std::string kinds_of(std::vector<store::AuditEntry> const& entries) {
  std::string kinds;
  for (auto const& entry : entries) kinds += json::find_text(details_of(entry), "kind").value() + " ";
  return kinds;
}

// Everything that can be done once, after add_student.
void do_everything(store::Store& store) {
  auto const writing = store.begin(Access::write).value();
  REQUIRE(writing->add_request(sample_request("q1")));
  REQUIRE(writing->add_step(
      "q1", {5, "parent", "Zoë 王", "parent", records::Event::submit, records::State::triaged, "because"}));
  REQUIRE(writing->add_receipt({"q1", 1, "a.b.c", R"({"text":"because"})", "salt-1", R"(["tablet"])", "salt-2"}));
  REQUIRE(writing->add_attachment({"a1", "parent", "", 3, 7}, Bytes{1, 2, 3}));
  REQUIRE(writing->use_attachment("a1", "q1"));
  REQUIRE(writing->move_request("q1", records::State::triaged, records::State::approved, true, 8));
  REQUIRE(writing->extend_request("q1"));
  REQUIRE(writing->set_hearing("q1", {1'796'000'000'000, "Room 2"}));
  REQUIRE(writing->add_statement({"student", "contact.street", "q1", "Zoë 王", 9, "We moved"}));
  REQUIRE(writing->apply({"student", "contact.street", store::ChangeKind::corrected, "1 A St", "2 B St", "q1", 9}));
  REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", 9}));
  REQUIRE(writing->add_opt_out({"student", "parent", "Zoë 王", "parent", records::OptOutEvent::opt_out, 10}));
  REQUIRE(writing->add_redaction({"h1", "student", "contact.street", "2 B", records::RedactionReason::another_student,
                                  "Zoë's neighbour", "staff", "Ruth Olsen", 10}));
  REQUIRE(writing->lift_redaction("student", "h1", "staff", 11));
  REQUIRE(writing->set_order("student", "parent", true, "Docket 26", "staff", 10));
  REQUIRE(writing->add_disclosure(
      {"", "student", 9, "staff_view", "staff", "Ruth Olsen", "so why", {records::Category::health}, "law", true}));
  REQUIRE(writing->add_roster_export(1, 12));
  REQUIRE(writing->commit());
}

bool refuses(soci::session& session, std::string const& statement) {
  return !store::guarded([&] { session << statement; });
}

}  // namespace

TEMPLATE_TEST_CASE("every change has its entry, in the order of the changes", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  do_everything(*store);
  auto const entries = log_of(*store);
  check_chain(entries);
  CHECK(kinds_of(entries) ==
        "log.begun roster.imported request.added request.entry.added step.added receipt.added attachment.added "
        "attachment.used "
        "request.moved request.extended hearing.set statement.added entry.corrected entry.destroyed optout.added "
        "redaction.added redaction.lifted order.set disclosure.added roster.exported ");
  auto const again = home.open();
  CHECK(again->begin(Access::read).value()->audit_entries(9, 1).value().front().sequence == 10);
}

TEMPLATE_TEST_CASE("what did not happen has no entry", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const before = log_of(*store).size();
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
  }
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    CHECK_FALSE(writing->add_request(sample_request("q1")));
    CHECK_FALSE(writing->move_request("q1", records::State::approved, records::State::amended, false, 1));
    CHECK_FALSE(writing->use_attachment("a9", "q1"));
    CHECK_FALSE(writing->apply({"student", "none", store::ChangeKind::destroyed, "", "", "q1", 9}));
    REQUIRE(writing->commit());
  }
  auto const entries = log_of(*store);
  check_chain(entries);
  CHECK(entries.size() == before + 2);
}

TEMPLATE_TEST_CASE("entries hold nobody's values", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  do_everything(*store);
  for (auto const& entry : log_of(*store)) {
    for (auto const* value : {"Zoë", "because", "1 A St", "2 B St", "tablet", "Docket", "Ruth", "so why", "DROP TABLE",
                              "Room 2", "We moved"}) {
      CAPTURE(entry.content, value);
      CHECK(entry.content.find(value) == std::string::npos);
    }
  }
}

TEMPLATE_TEST_CASE("a digest holds for the value while it is kept, and goes with it", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    REQUIRE(writing->commit());
  }
  auto const digest = json::find_text(details_of(log_of(*store).back()), "values").value();
  auto const session = home.session();
  std::string salt;
  std::string old_value;
  std::string new_value;
  auto const read = [&] {
    *session << "SELECT salt, old_value, new_value FROM request_entries WHERE request_id = 'q1'", soci::into(salt),
        soci::into(old_value), soci::into(new_value);
    return proof::audit_digest(
               salt, json::object({{"old_value", json::text(old_value)}, {"new_value", json::text(new_value)}}))
        .value();
  };
  CHECK(read() == digest);
  *session << "UPDATE request_entries SET new_value = 'other'";
  CHECK(read() != digest);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", 9}));
    REQUIRE(writing->commit());
  }
  auto const kept = salt;
  read();
  CHECK(salt.empty());
  CHECK(stored_bytes(home.place).find(kept) == std::string::npos);
  check_chain(log_of(*store));
}

TEMPLATE_TEST_CASE("the database itself refuses to change the log", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const before = log_of(*store);
  REQUIRE(before.size() == 2);
  auto const session = home.session();
  for (auto const* statement :
       {"UPDATE audit SET entry = '{}' WHERE seq = 1", "UPDATE audit SET hash = ''", "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 2", "INSERT INTO audit (seq, entry, hash) VALUES (2, '{}', '')",
        "INSERT INTO audit (seq, entry, hash) VALUES (4, '{}', '')",
        "INSERT INTO audit (seq, entry, hash) VALUES (0, '{}', '')",
        "INSERT INTO audit (seq, entry, hash) VALUES (2, '{}', '') ON CONFLICT (seq) DO UPDATE SET entry = '{}'"}) {
    CAPTURE(statement);
    CHECK(refuses(*session, statement));
  }
  bool const is_sqlite = std::is_same_v<TestType, SqliteHome>;
  CHECK(refuses(*session,
                is_sqlite ? "INSERT OR REPLACE INTO audit (seq, entry, hash) VALUES (2, '{}', '')" : "TRUNCATE audit"));
  auto const after = log_of(*store);
  REQUIRE(after.size() == 2);
  CHECK(after[1].content == before[1].content);
}

TEMPLATE_TEST_CASE("two writers make one chain", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const other = home.open();
  for (int i = 0; i < 10; ++i) {
    auto const writing = (i % 2 == 0 ? store : other)->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request(std::to_string(i))));
    REQUIRE(writing->commit());
  }
  auto const entries = log_of(*store);
  CHECK(entries.size() == 21);
  check_chain(entries);
}
