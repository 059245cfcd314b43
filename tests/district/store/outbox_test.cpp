#include <atomic>
#include <set>
#include <thread>

#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;
using store::Mail;

namespace {

constexpr InstantMs now = 1'795'000'000'000;
constexpr InstantMs minute = 60'000;

Mail sample_mail(std::string id, std::string request = "q1") {
  return {.id = std::move(id), .request_id = std::move(request), .person_id = "parent", .created_at = now};
}

// Each in a transaction of its own, as a sender does.
void put(store::Store& store, Mail const& mail) {
  auto const writing = store.begin(Access::write).value();
  REQUIRE(writing->add_mail(mail));
  REQUIRE(writing->commit());
}

std::optional<Mail> claim(store::Store& store, InstantMs at) {
  auto const writing = store.begin(Access::write).value();
  auto mail = writing->claim_mail(at, at + minute).value();
  REQUIRE(writing->commit());
  return mail;
}

template <class Change>
void change(store::Store& store, Change const& to) {
  auto const writing = store.begin(Access::write).value();
  REQUIRE(to(*writing));
  REQUIRE(writing->commit());
}

bool is_due(store::Store& store, InstantMs at) {
  return store.begin(Access::read).value()->has_due_mail(at).value();
}

}  // namespace

TEMPLATE_TEST_CASE("a mail is there when its transaction is, and goes when it was sent", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  REQUIRE(store->begin(Access::write).value()->add_mail(sample_mail("m1")));  // and no commit
  CHECK_FALSE(is_due(*store, now));
  put(*store, sample_mail("m1"));
  CHECK_FALSE(is_due(*store, now - 1));
  CHECK(is_due(*store, now));

  auto const reopened = home.open();
  auto const mail = claim(*reopened, now).value();
  CHECK(mail.id == "m1");
  CHECK(mail.request_id == "q1");
  CHECK(mail.person_id == "parent");
  CHECK(mail.created_at == now);
  CHECK(mail.tries == 1);
  change(*reopened, [&](auto& writing) { return writing.forget_mail("m1"); });
  CHECK_FALSE(is_due(*store, now + 100 * minute));
}

TEMPLATE_TEST_CASE("what is claimed is nobody else's until the claim runs out", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  put(*store, sample_mail("m1"));
  auto const first = claim(*store, now).value();
  CHECK_FALSE(claim(*store, now));
  CHECK_FALSE(claim(*store, now + minute - 1));
  auto const second = claim(*store, now + minute).value();
  CHECK(second.id == first.id);
  CHECK(second.tries == 2);
  // Whose claim ran out has no say any more, unless it was sent.
  change(*store, [&](auto& writing) { return writing.give_up_mail(first, now); });
  change(*store, [&](auto& writing) { return writing.postpone_mail(first, now); });
  CHECK_FALSE(is_due(*store, now + 2 * minute - 1));
  change(*store, [&](auto& writing) { return writing.postpone_mail(second, now + 9 * minute); });
  CHECK_FALSE(is_due(*store, now + 9 * minute - 1));
  CHECK(is_due(*store, now + 9 * minute));
  change(*store, [&](auto& writing) { return writing.forget_mail(first.id); });
  CHECK_FALSE(is_due(*store, now + 9 * minute));
}

TEMPLATE_TEST_CASE("one mail tells of all that happened before it was first claimed", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  put(*store, sample_mail("m1"));
  put(*store, sample_mail("m2"));
  auto other = sample_mail("m3");
  other.person_id = "student";
  put(*store, other);
  put(*store, sample_mail("m4", "q2"));
  CHECK(claim(*store, now)->id == "m1");
  // It may be on its way: what happens now is not in it.
  put(*store, sample_mail("m5"));
  std::set<std::string> rest;
  while (auto const mail = claim(*store, now)) rest.insert(mail->id);
  CHECK(rest == std::set<std::string>{"m3", "m4", "m5"});
}

TEMPLATE_TEST_CASE("many senders, and each mail is claimed once", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  constexpr int mails = 40;
  for (int i = 0; i < mails; ++i) put(*store, sample_mail("m" + std::to_string(i), "q" + std::to_string(i)));
  std::atomic<int> claimed{0};
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (;;) {
        auto const writing = store->begin(Access::write);
        auto const mail = writing ? (*writing)->claim_mail(now, now + minute) : Result<std::optional<Mail>>{};
        if (!writing || !mail || !(*writing)->commit()) {
          ++failures;
          return;
        }
        if (!*mail) return;
        ++claimed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(claimed == mails);
}

TEMPLATE_TEST_CASE("a mail that was given up shows at its request, also when that is closed, until somebody told them",
                   "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  change(*store, [](auto& writing) {
    auto closed = sample_request("q1");
    closed.open = false;
    return writing.add_request(closed);
  });
  put(*store, sample_mail("m1"));
  auto const waiting = [&] { return store->begin(Access::read).value()->requests_waiting_for("staff").value(); };
  auto const failed_at = [&] { return store->begin(Access::read).value()->request("q1").value()->mail_failed_at; };
  CHECK(waiting().empty());
  CHECK_FALSE(failed_at());

  auto const mail = claim(*store, now).value();
  change(*store, [&](auto& writing) { return writing.give_up_mail(mail, now + 5); });
  CHECK_FALSE(is_due(*store, now + 100 * minute));
  CHECK(failed_at() == now + 5);
  REQUIRE(waiting().size() == 1);
  CHECK(waiting()[0].mail_failed_at == now + 5);
  CHECK(waiting()[0].about.size() == 1);

  put(*store, sample_mail("m2"));
  change(*store, [](auto& writing) { return writing.forget_mails_about("q1", "staff"); });
  CHECK_FALSE(failed_at());
  CHECK(waiting().empty());
  CHECK_FALSE(is_due(*store, now + 100 * minute));

  std::vector<std::string> kinds;
  for (auto const& entry : store->begin(Access::read).value()->audit_entries(0, 100).value()) {
    if (entry.content.find("\"kind\":\"mail.") != std::string::npos) kinds.push_back(entry.content);
  }
  REQUIRE(kinds.size() == 2);
  CHECK(kinds[0].find(R"("kind":"mail.given_up","person":"parent","request":"q1")") != std::string::npos);
  CHECK(kinds[1].find(R"("kind":"mail.settled","person":"staff","request":"q1")") != std::string::npos);
}

TEMPLATE_TEST_CASE("a guardian's address comes and goes with the import", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const import = [&](std::string const& email) {
    change(*store, [&](auto& writing) {
      return writing.begin_roster() &&
             writing.add_person({.id = "parent", .display_name = "P", .guardian = true, .email = email}) &&
             writing.end_roster();
    });
  };
  import("old@family.example");
  CHECK(store->begin(Access::read).value()->person("parent").value()->email == "old@family.example");
  import("new@family.example");
  CHECK(store->begin(Access::read).value()->person("parent").value()->email == "new@family.example");
  CHECK(stored_bytes(home.place).find("old@family.example") == std::string::npos);
}
