// Whatever people do in whatever order: the table holds, nothing is destroyed under an inspection, the barred see
// nothing.
#include <random>
#include <set>

#include "tests/district/service/district.hpp"

using namespace hallpass;
using namespace hallpass::district;
using records::RequestKind;
using records::State;

namespace {

class Walk {
 public:
  explicit Walk(unsigned seed) : engine_{seed} {
    // Half of the walks begin with a record that somebody waits to inspect.
    if (seed % 2 == 0) note(district_.service.create_request({"parent-2"}, "student-1", inspection(), now_));
  }

  void step() {
    ++now_;
    std::string const student = one_of(students_);
    auto const& service = district_.service;
    auto const act = pick(8);
    // Half of the time somebody who may, or chance would hardly get anywhere.
    Caller const caller{pick(2) == 0   ? one_of(people_)
                        : act < 2      ? one_of(guardians_.at(student))
                        : pick(2) == 0 ? "staff-1"
                                       : "staff-2"};
    switch (act) {
      case 0:
      case 1:
        note(service.create_request(caller, student, any_request(), now_));
        break;
      case 2:
      case 3:
        if (!requests_.empty()) {
          auto const request = recent();
          auto const event = any_event(caller, request);
          std::optional<Hearing> hearing;
          if (event == records::Event::schedule_hearing) hearing = Hearing{now_ + 1000, "room 2"};
          note(service.take_step(caller, request, {event, "why", hearing}, now_));
        }
        break;
      case 4:
        if (!requests_.empty()) note(service.take_step(caller, recent(), {records::Event::withdraw, "", {}}, now_));
        break;
      case 5: {
        CourtOrder const order{student, one_of(people_), pick(4) == 0, "docket"};
        if (service.set_court_order(caller, order, now_)) {
          auto const pair = std::pair{order.guardian_id, order.student_id};
          if (order.barred) barred_.insert(pair);
          if (!order.barred) barred_.erase(pair);
        }
        break;
      }
      case 6:
        if (pick(10) == 0) district_.import(right_package());
        break;
      default:
        static_cast<void>(service.record(caller, student, now_));
    }
    check();
  }

  void check() {
    auto const view = district_.store->begin(store::Access::read).value();
    for (auto const& student : students_) {
      bool pending = false;
      auto const requests = view->requests_of_student(student).value();
      for (auto const& request : requests) {
        pending =
            pending || (request.kind == RequestKind::inspection && records::holds_back_destruction(request.state));
      }
      for (auto const& request : requests) check_request(*view, request, pending);
    }
    for (auto const& [person, student] : barred_) {
      auto const result = district_.service.record({person}, student, now_);
      REQUIRE_FALSE(result);
      REQUIRE(result.error().code == ErrorCode::not_found);
    }
  }

  std::set<State> const& seen() const { return seen_; }

 private:
  void check_request(store::Transaction& view, store::Request const& request, bool pending) {
    auto const destroyed = request.state == State::destroyed || request.state == State::vendor_directed;
    auto& known = known_[request.id];
    if (destroyed && known != request.state) REQUIRE_FALSE(pending);
    known = request.state;
    seen_.insert(request.state);
    if (request.state == State::destroyed)
      REQUIRE_FALSE(view.entry(request.student_id, request.about.at(0).entry_id).value());
    // The timeline walks the table: every change of state is one of its rows.
    auto state = State::draft;
    for (auto const& step : view.steps(request.id).value()) {
      if (step.state == state) continue;
      auto const rows = records::transitions();
      REQUIRE(std::any_of(rows.begin(), rows.end(), [&](records::Transition const& row) {
        return row.from == state && row.to == step.state && applies_to(row.scope, {request.kind, request.basis});
      }));
      state = step.state;
    }
    check_two_people(view.steps(request.id).value());
    REQUIRE(state == request.state);
    REQUIRE(request.open == is_open({request.kind, request.basis}, request.state));
  }

  // Nobody confirms their own decision, nor hears what they decided.
  static void check_two_people(std::vector<store::Step> const& steps) {
    using enum records::Event;
    std::set<std::string> deciders;
    for (auto const& step : steps) {
      if (step.event == approve || step.event == refuse) deciders.insert(step.actor_id);
      if (step.event == confirm || step.event == hold_hearing || step.event == uphold || step.event == deny) {
        REQUIRE_FALSE(deciders.contains(step.actor_id));
      }
      if (step.event == confirm) REQUIRE(step.actor_id == "staff-1");  // the only officer
    }
  }

  // Mostly what the caller is told that they may do.
  records::Event any_event(Caller const& caller, std::string const& id) {
    auto const seen = district_.service.request(caller, id, now_);
    if (!seen || seen->may.empty() || pick(4) == 0) return static_cast<records::Event>(pick(records::event_count));
    // What leads on goes before talk, or few requests would ever end.
    for (auto const event : {records::Event::confirm, records::Event::approve}) {
      if (std::find(seen->may.begin(), seen->may.end(), event) != seen->may.end() && pick(2) == 0) return event;
    }
    return seen->may[pick(seen->may.size())];
  }

  NewRequest any_request() {
    switch (pick(4)) {
      case 0:
        return inspection();
      case 1:
        return deletion_of(one_of(std::vector<std::string>{"accounts.learning_profile", "results.score/res1",
                                                           "health.special_education_plan"}));
      case 2: {
        auto wanted = street_correction();
        wanted.entries[0].old_value = district_.value("student-1", "contact.street");
        wanted.entries[0].new_value = std::to_string(now_) + " Street";
        return wanted;
      }
      default:
        return deletion_of("accounts.learning_profile");
    }
  }

  void note(Result<Request> const& result) {
    if (result) {
      requests_.push_back(result->id);
      return;
    }
    REQUIRE(result.error().code != ErrorCode::internal);
    REQUIRE(result.error().code != ErrorCode::unavailable);
  }

  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine_); }
  // One of the last few requests: older ones are mostly closed.
  std::string recent() { return requests_[requests_.size() - 1 - pick(std::min<std::size_t>(requests_.size(), 4))]; }
  template <class List>
  std::string one_of(List const& list) {
    return list[pick(list.size())];
  }

  std::mt19937 engine_;
  TestDistrict district_{};
  InstantMs now_ = noon;
  std::vector<std::string> const people_{"parent-1", "parent-1", "parent-2", "parent-2", "parent-3", "parent-4",
                                         "staff-1",  "staff-1",  "staff-1",  "staff-2",  "staff-3",  "teacher-1"};
  std::vector<std::string> const students_{"student-1", "student-1", "student-1", "student-2", "student-3"};
  std::map<std::string, std::vector<std::string>> const guardians_{
      {"student-1", {"parent-1", "parent-2"}}, {"student-2", {"parent-1", "staff-3"}}, {"student-3", {"parent-4"}}};
  std::vector<std::string> requests_{};
  std::map<std::string, State> known_{};
  std::set<std::pair<std::string, std::string>> barred_{};
  std::set<State> seen_{};
};

}  // namespace

TEST_CASE("property: any order of acts keeps the rules") {
  bool const is_long = std::getenv("HALLPASS_LONG") != nullptr;
  std::set<State> seen;
  for (unsigned seed = 1; seed <= (is_long ? 100U : 10U); ++seed) {
    CAPTURE(seed);
    Walk walk{seed};
    for (int i = 0; i < 120; ++i) walk.step();
    seen.insert(walk.seen().begin(), walk.seen().end());
  }
  // The walk got somewhere.
  for (auto const state : {State::triaged, State::amended, State::refused, State::approved, State::destroyed,
                           State::explained, State::withdrawn, State::rejected, State::available}) {
    INFO(to_string(state));
    CHECK(seen.contains(state));
  }
}
