#include "sdk/records/standing.hpp"

#include "tests/support/catch.hpp"

using namespace hallpass::records;

TEST_CASE("who stands as what towards a student") {
  CHECK(standing_of({}) == Standing::none);
  CHECK(standing_of({.guardian = true}) == Standing::parent);
  CHECK(standing_of({.staff_in_scope = true}) == Standing::staff);
  CHECK(standing_of({.guardian = true, .staff_in_scope = true}) ==
        Standing::parent);  // never decides on one's own child
  CHECK(standing_of({.self = true}) == Standing::none);
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

TEST_CASE("standings act as somebody in the table") {
  CHECK(actor_of(Standing::parent) == Actor::requester);
  CHECK(actor_of(Standing::eligible_student) == Actor::requester);
  CHECK(actor_of(Standing::staff) == Actor::staff);
  CHECK_FALSE(actor_of(Standing::none));
  CHECK(to_string(Standing::eligible_student) == "eligible_student");
}
