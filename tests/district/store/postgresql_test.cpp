// What is PostgreSQL's alone: the server that goes away, and what its files still hold.
#include "district/store/postgresql/postgresql_store.hpp"

#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;

namespace {

ErrorCode code_of(std::string const& url) {
  auto const store = store::open_store(url);
  REQUIRE_FALSE(store);
  return store.error().code;
}

}  // namespace

TEST_CASE("a place that is no PostgreSQL database is refused, and says how") {
  CHECK(code_of("mysql://somewhere/district") == ErrorCode::invalid_argument);
  CHECK(code_of("postgresql://[::1/district") == ErrorCode::invalid_argument);
  CHECK(code_of("postgresql:///district?no_such_option=1") == ErrorCode::invalid_argument);
  CHECK(code_of("postgresql:///district?host=/nonexistent") == ErrorCode::unavailable);
  CHECK(code_of(PostgresqlServer::shared().url("no_such_database")) == ErrorCode::unavailable);
  CHECK(code_of("postgresql://ruth:a%22b@127.0.0.1:1/district") == ErrorCode::invalid_argument);
  auto const secret = store::open_store("postgresql://ruth:secret@127.0.0.1:1/district");
  REQUIRE_FALSE(secret);
  CHECK((secret.error().where + secret.error().advice).find("secret") == std::string::npos);
}

TEST_CASE("a URL keeps its parts, and what it does not say has a value") {
  auto const read =
      store::read_postgresql_url("postgresql://a%20b:it's@h:5/d?connect_timeout=3&sslmode=require").value();
  CHECK(read.find("user=\"'a b'\"") != std::string::npos);
  CHECK(read.find("password=\"'it\\'s'\"") != std::string::npos);
  CHECK(read.find("sslmode=\"'require'\"") != std::string::npos);
  CHECK(read.rfind("connect_timeout=\"'3'\"") > read.find("connect_timeout=\"'10'\""));
}

TEST_CASE("after a failure nothing of a transaction is committed, and no data are told") {
  PostgresqlHome const home;
  auto const store = home.open();
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    auto broken = sample_request("q2");
    broken.reason = "Zo\xff";
    auto const refused = writing->add_request(broken);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == fail(ErrorCode::internal, "store"));
    CHECK_FALSE(writing->commit());
  }
  CHECK_FALSE(store->begin(Access::read).value()->request("q1").value());
}

TEST_CASE("a database in another encoding is refused") {
  PostgresqlHome const home;
  *home.session() << "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0";
  auto const refused = store::open_store(PostgresqlServer::shared().url("latin"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unsupported);
}

TEST_CASE("while the server is away nothing is available, and afterwards everything is there") {
  PostgresqlServer server;
  auto const store = store::open_store(server.url("postgres")).value();
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    REQUIRE(writing->commit());
  }
  auto const reading = store->begin(Access::read).value();
  REQUIRE(reading->request("q1").value());
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q2")));
    server.stop();
    CHECK(writing->commit().error().code == ErrorCode::unavailable);
  }
  CHECK(reading->request("q1").error().code == ErrorCode::unavailable);
  CHECK(store->begin(Access::write).error() == fail(ErrorCode::unavailable, "store", "Try again in a moment."));
  server.start();
  {
    auto const view = store->begin(Access::read).value();
    CHECK(view->request("q1").value());
    CHECK_FALSE(view->request("q2").value());
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q2")));
    CHECK(writing->commit());
  }
  // Both connections lie idle when it goes away again.
  server.stop();
  server.start();
  CHECK(store->begin(Access::read).value()->request("q2").value());
}

TEST_CASE("a destroyed value is in no table's file any more, nor in the planner's samples") {
  PostgresqlHome const home;
  auto const store = home.open();
  std::string const secret = "a-value-nobody-else-has";
  std::string const other = "another-value";
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->begin_roster());
    REQUIRE(writing->add_student("student", {}));
    // Every other row goes: what stays keeps their pages.
    for (int i = 0; i < 300; ++i) {
      auto const& value = i % 2 == 0 ? secret : other;
      REQUIRE(writing->add_entry("student", {"e" + std::to_string(i), "accounts.usage", "", value, "s"}));
    }
    REQUIRE(writing->end_roster());
    auto request = sample_request("q1");
    request.about[0].entry_id = "e0";
    request.about[0].old_value = secret;
    REQUIRE(writing->add_request(request));
    REQUIRE(writing->commit());
  }
  *home.session() << "ANALYZE";
  REQUIRE(stored_bytes(home.place).find(secret) != std::string::npos);
  {
    auto const writing = store->begin(Access::write).value();
    for (auto const& entry : writing->entries("student").value()) {
      if (entry.value != secret) continue;
      REQUIRE(writing->apply({"student", entry.id, store::ChangeKind::destroyed, "", "", "q1", 1}));
    }
    REQUIRE(writing->commit());
  }
  CHECK(stored_bytes(home.place).find(secret) == std::string::npos);
  CHECK(stored_bytes(home.place).find(other) != std::string::npos);
}
