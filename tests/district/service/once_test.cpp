// Changes that are sent again under their idempotency key.

#include <algorithm>
#include <thread>

#include "tests/district/service/district.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using district::Caller;
using district::Once;
using district::Request;
using district::Service;
using records::Event;

namespace {

Once<Request> once(std::string key, std::string digest = "digest") {
  return {{std::move(key), std::move(digest)},
          [](Request const& request) { return request.id + " " + std::to_string(request.timeline.size()); }};
}

struct Sending {
  TestDistrict district{};
  Service const& service = district.service;

  [[nodiscard]] Result<std::string> ask(Caller const& caller, Once<Request> const& how, InstantMs at = noon) const {
    return service.create_request(caller, "student-1", street_correction(), how, at);
  }
  [[nodiscard]] std::size_t asked() const {
    return district.store->begin(store::Access::read).value()->requests_of_student("student-1").value().size();
  }
  [[nodiscard]] std::string id() const { return ask({"parent-1"}, once("k")).value().substr(0, 32); }
};

}  // namespace

TEST_CASE("a request that is sent again under its key gets the same answer and is not made twice") {
  Sending const sending;
  auto const first = sending.ask({"parent-1"}, once("k")).value();
  CHECK(sending.ask({"parent-1"}, once("k"), noon + district::answers_are_kept_ms - 1) == first);
  CHECK(sending.asked() == 1);
  // Without a key, under another one, and after a day it is asked twice, as ever.
  CHECK(sending.ask({"parent-1"}, once("")).error().where == "/entries");
  CHECK(sending.ask({"parent-1"}, once("l")).error().where == "/entries");
  CHECK(sending.ask({"parent-1"}, once("k"), noon + district::answers_are_kept_ms).error().where == "/entries");
}

TEST_CASE("another request under the same key is refused, another person's is their own") {
  Sending const sending;
  REQUIRE(sending.ask({"parent-1"}, once("k")));
  auto const refused = sending.ask({"parent-1"}, once("k", "another")).error();
  CHECK(refused.code == ErrorCode::already_used);
  CHECK(refused.where == "Idempotency-Key");
  CHECK(sending.ask({"parent-2"}, once("k")).value() != sending.ask({"parent-1"}, once("k")).value());
  CHECK(sending.asked() == 2);
}

TEST_CASE("what was refused was not answered: the key is free") {
  Sending const sending;
  auto wanted = street_correction();
  wanted.reason.clear();
  CHECK_FALSE(sending.service.create_request({"parent-1"}, "student-1", wanted, once("k", "bad"), noon));
  CHECK(sending.ask({"parent-1"}, once("k")));
}

TEST_CASE("who may not see the student any more gets no kept answer") {
  Sending const sending;
  REQUIRE(sending.ask({"parent-2"}, once("k")));
  REQUIRE(sending.service.set_court_order({"staff-2"}, {"student-1", "parent-2", true, "Docket 1"}, noon));
  CHECK(sending.ask({"parent-2"}, once("k")).error().code == ErrorCode::not_found);
}

TEST_CASE("a step is taken once, and each answer to staff is in the log") {
  Sending const sending;
  auto const id = sending.id();
  auto const step = [&](Event event, std::string key) {
    return sending.service.take_step({"staff-2"}, id, {event, "We agree.", {}}, once(std::move(key)), {}, noon + 1);
  };
  auto const logged = [&] {
    return sending.service.disclosures({"parent-1"}, "student-1", noon + 2).value().items.size();
  };
  auto const first = step(Event::message, "m").value();
  CHECK(logged() == 1);
  CHECK(step(Event::message, "m") == first);
  CHECK(logged() == 2);
  CHECK(step(Event::message, "n").value() != first);
  auto const approved = step(Event::approve, "a").value();
  CHECK(step(Event::approve, "a") == approved);
  CHECK(step(Event::approve, "b").error().where == "/event");
  CHECK(sending.district.value("student-1", "contact.street") == "21 Right Street");
}

TEST_CASE("an answer under a key comes again although the request has changed since") {
  Sending const sending;
  auto const id = sending.id();
  auto const step = [&](std::string key) {
    return sending.service.take_step(
        {"staff-2"}, id, {Event::approve, "We agree.", {}}, once(std::move(key)),
        [](Request const& request) -> Result<void> {
          if (request.state == records::State::triaged) return {};
          return fail(ErrorCode::precondition_failed, "If-Match");
        },
        noon + 1);
  };
  auto const first = step("a");
  REQUIRE(first);
  CHECK(step("a") == first);
  CHECK(step("b").error().code == ErrorCode::precondition_failed);
}

TEST_CASE("an attachment is kept once") {
  Sending const sending;
  Once<district::Attachment> const how{{"k", "digest"}, [](district::Attachment const& one) { return one.id; }};
  auto const bytes = as_bytes("age-encryption.org/v1\n-> X25519 x\n");
  auto const first = sending.service.add_attachment({"parent-1"}, bytes, how, noon).value();
  CHECK(sending.service.add_attachment({"parent-1"}, bytes, how, noon) == first);
  CHECK(sending.district.store->begin(store::Access::read).value()->unused_attachments("parent-1") == 1);
}

TEST_CASE("an answer that a destruction emptied is not given, and nothing is done again") {
  Sending const sending;
  REQUIRE(sending.ask({"parent-1"}, once("k")));
  auto const deletion = sending.district.service
                            .create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon)
                            ->id;
  REQUIRE(sending.district.step("staff-2", deletion, Event::approve, "Yes.", noon));
  REQUIRE(sending.district.step("staff-1", deletion, Event::confirm, "", noon));
  auto const refused = sending.ask({"parent-1"}, once("k")).error();
  CHECK(refused.code == ErrorCode::conflict);
  CHECK(refused.where == "Idempotency-Key");
  CHECK(sending.asked() == 2);
}

TEST_CASE("of many that come at once under one key, one is done and all get its answer") {
  Sending const sending;
  constexpr int senders = 6;
  std::vector<std::string> answers(senders);
  std::vector<std::jthread> threads;
  threads.reserve(senders);
  for (auto& answer : answers) {
    threads.emplace_back([&] { answer = sending.ask({"parent-1"}, once("k")).value(); });
  }
  threads.clear();
  CHECK(std::ranges::all_of(answers, [&](std::string const& answer) { return answer == answers[0]; }));
  CHECK(sending.asked() == 1);
}
