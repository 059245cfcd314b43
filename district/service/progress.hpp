#pragma once
// Moving a request along the lifecycle table, and what follows by itself.

#include "district/service/access.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

// What every step needs around it.
struct Work {
  store::Transaction& transaction;
  Settings const& settings;
  InstantMs now;
  std::string_view caller_id;  // whose call brings it about
};

// Who takes a step; the system has no id.
struct Author {
  records::Actor actor;
  Role role;
  std::string name;
  std::string id;
};
// REQUIRES: records::acts_as(sight.standing, sight.officer, actor).
[[nodiscard]] Author author_of(Sight const& sight, records::Actor actor);
[[nodiscard]] Author the_system();

// Takes the step and keeps it, with `text`, in the timeline; `request` follows. Gives what was kept. Errors: conflict,
// `where` "state" when the table has no such step, "inspection" when a pending inspection holds it back, "person" when
// this one decided about it before.
[[nodiscard]] Result<store::Step> advance(Work const& work, store::Request& request, records::Event event,
                                          Author const& author, std::string_view text);

// A word in the timeline, `event` message or extend; the state stays.
[[nodiscard]] Result<void> note(Work const& work, store::Request const& request, records::Event event,
                                Author const& author, std::string_view text);

// Whether a row of the lifecycle table has that guard, for what the request may do next: only then the store is asked.
[[nodiscard]] bool has_guard(store::Request const& request, records::Guard guard);

// Whether that person approved or refused the request.
[[nodiscard]] Result<bool> decided_before(store::Transaction& transaction, store::Request const& request,
                                          std::string_view person_id);

// Carries out a confirmed deletion, unless somebody's inspection of that record is pending; then it says so once.
[[nodiscard]] Result<void> carry_out_deletion(Work const& work, store::Request& request);

// After an inspection has ended: carries out what it held back.
[[nodiscard]] Result<void> release_deletions(Work const& work, std::string_view student_id);

}  // namespace hallpass::district
