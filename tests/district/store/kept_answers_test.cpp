#include <atomic>
#include <thread>

#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;
using store::KeptAnswer;

namespace {

constexpr InstantMs now = 1'795'000'000'000;
constexpr InstantMs day = 86'400'000;

KeptAnswer sample_answer(std::string caller, std::string key) {
  return {.caller_id = std::move(caller),
          .key = std::move(key),
          .request_digest = "digest",
          .student_id = "student",
          .answer = R"({"id":"q1","value":"tablet of Zoë"})",
          .expires_at = now + day};
}

}  // namespace

TEMPLATE_TEST_CASE("an answer is kept for its caller, under its key, until it expires", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  {
    auto const writing = store->begin(Access::write).value();
    CHECK_FALSE(writing->kept_answer("parent", "k1", now).value());
    REQUIRE(writing->keep_answer(sample_answer("parent", "k1"), now));
    REQUIRE(writing->keep_answer(sample_answer("parent", "k2"), now));
    REQUIRE(writing->keep_answer(sample_answer("other", "k1"), now));
    auto again = sample_answer("parent", "k1");
    again.answer = "another";
    CHECK(writing->keep_answer(again, now).error() == fail(ErrorCode::conflict, "store"));
    REQUIRE(writing->commit());
  }
  auto const reopened = home.open();
  auto const view = reopened->begin(Access::read).value();
  auto const kept = view->kept_answer("parent", "k1", now + day - 1).value().value();
  CHECK(kept.answer == sample_answer("", "").answer);
  CHECK(kept.request_digest == "digest");
  CHECK(kept.student_id == "student");
  CHECK(kept.expires_at == now + day);
  CHECK_FALSE(view->kept_answer("parent", "k3", now).value());
  CHECK_FALSE(view->kept_answer("parent", "K1", now).value());
  CHECK_FALSE(view->kept_answer("parent", "k1", now + day).value());
}

TEMPLATE_TEST_CASE("what was not committed was not answered", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  REQUIRE(store->begin(Access::write).value()->keep_answer(sample_answer("parent", "k1"), now));  // and no commit
  CHECK_FALSE(store->begin(Access::read).value()->kept_answer("parent", "k1", now).value());
}

TEMPLATE_TEST_CASE("expired answers go, and their keys may be used again", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const writing = store->begin(Access::write).value();
  auto later = sample_answer("parent", "k2");
  later.expires_at += day;
  REQUIRE(writing->keep_answer(sample_answer("parent", "k1"), now));
  REQUIRE(writing->keep_answer(later, now));
  REQUIRE(writing->keep_answer(sample_answer("other", "k"), now + day));
  CHECK_FALSE(writing->kept_answer("parent", "k1", now).value());  // gone, and not only expired
  CHECK(writing->kept_answer("parent", "k2", now + day).value());
  CHECK(writing->keep_answer(sample_answer("parent", "k1"), now + day));
}

TEMPLATE_TEST_CASE("a destruction empties the answers about that student, and their keys stay taken", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->keep_answer(sample_answer("parent", "k1"), now));
    auto other = sample_answer("parent", "k2");
    other.student_id = "sibling";
    other.answer = "about the sibling";
    REQUIRE(writing->keep_answer(other, now));
    REQUIRE(writing->commit());
  }
  REQUIRE(stored_bytes(home.place).find("tablet of Zoë") != std::string::npos);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", now}));
    REQUIRE(writing->commit());
  }
  auto const view = store->begin(Access::read).value();
  CHECK(view->kept_answer("parent", "k1", now).value()->answer.empty());
  CHECK(view->kept_answer("parent", "k1", now).value()->request_digest.empty());
  CHECK(view->kept_answer("parent", "k2", now).value()->answer == "about the sibling");
  CHECK(stored_bytes(home.place).find("tablet of Zoë") == std::string::npos);
}

TEMPLATE_TEST_CASE("of two that come at once with one key, one is done and the other finds its answer", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  std::atomic<int> done{0};
  std::atomic<int> found{0};
  constexpr int callers = 4;
  std::vector<std::thread> threads;
  threads.reserve(callers);
  for (int i = 0; i < callers; ++i) {
    threads.emplace_back([&, name = std::to_string(i)] {
      auto const writing = store->begin(Access::write).value();
      if (writing->kept_answer("parent", "k1", now).value()) {
        ++found;
      } else if (writing->add_request(sample_request(name)) &&
                 writing->keep_answer(sample_answer("parent", "k1"), now) && writing->commit()) {
        ++done;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(done == 1);
  CHECK(found == callers - 1);
  CHECK(store->begin(Access::read).value()->requests_of_student("student").value().size() == 1);
}
