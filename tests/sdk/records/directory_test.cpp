#include "sdk/records/directory.hpp"

#include <array>

#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::records;

namespace {

CivilDate day(std::string_view text) {
  return parse_date(text).value();
}

OptOutFacts parent_on(std::string_view today, OptOutState state = {}) {
  return {.standing = Standing::parent,
          .state = state,
          .enrolled = true,
          .period = parse_opt_out_period("08-01..09-30").value(),
          .today = day(today)};
}

}  // namespace

TEST_CASE("a period is two days of every year, and may go over the new year") {
  auto const autumn = parse_opt_out_period("08-01..09-30").value();
  CHECK(is_in(autumn, day("2026-08-01")));
  CHECK(is_in(autumn, day("2031-09-30")));
  CHECK_FALSE(is_in(autumn, day("2026-07-31")));
  CHECK_FALSE(is_in(autumn, day("2026-10-01")));
  auto const winter = parse_opt_out_period("12-01..01-15").value();
  CHECK(is_in(winter, day("2026-12-31")));
  CHECK(is_in(winter, day("2027-01-15")));
  CHECK_FALSE(is_in(winter, day("2027-01-16")));
  CHECK(is_in(parse_opt_out_period("02-29..02-29").value(), day("2028-02-29")));
  auto const window = [](OptOutPeriod const& period, std::string_view today) {
    auto const [from, until] = window_at(period, day(today));
    return format_date(from) + " " + format_date(until);
  };
  CHECK(window(autumn, "2026-03-01") == "2026-08-01 2026-09-30");
  CHECK(window(autumn, "2026-09-30") == "2026-08-01 2026-09-30");
  CHECK(window(autumn, "2026-10-01") == "2027-08-01 2027-09-30");
  CHECK(window(winter, "2026-12-31") == "2026-12-01 2027-01-15");
  CHECK(window(winter, "2027-01-15") == "2026-12-01 2027-01-15");
  CHECK(window(winter, "2027-01-16") == "2027-12-01 2028-01-15");
  CHECK(window(parse_opt_out_period("02-01..02-29").value(), "2027-01-01") == "2027-02-01 2027-02-28");
  for (auto const* text :
       {"", "08-01", "08-01..", "..08-01", "8-1..9-30", "08-01..02-30", "08-01..09-30x", "13-01..01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_opt_out_period(text));
  }
}

TEST_CASE("each parent's no stands until that parent takes it back; the student's word at 18 ends all before it") {
  using enum OptOutEvent;
  std::array const acts{OptOutAct{"mother", false, opt_out, 10}, OptOutAct{"father", false, opt_out, 20},
                        OptOutAct{"mother", false, rescind, 30}, OptOutAct{"father", false, rescind, 40},
                        OptOutAct{"mother", false, opt_out, 50}, OptOutAct{"student", true, rescind, 60},
                        OptOutAct{"student", true, opt_out, 70}};
  auto const after = [&](std::size_t count, std::string_view person) {
    return opt_out_state(std::span{acts}.first(count), person);
  };
  CHECK_FALSE(after(0, "mother").since);
  CHECK(after(1, "mother").mine);
  CHECK_FALSE(after(1, "father").mine);
  CHECK(after(2, "father").since == 10);
  CHECK(after(3, "mother").since == 20);
  CHECK_FALSE(after(3, "mother").mine);
  CHECK_FALSE(after(4, "father").since);
  CHECK(after(5, "mother").since == 50);
  CHECK_FALSE(after(6, "mother").since);
  CHECK(after(7, "student").mine);
}

TEST_CASE("who may say no, when, and who may take it back") {
  using enum OptOutEvent;
  CHECK(bar_to(opt_out, parent_on("2026-09-01")) == OptOutBar::none);
  CHECK(bar_to(rescind, parent_on("2026-09-01")) == OptOutBar::not_theirs);
  CHECK(bar_to(opt_out, parent_on("2026-11-01")) == OptOutBar::outside_period);
  auto always = parent_on("2026-11-01");
  always.period.reset();
  CHECK(bar_to(opt_out, always) == OptOutBar::none);
  auto gone = parent_on("2026-09-01");
  gone.enrolled = false;
  CHECK(bar_to(opt_out, gone) == OptOutBar::has_left);

  OptOutState const mine{.since = 10, .mine = true};
  OptOutState const others{.since = 10, .mine = false};
  CHECK(bar_to(opt_out, parent_on("2026-09-01", mine)) == OptOutBar::made_already);
  CHECK(bar_to(opt_out, parent_on("2026-09-01", others)) == OptOutBar::none);
  // Taking it back needs no period, and goes on after the student has left.
  gone = parent_on("2026-11-01", mine);
  gone.enrolled = false;
  CHECK(bar_to(rescind, gone) == OptOutBar::none);
  CHECK(bar_to(rescind, parent_on("2026-11-01", others)) == OptOutBar::not_theirs);
  auto student = parent_on("2026-11-01", others);
  student.standing = Standing::eligible_student;
  CHECK(bar_to(rescind, student) == OptOutBar::none);
  for (auto const standing : {Standing::staff, Standing::none}) {
    auto facts = parent_on("2026-09-01", others);
    facts.standing = standing;
    CHECK(bar_to(opt_out, facts) == OptOutBar::not_theirs);
    CHECK(bar_to(rescind, facts) == OptOutBar::not_theirs);
  }
}

TEST_CASE("what cannot be hidden names its law") {
  for (auto const& limit : opt_out_limits()) CHECK(limit.source.starts_with("34 CFR 99.37(c)"));
  CHECK(opt_out_limits().size() == 2);
  CHECK(parse_opt_out_event("rescind") == OptOutEvent::rescind);
  CHECK(parse_opt_out_bar(to_string(OptOutBar::has_left)) == OptOutBar::has_left);
}
