#pragma once
// Things to put into a store.

#include "district/store/store.hpp"
#include "tests/support/catch.hpp"

namespace hallpass {

inline store::Request sample_request(std::string id) {
  store::Request request{};
  request.id = std::move(id);
  request.student_id = "student";
  request.requester_id = "parent";
  request.requester_name = "Zoë 王";
  request.kind = records::RequestKind::deletion;
  request.basis = records::DeletionBasis::coppa;
  request.state = records::State::triaged;
  request.created_at = 1'795'000'000'123;
  request.entered_at = 1'795'000'000'456;
  request.about = {{.entry_id = "accounts.usage",
                    .field = "accounts.usage",
                    .label = "Device and usage data",
                    .old_value = "it's; \"old\"\n",
                    .new_value = "'; DROP TABLE requests; --"}};
  request.reason = "because";
  return request;
}

inline void add_student(store::Store& store) {
  auto const writing = store.begin(store::Access::write).value();
  REQUIRE(writing->begin_roster());
  REQUIRE(writing->add_person({.id = "parent", .display_name = "P", .guardian = true}));
  REQUIRE(writing->add_student("student", {}));
  REQUIRE(writing->add_guardian("student", "parent", false));
  REQUIRE(writing->add_school_of_student("student", "school"));
  REQUIRE(writing->add_school_of_staff("staff", "school", store::Post::clerk));
  REQUIRE(writing->add_entry("student", {"contact.street", "contact.street", "", "1 A St", "s"}));
  REQUIRE(writing->add_entry("student", {"accounts.usage", "accounts.usage", "", "tablet", "s"}));
  REQUIRE(writing->end_roster());
  REQUIRE(writing->commit());
}

}  // namespace hallpass
