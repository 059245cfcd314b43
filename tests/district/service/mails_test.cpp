// Who is told by mail that there is news on a request, and what becomes of a mail.
#include "district/service/mails.hpp"

#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::Event;

namespace {

constexpr InstantMs minute = 60'000;
constexpr InstantMs hour = 60 * minute;
constexpr InstantMs day = 24 * hour;

// parent-1 and parent-2 have an address, and so has student-2.
Files package_with_addresses() {
  auto files = right_package();
  auto& users = files["users.csv"];
  auto const write = [&](std::string const& before, std::string const& after) {
    auto const at = users.find(before);
    REQUIRE(at != std::string::npos);
    users.replace(at, before.size(), after);
  };
  write("p1,María,García,,,", "p1,María,García,,maria@family.example,");
  write("p2,José,García,,,", "p2,José,García,,jose@family.example,");
  write("sam,Sam,Olsen,1002,,", "sam,Sam,Olsen,1002,sam@school.example,");
  return files;
}

struct MailingDistrict : TestDistrict {
  ViewingService mailing{*store, {.district_name = "Lakeside", .mails = true, .first_mail_wait_ms = minute}};

  MailingDistrict() { import(package_with_addresses()); }

  [[nodiscard]] std::string ask(std::string const& parent = "parent-1",
                                std::string const& student = "student-1") const {
    auto const request = mailing.create_request({parent}, student, inspection(), noon);
    REQUIRE(request);
    return request->id;
  }
  void take(std::string const& person, std::string const& id, Event event, InstantMs at = noon) const {
    REQUIRE(mailing.take_step({person}, id, {.event = event, .text = "Words.", .hearing = std::nullopt}, at));
  }
  [[nodiscard]] std::optional<OutgoingMail> next(InstantMs at = noon) const {
    return mailing.next_mail(at, at + minute).value();
  }
  [[nodiscard]] bool settle(OutgoingMail const& mail, MailOutcome outcome, InstantMs at = noon) const {
    return mailing.settle_mail(mail, outcome, at).value();
  }
  [[nodiscard]] std::optional<InstantMs> failed_at(std::string const& person, std::string const& id) const {
    return mailing.request({person}, id, noon + 9 * day)->mail_failed_at;
  }
  // A request whose only mail was refused.
  [[nodiscard]] std::string failed() const {
    auto id = ask();
    take("staff-2", id, Event::approve);
    CHECK(settle(next().value(), MailOutcome::refused));
    return id;
  }
};

}  // namespace

TEST_CASE("who asked is told of what somebody else did, once for all of one step, and never of their own") {
  MailingDistrict const district;
  auto const id = district.mailing.create_request({"parent-1"}, "student-1", street_correction(), noon)->id;
  CHECK_FALSE(district.next());
  district.take("parent-1", id, Event::message);
  CHECK_FALSE(district.next());
  district.take("staff-2", id, Event::refuse);  // a decision, and what the system says beside it
  auto const mail = district.next();
  REQUIRE(mail);
  CHECK(mail->address == "maria@family.example");
  CHECK(mail->kept.request_id == id);
  CHECK_FALSE(district.next());
  CHECK_FALSE(district.settle(*mail, MailOutcome::sent));
  CHECK_FALSE(district.next(noon + day));
}

TEST_CASE("nothing is mailed where it is not set up, nor to who has no address") {
  MailingDistrict const district;
  auto const id = district.service.create_request({"parent-1"}, "student-1", inspection(), noon)->id;
  REQUIRE(district.step("staff-2", id, Event::approve, "Words.", noon));
  CHECK_FALSE(district.next());
  auto const without = district.ask("parent-4", "student-3");
  district.take("staff-2", without, Event::approve);
  CHECK_FALSE(district.next());
}

TEST_CASE("a step that is refused tells nobody") {
  MailingDistrict const district;
  auto const id = district.ask();
  CHECK_FALSE(district.mailing.take_step({"staff-2"}, id, {Event::uphold, "Words.", std::nullopt}, noon));
  CHECK_FALSE(district.next());
}

TEST_CASE("what follows from another's step is news too") {
  MailingDistrict const district;
  auto const deletion =
      district.mailing.create_request({"parent-1"}, "student-1", deletion_of("accounts.learning_profile"), noon)->id;
  auto const holding = district.ask("parent-2");
  district.take("staff-2", deletion, Event::approve);
  district.take("staff-1", deletion, Event::confirm);
  CHECK(district.settle(district.next().value(), MailOutcome::sent) == false);
  CHECK_FALSE(district.next());
  district.take("parent-2", holding, Event::withdraw);  // now it is deleted
  auto const mail = district.next();
  REQUIRE(mail);
  CHECK(mail->kept.request_id == deletion);
  CHECK(mail->address == "maria@family.example");
}

TEST_CASE("whoever may not see the request any more is not told of it") {
  MailingDistrict const district;
  auto const id = district.ask("parent-2");
  district.take("staff-2", id, Event::message);
  SECTION("a court order bars them before it is sent") {
    REQUIRE(district.mailing.set_court_order({"staff-2"}, {"student-1", "parent-2", true, "26-1"}, noon));
    CHECK_FALSE(district.next());
  }
  SECTION("a court order bars them between two tries") {
    CHECK_FALSE(district.settle(district.next().value(), MailOutcome::failed));
    REQUIRE(district.mailing.set_court_order({"staff-2"}, {"student-1", "parent-2", true, "26-1"}, noon));
    CHECK_FALSE(district.next(noon + day));
  }
  SECTION("the next roster does not name them") {
    auto files = package_with_addresses();
    auto& users = files["users.csv"];
    std::string const both = "\"parent-1,parent-2\"";
    users.replace(users.find(both), both.size(), "parent-1");
    district.import(files);
    CHECK_FALSE(district.next());
  }
  SECTION("it was given up: the office does not call them either") {
    CHECK(district.settle(district.next().value(), MailOutcome::refused));
    CHECK(district.failed_at("staff-2", id));
    REQUIRE(district.mailing.set_court_order({"staff-2"}, {"student-1", "parent-2", true, "26-1"}, noon));
    CHECK_FALSE(district.failed_at("staff-2", id));
    CHECK(district.mailing.staff_queue({"staff-2"}, noon)->items.empty());
  }
  CHECK_FALSE(district.next(noon + day));
}

TEST_CASE("a student of 18 is told at the address in the record, as it is now") {
  MailingDistrict const district;
  auto const at_18 = parse_instant("2029-03-01T12:00:00Z").value();
  auto const id = district.mailing.create_request({"student-2"}, "student-2", inspection(), at_18)->id;
  REQUIRE(district.mailing.take_step({"staff-1"}, id, {Event::approve, "Words.", std::nullopt}, at_18));
  auto const first = district.mailing.next_mail(at_18, at_18 + minute).value();
  REQUIRE(first);
  CHECK(first->address == "sam@school.example");
  CHECK_FALSE(district.settle(*first, MailOutcome::failed, at_18));
  {
    auto const writing = district.store->begin(store::Access::write).value();
    REQUIRE(writing->apply({"student-2", "contact.email", store::ChangeKind::destroyed, "", "", id, at_18}));
    REQUIRE(writing->commit());
  }
  CHECK_FALSE(district.mailing.next_mail(at_18 + day, at_18 + 2 * day).value());
  CHECK(stored_bytes(new_place(district.folder)).find("sam@school.example") == std::string::npos);
}

TEST_CASE(
    "a mail that failed comes back later and later, and is given up after five days; one that is refused, at once") {
  MailingDistrict const district;
  auto const id = district.ask();
  district.take("staff-2", id, Event::approve);
  auto at = noon;
  std::string first_id;
  int tries = 0;
  for (bool given_up = false; !given_up; ++tries) {
    REQUIRE(tries < 100);
    auto const mail = district.next(at);
    REQUIRE(mail);
    if (first_id.empty()) first_id = mail->kept.id;
    CHECK(mail->kept.id == first_id);
    given_up = district.settle(*mail, MailOutcome::failed, at);
    CHECK(given_up == district.failed_at("staff-2", id).has_value());
    if (tries == 0) CHECK_FALSE(district.next(at + 44'000));
    auto const before = at;
    while (!given_up && !district.mailing.next_mail(at, at).value()) at += minute / 4;
    CHECK(at - before <= 5 * hour);
  }
  CHECK(at - noon > 5 * day - 5 * hour);
  CHECK(at - noon <= 5 * day);
  CHECK(tries > 20);
  CHECK_FALSE(district.next(noon + 100 * day));
}

TEST_CASE("waits double, up to some hours, and no two are quite alike") {
  CHECK(wait_after(1, minute, 0.5) == minute);
  CHECK(wait_after(2, minute, 0.5) == 2 * minute);
  CHECK(wait_after(5, minute, 0.5) == 16 * minute);
  CHECK(wait_after(50, minute, 0.5) == 4 * hour);
  CHECK(wait_after(1'000'000'000, minute, 0.5) == 4 * hour);
  CHECK(wait_after(1, minute, 0.0) == minute * 3 / 4);
  CHECK(wait_after(1, minute, 1.0) == minute * 5 / 4);
}

TEST_CASE("staff see whom no mail reached, also of a closed request, and say when they told them") {
  MailingDistrict const district;
  auto const id = district.failed();
  CHECK_FALSE(district.mailing.request({"parent-1"}, id, noon)->mail_failed_at);
  CHECK(district.failed_at("staff-2", id) == noon);
  auto const queue = district.mailing.staff_queue({"staff-2"}, noon)->items;
  REQUIRE(queue.size() == 1);
  CHECK(queue[0].id == id);
  CHECK_FALSE(queue[0].open);
  CHECK(queue[0].mail_failed_at == noon);
  CHECK(district.mailing.staff_queue({"staff-3"}, noon)->items.empty());

  CHECK(district.mailing.note_told({"parent-1"}, id, noon).error().code == ErrorCode::not_found);
  CHECK(district.mailing.note_told({"staff-3"}, id, noon).error().code == ErrorCode::not_found);
  auto const views = district.mailing.disclosures({"parent-1"}, "student-1", noon)->items.size();
  CHECK_FALSE(district.mailing.note_told({"staff-2"}, id, noon)->mail_failed_at);
  CHECK(district.mailing.disclosures({"parent-1"}, "student-1", noon)->items.size() == views + 1);
  CHECK_FALSE(district.failed_at("staff-2", id));
  CHECK(district.mailing.staff_queue({"staff-2"}, noon)->items.empty());
  CHECK(district.mailing.note_told({"staff-2"}, id, noon));
}

TEST_CASE("who acts on their request has seen its news") {
  MailingDistrict const district;
  auto const id = district.failed();
  district.take("staff-2", id, Event::message);
  district.take("parent-1", id, Event::ask_explanation);
  CHECK_FALSE(district.next(noon + day));
  CHECK_FALSE(district.failed_at("staff-2", id));
}

TEST_CASE("only what is plainly one address is written to") {
  CHECK(is_mail_address("a.b+c@mail.example"));
  for (auto const* const wrong : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b,c",
                                  "é@b", "\"a\"@b", "a@b;c", "a@[127.0.0.1]"}) {
    CAPTURE(wrong);
    CHECK_FALSE(is_mail_address(wrong));
  }
  CHECK_FALSE(is_mail_address(std::string(250, 'a') + "@b.cd"));
}
