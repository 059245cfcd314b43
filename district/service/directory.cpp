// Opting out of directory information (34 CFR 99.37).

#include "district/service/log.hpp"
#include "district/service/opt_out.hpp"
#include "district/service/view.hpp"

namespace hallpass::district {

using records::OptOutBar;
using records::OptOutEvent;

namespace {

std::string advice_of(OptOutBar bar, std::optional<records::OptOutWindow> const& window) {
  switch (bar) {
    case OptOutBar::made_already:
      return "You have opted out already.";
    case OptOutBar::has_left:
      return "The student has left the school. What was said before still holds; it can no longer be said anew.";
    case OptOutBar::outside_period:
      return "The district takes opt-outs from " + format_date(window->from) + " to " + format_date(window->until) +
             ", and at the same time every year.";
    case OptOutBar::not_theirs:
      return "Only who opted out can take it back, or the student at 18.";
    case OptOutBar::none:
      break;
  }
  return {};
}

std::optional<records::OptOutWindow> window_of(Settings const& settings, InstantMs now) {
  if (!settings.opt_out_period) return std::nullopt;
  return records::window_at(*settings.opt_out_period, day_of(now, settings));
}

records::OptOutFacts facts_of(Sight const& sight, records::OptOutState const& state, Settings const& settings,
                              InstantMs now) {
  return {.standing = sight.standing,
          .state = state,
          .enrolled = sight.student.status.enrolled,
          .period = settings.opt_out_period,
          .today = day_of(now, settings)};
}

Result<DirectoryOptOut> look(store::Transaction& transaction, Sight const& sight, Settings const& settings,
                             InstantMs now) {
  HALLPASS_TRY(kept, transaction.opt_outs(sight.student.id));
  auto const state = state_of(kept, sight.person.id);
  auto const facts = facts_of(sight, state, settings, now);
  DirectoryOptOut view{.since = state.since,
                       .mine = state.mine,
                       .may = {},
                       .opt_out_bar = bar_to(OptOutEvent::opt_out, facts),
                       .period = window_of(settings, now),
                       .history = {}};
  for (auto const event : {OptOutEvent::opt_out, OptOutEvent::rescind}) {
    if (bar_to(event, facts) == OptOutBar::none) view.may.push_back(event);
  }
  for (auto const& act : kept) {
    // That it holds is everybody's to know who acts for the child; which other parent it was is not.
    auto const named = sight.standing == records::Standing::staff || act.person_id == sight.person.id;
    view.history.push_back({act.at, {role_of_word(act.role), named ? act.person_name : std::string{}}, act.event});
  }
  return view;
}

}  // namespace

records::OptOutState state_of(std::vector<store::OptOut> const& kept, std::string_view person_id) {
  std::vector<records::OptOutAct> acts;
  acts.reserve(kept.size());
  for (auto const& act : kept) {
    acts.push_back({act.person_id, act.role == to_string(Role::student), act.event, act.at});
  }
  return records::opt_out_state(acts, person_id);
}

Result<DirectoryOptOut> Service::directory_opt_out(Caller const& caller, std::string_view student_id,
                                                   InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(sight, see_student(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  if (is_personnel(sight.student.status.kind)) return hidden("student");
  HALLPASS_TRY(view, look(*transaction, sight, settings_, now));
  HALLPASS_CHECK(log_view(*transaction, sight, "Looked whether directory information is withheld",
                          {records::Category::identity}, now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

Result<DirectoryOptOut> Service::take_opt_out(Caller const& caller, std::string_view student_id, OptOutEvent event,
                                              InstantMs now) const {
  HALLPASS_TRY(transaction, store_.begin(store::Access::write));
  HALLPASS_TRY(sight, see_student(*transaction, caller, student_id, settings_, day_of(now, settings_)));
  if (!acts_for_student(sight.standing) || is_personnel(sight.student.status.kind)) return hidden("student");
  HALLPASS_TRY(before, transaction->opt_outs(student_id));
  auto const bar = bar_to(event, facts_of(sight, state_of(before, sight.person.id), settings_, now));
  if (bar != OptOutBar::none) return fail(ErrorCode::conflict, "/event", advice_of(bar, window_of(settings_, now)));
  HALLPASS_CHECK(transaction->add_opt_out({.student_id = sight.student.id,
                                           .person_id = sight.person.id,
                                           .person_name = sight.person.display_name,
                                           .role = std::string{to_string(role_of(sight))},
                                           .event = event,
                                           .at = now}));
  HALLPASS_TRY(view, look(*transaction, sight, settings_, now));
  HALLPASS_CHECK(transaction->commit());
  return std::move(view);
}

}  // namespace hallpass::district
