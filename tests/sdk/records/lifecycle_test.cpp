#include <random>
#include <set>

#include "sdk/records/deadline.hpp"
#include "sdk/records/lifecycle.hpp"
#include "tests/sdk/records/vectors.hpp"

using namespace hallpass;
using namespace hallpass::records;

namespace {

constexpr std::size_t kind_count = 3;
constexpr std::size_t basis_count = 5;

template <class Enum>
std::vector<Enum> all(std::size_t count) {
  std::vector<Enum> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<Enum>(i));
  return values;
}

std::vector<Situation> situations() {
  std::vector<Situation> list;
  list.reserve(record_kind_count * kind_count * basis_count * 2);
  for (auto const record : {RecordKind::student, RecordKind::applicant, RecordKind::employee}) {
    for (auto const kind : all<RequestKind>(kind_count)) {
      for (auto const basis : all<DeletionBasis>(basis_count)) {
        if (kind != RequestKind::deletion && basis != DeletionBasis::none) continue;
        // What triage finds of a personnel record, and of no other.
        if (kind == RequestKind::deletion && is_personnel(record) != (basis == DeletionBasis::policy)) continue;
        for (auto const pending : {false, true}) {
          list.push_back({.kind = kind, .basis = basis, .inspection_pending = pending, .record = record});
        }
      }
    }
  }
  return list;
}

std::string name_of(Situation const& situation) {
  return std::string{to_string(situation.record)} + " " + std::string{to_string(situation.kind)} + " " +
         std::string{to_string(situation.basis)};
}

}  // namespace

TEST_CASE("lifecycle vectors") {
  each_vector("records-lifecycle.json", [](boost::json::object const& input, boost::json::value const& expect) {
    Situation const situation{.kind = parse_request_kind(text_of(input.at("kind"))).value(),
                              .basis = parse_deletion_basis(text_of(input.at("basis"))).value(),
                              .inspection_pending = input.at("inspection_pending").as_bool(),
                              .decided_before = flag_of(input, "decided_before")};
    auto state = State::draft;
    std::int64_t at = 0;
    for (auto const& step : input.at("steps").as_array()) {
      auto const words = text_of(step);
      auto const space = words.find(' ');
      auto const row = find_transition(situation, state, parse_event(words.substr(space + 1)).value(),
                                       parse_actor(words.substr(0, space)).value());
      if (!row) {
        REQUIRE(expect.as_object().contains("error"));
        CHECK(row.error().code == ErrorCode::conflict);
        CHECK(row.error().where == text_of(expect.at("error")));
        CHECK(at == expect.at("at").as_int64());
        return;
      }
      state = (*row)->to;
      ++at;
    }
    REQUIRE(expect.as_object().contains("state"));
    CHECK(to_string(state) == text_of(expect.at("state")));
    CHECK(is_open(situation, state) == expect.at("open").as_bool());
  });
}

TEST_CASE("every word of the lifecycle reads back as itself") {
  for (auto const value : all<RequestKind>(kind_count)) CHECK(parse_request_kind(to_string(value)) == value);
  for (auto const value : all<State>(state_count)) CHECK(parse_state(to_string(value)) == value);
  for (auto const value : all<Event>(event_count)) CHECK(parse_event(to_string(value)) == value);
  for (auto const value : all<Actor>(actor_count)) CHECK(parse_actor(to_string(value)) == value);
  for (auto const value : all<DeletionBasis>(basis_count)) CHECK(parse_deletion_basis(to_string(value)) == value);
  std::set<std::string_view> words;
  for (auto const value : all<State>(state_count)) words.insert(to_string(value));
  CHECK(words.size() == state_count);
  CHECK_FALSE(words.contains(""));
  CHECK(to_string(static_cast<State>(state_count)).empty());
  CHECK(to_string(State::withdrawn) == "withdrawn");
  CHECK(to_string(Event::withdraw) == "withdraw");
  CHECK(to_string(DeletionBasis::california_pupil) == "california_pupil");
  CHECK_FALSE(parse_state("Draft"));
}

TEST_CASE("at most one row of the table answers any question") {
  for (auto const& situation : situations()) {
    for (auto const from : all<State>(state_count)) {
      for (auto const event : all<Event>(event_count)) {
        for (auto const actor : all<Actor>(actor_count)) {
          int rows = 0;
          for (auto const& row : transitions()) {
            if (row.from == from && row.event == event && row.actor == actor && applies_to(row.scope, situation))
              ++rows;
          }
          INFO(name_of(situation) << ": " << to_string(from) << ", " << to_string(event));
          CHECK(rows <= 1);
          CHECK(find_transition({.kind = situation.kind, .basis = situation.basis, .record = situation.record}, from,
                                event, actor)
                    .has_value() == (rows == 1));
        }
      }
    }
  }
}

TEST_CASE("every state is reached by some request, every request can end, and every rule says where it stands") {
  std::set<State> reached{State::draft};
  for (auto const& situation : situations()) {
    std::set<State> here{State::draft};
    for (std::size_t round = 0; round < state_count; ++round) {
      for (auto const& row : transitions()) {
        if (here.contains(row.from) && applies_to(row.scope, situation)) here.insert(row.to);
      }
    }
    reached.insert(here.begin(), here.end());
    for (auto const state : here) {
      // From everywhere some chain of rows leads to a state in which nobody owes anything.
      std::set<State> ahead{state};
      for (std::size_t round = 0; round < state_count; ++round) {
        for (auto const& row : transitions()) {
          if (ahead.contains(row.from) && applies_to(row.scope, situation)) ahead.insert(row.to);
        }
      }
      INFO(name_of(situation) << ": " << to_string(state));
      CHECK(std::any_of(ahead.begin(), ahead.end(), [&](State each) { return !is_open(situation, each); }));
    }
  }
  CHECK(reached.size() == state_count);
  for (auto const& row : transitions()) {
    INFO(to_string(row.from) << ", " << to_string(row.event));
    CHECK(row.source.empty() == (row.certainty == Certainty::district_policy));
  }
}

TEST_CASE("property: no sequence of events leaves the table, and nothing is destroyed while an inspection is pending") {
  std::mt19937_64 engine{20261123};
  auto const pick = [&engine](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine);
  };
  std::size_t taken = 0;
  std::size_t held_back = 0;
  std::size_t same_person = 0;
  auto const list = situations();
  for (int round = 0; round < 40'000; ++round) {
    auto situation = list[pick(list.size())];
    auto state = State::draft;
    for (int step = 0; step < 40; ++step) {
      if (pick(4) == 0) situation.inspection_pending = !situation.inspection_pending;
      situation.decided_before = pick(4) == 0;
      auto event = static_cast<Event>(pick(event_count));
      auto actor = static_cast<Actor>(pick(actor_count));
      // Mostly something that some request may do in this state, or chance would hardly get anywhere.
      auto const& hint = transitions()[pick(transitions().size())];
      if (hint.from == state && pick(4) != 0) {
        event = hint.event;
        actor = hint.actor;
      }
      auto const row = find_transition(situation, state, event, actor);
      if (!row) {
        if (row.error().where == "inspection") ++held_back;
        if (row.error().where == "person") ++same_person;
        continue;
      }
      REQUIRE((*row)->from == state);
      REQUIRE(applies_to((*row)->scope, situation));
      if (event == Event::confirm || event == Event::uphold || event == Event::deny) {
        REQUIRE_FALSE(situation.decided_before);
      }
      state = (*row)->to;
      ++taken;
      if (state == State::destroyed || state == State::vendor_directed) {
        REQUIRE(situation.kind == RequestKind::deletion);
        REQUIRE(situation.basis != DeletionBasis::none);
        REQUIRE_FALSE(situation.inspection_pending);
      }
    }
  }
  CHECK(taken > 40'000);
  CHECK(held_back > 10);
  CHECK(same_person > 10);
}

TEST_CASE(
    "about one's own record as an employee there is no hearing: what is not changed can have a statement at once") {
  for (auto const record : {RecordKind::applicant, RecordKind::employee}) {
    Situation const correction{.kind = RequestKind::correction, .record = record};
    auto const refused = find_transition(correction, State::triaged, Event::refuse, Actor::staff);
    REQUIRE(refused);
    CHECK((*refused)->to == State::statement_offered);
    for (auto const& row : transitions()) {
      if (!applies_to(row.scope, correction)) continue;
      INFO(to_string(row.from) << ", " << to_string(row.event));
      CHECK(row.event != Event::request_hearing);
      CHECK(row.event != Event::reject_authority);
      CHECK(row.source.find("34 CFR") == std::string_view::npos);  // the law of education records
    }
    Situation const deletion{.kind = RequestKind::deletion, .basis = DeletionBasis::policy, .record = record};
    CHECK(find_transition(deletion, State::triaged, Event::refuse, Actor::staff));
    CHECK(find_transition(deletion, State::triaged, Event::approve, Actor::staff));
    CHECK_FALSE(find_transition(deletion, State::confirmed, Event::direct_vendor, Actor::system));
  }
}

TEST_CASE("people may write about a request while either side can still act") {
  Situation const correction{.kind = RequestKind::correction};
  CHECK_FALSE(may_write(correction, State::draft));
  CHECK(may_write(correction, State::triaged));
  CHECK(may_write(correction, State::refused));  // a hearing may be asked for
  CHECK(may_write(correction, State::statement_offered));
  CHECK_FALSE(may_write(correction, State::amended));
  CHECK_FALSE(may_write(correction, State::withdrawn));
}

TEST_CASE("an inspection holds back destruction as long as the district owes it") {
  CHECK(holds_back_destruction(State::submitted));
  CHECK(holds_back_destruction(State::triaged));
  CHECK(holds_back_destruction(State::explanation_requested));
  CHECK_FALSE(holds_back_destruction(State::available));
  CHECK_FALSE(holds_back_destruction(State::withdrawn));
  CHECK_FALSE(holds_back_destruction(State::rejected));
}
