#include "sdk/records/deadline.hpp"

#include "tests/sdk/records/vectors.hpp"

using namespace hallpass;
using namespace hallpass::records;

namespace {

CivilDate date_of(boost::json::value const& value) {
  return parse_date(text_of(value)).value();
}

}  // namespace

TEST_CASE("deadline vectors") {
  each_vector("records-deadlines.json", [](boost::json::object const& input, boost::json::value const& expect) {
    Holidays holidays;
    for (auto const& day : input.at("holidays").as_array()) holidays.push_back(date_of(day));
    auto const deadline = deadline_of({.situation = {.kind = parse_request_kind(text_of(input.at("kind"))).value(),
                                                     .basis = parse_deletion_basis(text_of(input.at("basis"))).value()},
                                       .state = parse_state(text_of(input.at("state"))).value(),
                                       .received_on = date_of(input.at("received_on")),
                                       .entered_on = date_of(input.at("entered_on")),
                                       .jurisdiction = parse_jurisdiction(text_of(input.at("jurisdiction"))).value(),
                                       .has_iep = input.at("has_iep").as_bool(),
                                       .extended = flag_of(input, "extended")},
                                      Targets{}, holidays);
    REQUIRE(deadline.has_value() == !expect.is_null());
    if (!deadline) return;
    CHECK(format_date(deadline->due) == text_of(expect.at("due")));
    CHECK(deadline->days == expect.at("days").as_int64());
    CHECK(to_string(deadline->day_kind) == text_of(expect.at("day_kind")));
    CHECK(deadline->source == text_of(expect.at("source")));
    CHECK(to_string(deadline->certainty) == text_of(expect.at("certainty")));
    CHECK(to_string(authority_of(deadline->certainty)) == text_of(expect.at("authority")));
    CHECK(deadline->started_by == text_of(expect.at("started_by")));
    if (auto const* const more = expect.as_object().if_contains("extension_days")) {
      CHECK(deadline->extension_days == more->as_int64());
    }
  });
}

TEST_CASE("every clock of the table has a rule everywhere, and nobody's step but the district's has one") {
  for (auto const& row : transitions()) {
    if (row.clock == Clock::none) continue;
    INFO(to_string(row.from) << ", " << to_string(row.event));
    CHECK(row.actor != Actor::requester);
    for (auto const jurisdiction :
         {Jurisdiction::federal, Jurisdiction::new_york, Jurisdiction::california, Jurisdiction::canada}) {
      // That basis is found in California only.
      if (row.scope.basis == DeletionBasis::california_pupil && jurisdiction != Jurisdiction::california) continue;
      CHECK(deadline_of(
                {.situation = {.kind = row.scope.kind.value(),
                               .basis = row.scope.basis.value_or(DeletionBasis::none),
                               .record = row.scope.personnel.value_or(false) || row.scope.basis == DeletionBasis::policy
                                             ? RecordKind::employee
                                             : RecordKind::student},
                 .state = row.from,
                 .received_on = parse_date("2026-11-23").value(),
                 .entered_on = parse_date("2026-11-23").value(),
                 .jurisdiction = jurisdiction},
                Targets{}, {})
                .has_value());
    }
  }
}

TEST_CASE("of a personnel record the district's own policy says how long") {
  Targets const targets{.own_inspection_days = 7};
  for (auto const jurisdiction : {Jurisdiction::federal, Jurisdiction::california}) {
    auto const due = deadline_of({.situation = {.kind = RequestKind::inspection, .record = RecordKind::employee},
                                  .state = State::triaged,
                                  .received_on = parse_date("2026-11-23").value(),
                                  .entered_on = parse_date("2026-11-23").value(),
                                  .jurisdiction = jurisdiction},
                                 targets, {});
    REQUIRE(due);
    CHECK(format_date(due->due) == "2026-11-30");
    CHECK(due->source == "The district's privacy policy");
    CHECK(authority_of(due->certainty) == Authority::district_policy);
  }
}

TEST_CASE("business days agree with counting them one by one") {
  Holidays const holidays{parse_date("2026-12-25").value(), parse_date("2027-01-01").value(),
                          parse_date("2026-12-26").value()};
  auto const from = parse_date("2026-12-18").value();  // a Friday
  CHECK(add_days(from, 0, DayKind::business, holidays) == from);
  CHECK(format_date(add_days(from, 1, DayKind::business, holidays)) == "2026-12-21");
  CHECK(format_date(add_days(from, 4, DayKind::business, holidays)) == "2026-12-24");
  CHECK(format_date(add_days(from, 5, DayKind::business, holidays)) == "2026-12-28");
  CHECK(format_date(add_days(from, 9, DayKind::business, holidays)) == "2027-01-04");
  CHECK(format_date(add_days(from, 3660, DayKind::calendar, holidays)) == "2036-12-25");
}

TEST_CASE("only what was read in law or guidance is shown as law") {
  CHECK(authority_of(Certainty::text) == Authority::law);
  CHECK(authority_of(Certainty::guidance) == Authority::law);
  CHECK(authority_of(Certainty::secondary) == Authority::district_policy);
  CHECK(authority_of(Certainty::memory) == Authority::district_policy);
  CHECK(authority_of(Certainty::district_policy) == Authority::district_policy);
  CHECK(parse_certainty("secondary") == Certainty::secondary);
  CHECK(parse_day_kind("business") == DayKind::business);
}
