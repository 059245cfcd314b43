// What every store keeps to, whatever lies behind it.
#include <atomic>
#include <stdexcept>
#include <thread>

#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;
using store::Access;

TEMPLATE_TEST_CASE("what goes in comes out: requests, steps, attachments, disclosures", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const request = sample_request("q1");
  Bytes bytes(300'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(request));
    REQUIRE(writing->add_step(
        "q1", {5, "staff", "Zoë", "s1", records::Event::approve, records::State::amended, "text \"x\""}));
    REQUIRE(writing->add_attachment({"a1", "parent", "", bytes.size(), 7}, bytes));
    REQUIRE(writing->add_disclosure({"",
                                     "student",
                                     9,
                                     "staff_view",
                                     "s1",
                                     "Zoë",
                                     "why",
                                     {records::Category::health, records::Category::accounts},
                                     "law",
                                     true}));
    REQUIRE(writing->commit());
  }
  auto const reopened = home.open();
  auto const view = reopened->begin(Access::read).value();
  auto const kept = view->request("q1").value().value();
  CHECK(kept.requester_name == request.requester_name);
  CHECK(kept.kind == request.kind);
  CHECK(kept.basis == request.basis);
  CHECK(kept.state == request.state);
  CHECK(kept.open);
  CHECK(kept.created_at == request.created_at);
  CHECK(kept.entered_at == request.entered_at);
  REQUIRE(kept.about.size() == 1);
  CHECK(kept.about[0].label == request.about[0].label);
  CHECK(kept.about[0].old_value == request.about[0].old_value);
  CHECK(kept.about[0].new_value == request.about[0].new_value);
  CHECK_FALSE(kept.hearing);
  auto const steps = view->steps("q1").value();
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].text == "text \"x\"");
  CHECK(steps[0].event == records::Event::approve);
  CHECK(steps[0].state == records::State::amended);
  CHECK(view->attachment_bytes("a1").value() == bytes);
  CHECK(view->attachment("a1").value()->size_bytes == bytes.size());
  CHECK(view->unused_attachments("parent").value() == 1);
  auto const log = view->disclosures("student").value();
  REQUIRE(log.size() == 1);
  CHECK(log[0].what == std::vector{records::Category::health, records::Category::accounts});
  CHECK(log[0].required_by_law);
  CHECK_FALSE(view->request("q2").value());
  CHECK_FALSE(view->attachment("a2").value());
  CHECK(view->attachment_bytes("a2").error().code == ErrorCode::not_found);
}

TEMPLATE_TEST_CASE(
    "a request about several entries keeps their order; a hearing and more time are kept; a move ends the latter", "",
    SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  auto const writing = store->begin(Access::write).value();
  auto request = sample_request("q1");
  request.about.push_back({"contact.street", "contact.street", "Street address", "a", "b"});
  request.about.push_back({"a.first", "contact.city", "City", "c", "d"});
  REQUIRE(writing->add_request(request));
  REQUIRE(writing->add_request(sample_request("q2")));
  REQUIRE(writing->set_hearing("q1", {1'796'000'000'000, "room 2"}));
  REQUIRE(writing->extend_request("q1"));
  auto const requests = writing->requests_of_student("student").value();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].about.size() == 1);
  CHECK_FALSE(requests[0].extended);
  REQUIRE(requests[1].about.size() == 3);
  CHECK(requests[1].about[1].entry_id == "contact.street");
  CHECK(requests[1].about[2].new_value == "d");
  CHECK(requests[1].extended);
  REQUIRE(requests[1].hearing);
  CHECK(requests[1].hearing->at == 1'796'000'000'000);
  CHECK(requests[1].hearing->place == "room 2");
  REQUIRE(writing->move_request("q1", records::State::triaged, records::State::approved, true, 1));
  CHECK_FALSE(writing->request("q1").value()->extended);
}

TEMPLATE_TEST_CASE("statements are kept with their entry, and go with it", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const writing = store->begin(Access::write).value();
  REQUIRE(writing->add_statement({"student", "contact.street", "q1", "Zoë", 5, "We never lived there."}));
  REQUIRE(writing->add_statement({"student", "accounts.usage", "q2", "Zoë", 6, "Not hers."}));
  REQUIRE(writing->add_statement({"other", "contact.street", "q3", "A", 7, "x"}));
  auto const statements = writing->statements("student").value();
  REQUIRE(statements.size() == 2);
  CHECK(statements[0].entry_id == "contact.street");
  CHECK(statements[0].author == "Zoë");
  CHECK(statements[0].text == "We never lived there.");
  CHECK(statements[0].at == 5);
  REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q2", 8}));
  CHECK(writing->statements("student").value().size() == 1);
}

TEMPLATE_TEST_CASE("receipts are kept in the order of the steps, and lose their values with the entry", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    auto other = sample_request("q2");
    other.about[0].entry_id = "contact.street";
    REQUIRE(writing->add_request(other));
    for (auto const* id : {"q1", "q2"}) {
      REQUIRE(writing->add_receipt({id, 2, "d.e.f", "{}", "salt-3", "", ""}));
      REQUIRE(writing->add_receipt({id, 1, "a.b.c", R"({"text":"Zoë"})", "salt-1", R"(["tablet"])", "salt-2"}));
    }
    CHECK(writing->add_receipt({"q1", 1, "x.y.z", "{}", "", "", ""}).error().code == ErrorCode::conflict);
    REQUIRE(writing->commit());
  }
  auto const kept = store->begin(Access::read).value()->receipts("q1").value();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].statement == "a.b.c");
  CHECK(kept[0].said == R"({"text":"Zoë"})");
  CHECK(kept[0].said_salt == "salt-1");
  CHECK(kept[0].values == R"(["tablet"])");
  CHECK(kept[0].values_salt == "salt-2");
  CHECK(kept[1].step == 2);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", 9}));
    REQUIRE(writing->commit());
  }
  auto const view = store->begin(Access::read).value();
  auto const left = view->receipts("q1").value();
  CHECK(left[0].statement == "a.b.c");
  CHECK(left[0].said_salt == "salt-1");
  CHECK(left[0].values.empty());
  CHECK(left[0].values_salt.empty());
  CHECK(view->receipts("q2").value()[0].values_salt == "salt-2");
}

TEMPLATE_TEST_CASE("who opted out is kept in the order of time, through every import", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_opt_out({"student", "parent", "Zoë", "parent", records::OptOutEvent::opt_out, 5}));
    REQUIRE(writing->add_opt_out({"other", "parent", "Zoë", "parent", records::OptOutEvent::opt_out, 6}));
    REQUIRE(writing->add_opt_out({"student", "parent", "Zoë", "parent", records::OptOutEvent::rescind, 7}));
    REQUIRE(writing->commit());
  }
  add_student(*store);
  auto const kept = store->begin(Access::read).value()->opt_outs("student").value();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].person_name == "Zoë");
  CHECK(kept[0].role == "parent");
  CHECK(kept[0].at == 5);
  CHECK(kept[1].event == records::OptOutEvent::rescind);
}

TEMPLATE_TEST_CASE("what is hidden survives an import, is lifted once, and goes with its entry", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const hide = [&](store::Transaction& writing, std::string const& id, std::string const& entry) {
    REQUIRE(writing.add_redaction(
        {id, "student", entry, "part", records::RedactionReason::another_student, "note", "staff", "Ruth Olsen", 5}));
  };
  {
    auto const writing = store->begin(Access::write).value();
    hide(*writing, "h1", "contact.street");
    hide(*writing, "h2", "accounts.usage");
    REQUIRE(writing->commit());
  }
  add_student(*store);
  auto const writing = store->begin(Access::write).value();
  auto const kept = writing->redactions("student").value();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].entry_id == "contact.street");
  CHECK(kept[0].part == "part");
  CHECK(kept[0].staff_name == "Ruth Olsen");
  CHECK(writing->redactions("other")->empty());
  CHECK(writing->lift_redaction("other", "h1", "staff", 6).error().where == "redaction");
  REQUIRE(writing->lift_redaction("student", "h1", "staff", 6));
  CHECK(writing->lift_redaction("student", "h1", "staff", 6).error().where == "redaction");
  REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q", 7}));
  CHECK(writing->redactions("student")->empty());
}

TEMPLATE_TEST_CASE("an officer's post counts over a clerk's at the same school", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const writing = store->begin(Access::write).value();
  CHECK(writing->bond("staff", "student").value().staff_in_scope);
  CHECK_FALSE(writing->bond("staff", "student").value().officer);
  REQUIRE(writing->begin_roster());
  REQUIRE(writing->add_student("student", {}));
  REQUIRE(writing->add_school_of_student("student", "school"));
  for (auto const post : {store::Post::clerk, store::Post::officer, store::Post::clerk}) {
    REQUIRE(writing->add_school_of_staff("staff", "school", post));
  }
  REQUIRE(writing->end_roster());
  CHECK(writing->bond("staff", "student").value().officer);
}

TEMPLATE_TEST_CASE("what is not committed never happened", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  {
    auto const writing = store->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    REQUIRE(writing->begin_roster());
    REQUIRE(writing->add_student("other", {}));
  }
  auto const view = store->begin(Access::read).value();
  CHECK_FALSE(view->request("q1").value());
  CHECK_FALSE(view->student("other").value());
  CHECK(view->children("parent").value().size() == 1);
  CHECK(view->entries("student").value().size() == 2);
}

TEMPLATE_TEST_CASE("steps out of turn are conflicts", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const writing = store->begin(Access::write).value();
  REQUIRE(writing->add_request(sample_request("q1")));
  CHECK(writing->add_request(sample_request("q1")).error().code == ErrorCode::conflict);
  REQUIRE(writing->move_request("q1", records::State::triaged, records::State::approved, true, 1));
  CHECK(writing->move_request("q1", records::State::triaged, records::State::approved, true, 1).error().code ==
        ErrorCode::conflict);
  REQUIRE(writing->add_attachment({"a1", "parent", "", 1, 7}, Bytes{1}));
  REQUIRE(writing->use_attachment("a1", "q1"));
  CHECK(writing->use_attachment("a1", "q2").error().code == ErrorCode::conflict);
  CHECK(writing->apply({"student", "contact.street", store::ChangeKind::corrected, "9 Z St", "2 B St", "q", 1})
            .error()
            .code == ErrorCode::not_found);
  REQUIRE(writing->apply({"student", "contact.street", store::ChangeKind::corrected, "1 A St", "2 B St", "q", 1}));
  REQUIRE(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", 1}));
  CHECK(writing->apply({"student", "accounts.usage", store::ChangeKind::destroyed, "", "", "q1", 1}).error().code ==
        ErrorCode::not_found);
  CHECK(writing->request("q1").value()->about[0].old_value.empty());  // destroyed in the request too
  CHECK(writing->entry("student", "contact.street").value()->value == "2 B St");
}

TEMPLATE_TEST_CASE("two connections: readers keep their moment, writers follow one another, and one of two moves wins",
                   "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const first = home.open();
  auto const second = home.open();
  {
    auto const writing = first->begin(Access::write).value();
    REQUIRE(writing->add_request(sample_request("q1")));
    REQUIRE(writing->commit());
  }
  auto const before = second->begin(Access::read).value();
  REQUIRE(before->request("q1").value()->state == records::State::triaged);
  {
    auto const writing = first->begin(Access::write).value();
    REQUIRE(writing->move_request("q1", records::State::triaged, records::State::withdrawn, false, 2));
    REQUIRE(writing->commit());
  }
  CHECK(before->request("q1").value()->state == records::State::triaged);
  CHECK(second->begin(Access::read).value()->request("q1").value()->state == records::State::withdrawn);

  constexpr int each = 15;
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (auto* const store : {first.get(), first.get(), second.get(), second.get()}) {
    threads.emplace_back([store, &failures, name = std::to_string(threads.size())] {
      for (int i = 0; i < each; ++i) {
        auto const writing = store->begin(Access::write);
        auto const id = name + "-" + std::to_string(i);
        if (!writing || !(*writing)->add_request(sample_request(id)) || !(*writing)->commit()) ++failures;
        auto const view = store->begin(Access::read);
        if (!view || !(*view)->request(id).value()) ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(first->begin(Access::read).value()->requests_of_student("student").value().size() == 4 * each + 1);
}

TEMPLATE_TEST_CASE("a writer sees all that the writer before it has written", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  constexpr int each = 25;
  constexpr int writers = 4;
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  threads.reserve(writers);
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&] {
      for (int i = 0; i < each; ++i) {
        auto const writing = store->begin(Access::write);
        auto const next = (*writing)->requests_of_student("student").value().size();
        if (!(*writing)->add_request(sample_request(std::to_string(next))) || !(*writing)->commit()) ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(store->begin(Access::read).value()->requests_of_student("student").value().size() == each * writers);
}

TEMPLATE_TEST_CASE("a change is made whole or not at all, and each writer hears of its own", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  constexpr int each = 24;
  constexpr int writers = 6;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  threads.reserve(writers);
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < each; ++i) {
        auto const id = std::to_string(writer) + "-" + std::to_string(i);
        auto const add = [&](store::Transaction& writing) { return writing.add_request(sample_request(id)); };
        // A third succeeds, a third is refused after it has written, a third throws. Some hold the turn themselves.
        if (i % 3 == 0) {
          wrong += store->write(add).has_value() ? 0 : 1;
        } else if (i % 3 == 1) {
          auto const refused = store->write([&](store::Transaction& writing) -> Result<void> {
            HALLPASS_CHECK(add(writing));
            return fail(ErrorCode::conflict, id);
          });
          wrong += refused == fail(ErrorCode::conflict, id) ? 0 : 1;
        } else {
          try {
            auto const made = store->write([&](store::Transaction& writing) -> Result<void> {
              HALLPASS_CHECK(add(writing));
              throw std::out_of_range{id};
            });
            ++wrong;
          } catch (std::out_of_range const& thrown) {
            wrong += thrown.what() == id ? 0 : 1;
          }
        }
        if (i % 4 == 0) {
          auto const writing = store->begin(Access::write);
          if (!writing || !(*writing)->add_request(sample_request(id + "-own")) || !(*writing)->commit()) ++wrong;
        }
        auto const view = store->begin(Access::read).value();
        wrong += view->request(id).value().has_value() == (i % 3 == 0) ? 0 : 1;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(store->begin(Access::read).value()->requests_of_student("student").value().size() ==
        writers * (each / 3 + each / 4));
}

TEMPLATE_TEST_CASE("the staff queue holds the open requests of one's schools", "", SqliteHome, PostgresqlHome) {
  TestType const home;
  auto const store = home.open();
  add_student(*store);
  auto const writing = store->begin(Access::write).value();
  auto closed = sample_request("q2");
  closed.open = false;
  auto elsewhere = sample_request("q3");
  elsewhere.student_id = "other";
  REQUIRE(writing->add_request(sample_request("q1")));
  REQUIRE(writing->add_request(closed));
  REQUIRE(writing->add_request(elsewhere));
  auto const queue = writing->requests_waiting_for("staff").value();
  REQUIRE(queue.size() == 1);
  CHECK(queue[0].id == "q1");
  CHECK(writing->requests_waiting_for("parent").value().empty());
}
