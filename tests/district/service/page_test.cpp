// Long lists in pages, while others write.

#include "tests/district/service/district.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using district::Page;
using records::Event;

namespace {

template <class List>
std::vector<std::string> ids(List const& list) {
  std::vector<std::string> out;
  for (auto const& one : list.items) out.push_back(one.id);
  return out;
}

// All pages of two, one after the other; `between` runs before each next one.
template <class Read, class Between>
std::vector<std::string> walk(Read read, Between between) {
  std::vector<std::string> all;
  Page page{.most = 2, .after = {}};
  do {
    auto const part = read(page).value();
    CHECK(part.items.size() <= 2);
    for (auto const& one : part.items) all.push_back(one.id);
    page.after = part.next;
    if (!page.after.empty()) between();
  } while (!page.after.empty());
  return all;
}

struct Asked {
  TestDistrict district{};
  std::vector<std::string> made{};

  Asked() {
    for (auto const* entry : {"contact.street", "courses.class/e1", "identity.given_name", "results.score/res1",
                              "accounts.learning_profile"}) {
      made.push_back(ask(entry, noon + static_cast<InstantMs>(made.size()) * 86'400'000));
    }
  }
  [[nodiscard]] std::string ask(std::string entry, InstantMs at) const {
    return district.service.create_request({"parent-1"}, "student-1", deletion_of(std::move(entry)), at).value().id;
  }
  [[nodiscard]] auto mine() const {
    return [this](Page const& page) { return district.service.my_requests({"parent-1"}, noon, page); };
  }
  [[nodiscard]] auto queue() const {
    return [this](Page const& page) { return district.service.staff_queue({"staff-2"}, noon, page); };
  }
  [[nodiscard]] auto about_student() const {
    return
        [this](Page const& page) { return district.service.requests_of_student({"staff-2"}, "student-1", noon, page); };
  }
};

}  // namespace

TEST_CASE("the pages of a list are the list") {
  Asked const asked;
  auto const nothing = [] {};
  CHECK(walk(asked.mine(), nothing) == ids(asked.mine()({}).value()));
  CHECK(walk(asked.queue(), nothing) == ids(asked.queue()({}).value()));
  CHECK(walk(asked.about_student(), nothing) == ids(asked.about_student()({}).value()));
  CHECK(asked.mine()({.most = 5, .after = {}})->next.empty());
  CHECK_FALSE(asked.mine()({.most = 4, .after = {}})->next.empty());
}

TEST_CASE("what comes in between is not seen, and shifts nothing") {
  Asked const asked;
  auto const before = ids(asked.mine()({}).value());
  bool once = true;
  CHECK(walk(asked.mine(), [&] {
          if (std::exchange(once, false))
            REQUIRE_FALSE(asked.ask("accounts.credential/up1", noon + 9 * 86'400'000).empty());
        }) == before);
}

TEST_CASE("a request that leaves the queue takes nobody's place") {
  Asked const asked;
  auto const before = ids(asked.queue()({}).value());
  bool once = true;
  // The one that the cursor stands at is decided.
  CHECK(walk(asked.queue(), [&] {
          if (std::exchange(once, false))
            REQUIRE(asked.district.step("parent-1", before[1], Event::withdraw, "", noon));
        }) == before);
}

TEST_CASE("the log comes in pages, newest first") {
  Asked const asked;
  for (int i = 0; i < 5; ++i) REQUIRE(asked.district.service.record({"staff-2"}, "student-1", noon + i));
  auto const log = [&](Page const& page) {
    return asked.district.service.disclosures({"parent-1"}, "student-1", noon, page);
  };
  auto const before = ids(log({}).value());
  CHECK(before.size() == 5);
  bool once = true;
  CHECK(walk(log, [&] {
          if (std::exchange(once, false)) REQUIRE(asked.district.service.record({"staff-2"}, "student-1", noon + 9));
        }) == before);
}

TEST_CASE("a cursor of another list is refused") {
  Asked const asked;
  Page const wrong{.most = 2, .after = "nothing"};
  CHECK(asked.mine()(wrong).error() ==
        fail(ErrorCode::invalid_argument, "cursor", "Take the `next` of the page before."));
  auto const others = asked.district.service.create_request({"parent-2"}, "student-1", inspection(), noon)->id;
  CHECK(asked.mine()({.most = 2, .after = others}).error().where == "cursor");
  CHECK(asked.district.service.requests_of_student({"parent-1"}, "student-1", noon, {.most = 2, .after = others})
            .error()
            .where == "cursor");
}
