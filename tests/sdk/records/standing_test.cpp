#include "sdk/records/standing.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::records;

TEST_CASE("who stands as what towards a student") {
  CHECK(standing_of({}) == Standing::none);
  CHECK(standing_of({.guardian = true}) == Standing::parent);
  CHECK(standing_of({.staff_in_scope = true}) == Standing::staff);
  CHECK(standing_of({.guardian = true, .staff_in_scope = true}) ==
        Standing::parent);  // never decides on one's own child
  CHECK(standing_of({.self = true}) == Standing::none);
  CHECK(standing_of({.self = true, .may_look = true}) == Standing::young_student);
  CHECK(standing_of({.barred = true, .self = true, .may_look = true}) == Standing::none);
  CHECK(standing_of({.self = true, .may_look = true, .rights_transferred = true}) == Standing::eligible_student);
  CHECK(standing_of({.self = true, .rights_transferred = true}) == Standing::eligible_student);
  CHECK(standing_of({.guardian = true, .rights_transferred = true}) == Standing::none);
  CHECK(standing_of({.staff_in_scope = true, .rights_transferred = true}) == Standing::staff);
}

TEST_CASE("a bar goes before everything") {
  for (unsigned bits = 0; bits < 16; ++bits) {
    CHECK(standing_of({.guardian = (bits & 1U) != 0,
                       .barred = true,
                       .self = (bits & 2U) != 0,
                       .staff_in_scope = (bits & 4U) != 0,
                       .rights_transferred = (bits & 8U) != 0}) == Standing::none);
  }
}

TEST_CASE("a personnel record is its own person's and the officers' alone") {
  CHECK(standing_of({.self = true, .may_look = true, .personnel = true}) == Standing::own_personnel);
  CHECK(standing_of({.self = true, .may_look = true, .staff_in_scope = true, .officer = true, .personnel = true}) ==
        Standing::own_personnel);  // never decides on one's own
  CHECK(standing_of({.self = true, .staff_in_scope = true, .officer = true, .personnel = true}) == Standing::none);
  CHECK(standing_of({.staff_in_scope = true, .personnel = true}) == Standing::none);
  CHECK(standing_of({.staff_in_scope = true, .officer = true, .personnel = true}) == Standing::staff);
  CHECK(standing_of({.guardian = true, .personnel = true}) == Standing::none);
  CHECK(standing_of({.personnel = true}) == Standing::none);
  CHECK(acts_as(Standing::own_personnel, false, Actor::requester));
  CHECK_FALSE(acts_as(Standing::own_personnel, true, Actor::records_officer));
  CHECK(to_string(Standing::own_personnel) == "own_personnel");
}

TEST_CASE("standings act as somebody in the table") {
  CHECK(acts_as(Standing::parent, false, Actor::requester));
  CHECK(acts_as(Standing::eligible_student, false, Actor::requester));
  CHECK(acts_as(Standing::staff, false, Actor::staff));
  CHECK(acts_as(Standing::staff, false, Actor::hearing_officer));
  CHECK_FALSE(acts_as(Standing::staff, false, Actor::records_officer));
  CHECK(acts_as(Standing::staff, true, Actor::records_officer));
  CHECK(acts_as(Standing::staff, true, Actor::staff));
  for (auto const officer : {false, true}) {
    CHECK_FALSE(acts_as(Standing::staff, officer, Actor::requester));
    CHECK_FALSE(acts_as(Standing::parent, officer, Actor::records_officer));
    CHECK_FALSE(acts_as(Standing::parent, officer, Actor::staff));
    for (auto const actor : {Actor::requester, Actor::staff, Actor::records_officer, Actor::hearing_officer}) {
      CHECK_FALSE(acts_as(Standing::none, officer, actor));
      CHECK_FALSE(acts_as(Standing::young_student, officer, actor));
    }
    for (auto const standing : {Standing::parent, Standing::eligible_student, Standing::staff}) {
      CHECK_FALSE(acts_as(standing, officer, Actor::system));
    }
  }
  CHECK(to_string(Standing::eligible_student) == "eligible_student");
}

TEST_CASE("rights pass to the student on the eighteenth birthday") {
  auto const born = parse_date("2008-11-23").value();
  CHECK_FALSE(has_come_of_age(born, parse_date("2026-11-22").value()));
  CHECK(has_come_of_age(born, parse_date("2026-11-23").value()));
  CHECK_FALSE(has_come_of_age(std::nullopt, parse_date("2026-11-23").value()));
  auto const leapling = parse_date("2008-02-29").value();
  CHECK_FALSE(has_come_of_age(leapling, parse_date("2026-02-28").value()));
  CHECK(has_come_of_age(leapling, parse_date("2026-03-01").value()));
}
