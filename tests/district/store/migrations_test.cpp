#include "district/store/sql/migrations.hpp"

#include <thread>

#include "district/store/sql/statements.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;
using store::migrate;
using store::Migration;

namespace {

bool has_table(soci::session& session, std::string const& name) {
  return store::guarded([&] {
           int count = 0;
           session << "SELECT COUNT(*) FROM " + name, soci::into(count);
         })
      .has_value();
}

constexpr std::array<std::string_view, 1> good{"CREATE TABLE added (id {text} PRIMARY KEY)"};
constexpr std::array<std::string_view, 2> bad{"CREATE TABLE half (id {text} PRIMARY KEY)", "CREATE TABLE half (again)"};

std::vector<Migration> and_then(std::span<std::string_view const> statements) {
  std::vector<Migration> all{store::migrations().begin(), store::migrations().end()};
  all.push_back({.shared = statements, .sqlite = {}, .postgresql = {}});
  return all;
}

}  // namespace

TEMPLATE_TEST_CASE("a migration happens whole or not at all, and what is stored stays", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  typename TestType::Dialect const dialect;
  {
    auto const store = home.open();
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    REQUIRE(writing->commit());
  }
  auto const session = home.session();
  auto const known = static_cast<int>(store::migrations().size());
  CHECK_FALSE(migrate(*session, dialect, and_then(bad)));
  CHECK_FALSE(has_table(*session, "half"));
  CHECK(dialect.schema_version(*session) == known);
  REQUIRE(home.open()->begin(Access::read).value()->request("q1").value());

  REQUIRE(migrate(*session, dialect, and_then(good)));
  CHECK(has_table(*session, "added"));
  CHECK(dialect.schema_version(*session) == known + 1);
  REQUIRE(migrate(*session, dialect, and_then(good)));
  int requests = 0;
  *session << "SELECT COUNT(*) FROM requests", soci::into(requests);
  CHECK(requests == 1);

  // This program does not know that migration.
  auto const refused = store::open_store(home.place);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unsupported);
  CHECK(refused.error().where == "schema");
}

TEMPLATE_TEST_CASE("an empty database whose migration fails stays empty", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  typename TestType::Dialect const dialect;
  auto const session = home.session();
  CHECK_FALSE(migrate(*session, dialect, and_then(bad)));
  CHECK_FALSE(has_table(*session, "requests"));
  CHECK(home.open());
}

TEMPLATE_TEST_CASE("a database that another migration of the same number made is refused", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  REQUIRE(home.open());
  *home.session() << "UPDATE migrations SET digest = 'another' WHERE version = 1";
  auto const refused = store::open_store(home.place);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().where == "schema");
}

TEMPLATE_TEST_CASE("programs that start at once migrate once", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  std::atomic<int> opened{0};
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { opened += store::open_store(home.place) ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  CHECK(opened == 4);
  int recorded = 0;
  *home.session() << "SELECT COUNT(*) FROM migrations", soci::into(recorded);
  CHECK(recorded == static_cast<int>(store::migrations().size()));
}

TEST_CASE("an SQLite file from before digests were kept is taken over") {
  SqliteHome const home;
  REQUIRE(migrate(*home.session(), store::SqliteDialect{}, store::migrations().first(1)));
  {
    auto const session = home.session();
    *session << "INSERT INTO people VALUES ('parent', 'P', 0, 1, 0)";
    *session << "DROP TABLE migrations";
  }
  CHECK(home.open()->begin(Access::read).value()->person("parent").value());
  CHECK(home.open());
}

TEMPLATE_TEST_CASE("what was stored before there were hearings is all there", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  typename TestType::Dialect const dialect;
  {
    auto const session = home.session();
    REQUIRE(migrate(*session, dialect, store::migrations().first(1)));
    *session
        << "INSERT INTO requests (id, student_id, requester_id, requester_name, kind, basis, state, open, created_at, "
           "entered_at, entry_id, entry_field, entry_label, old_value, new_value, reason) VALUES ('q1', 'student', "
           "'parent', 'P', 'correction', 'none', 'refused', 0, 5, 6, 'contact.street', 'contact.street', 'Street "
           "address', 'old', 'new', 'why'), ('q2', 'student', 'parent', 'P', 'inspection', 'none', 'triaged', 1, 7, "
           "8, '', '', '', '', '', '')";
    *session
        << "INSERT INTO steps (request_id, at, role, actor_name, actor_id, state, text) VALUES ('q1', 5, 'parent', "
           "'P', 'parent', 'submitted', 'why'), ('q1', 6, 'staff', 'S', 'staff', 'refused', 'no'), ('q1', 6, "
           "'system', '', '', 'refused', 'You have the right to a hearing.')";
    *session << "INSERT INTO schools_of_staff (staff_id, org_id) VALUES ('staff', 'school')";
  }
  auto const store = home.open();
  auto const view = store->begin(Access::read).value();
  auto const correction = view->request("q1").value().value();
  REQUIRE(correction.about.size() == 1);
  CHECK(correction.about[0].label == "Street address");
  CHECK(correction.about[0].old_value == "old");
  CHECK(correction.about[0].new_value == "new");
  CHECK_FALSE(correction.extended);
  CHECK_FALSE(correction.hearing);
  CHECK(view->request("q2").value()->about.empty());
  auto const steps = view->steps("q1").value();
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].event == records::Event::submit);
  CHECK(steps[1].event == records::Event::refuse);
  CHECK(steps[2].event == records::Event::message);
}
