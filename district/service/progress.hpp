#pragma once
// Moving a request along the lifecycle table, and what follows by itself.

#include "district/service/access.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

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

// Takes the step and keeps it, with `text`, in the timeline; `request` follows. Errors: conflict, `where` "state" when
// the table has no such step, "inspection" when a pending inspection holds it back, "person" when this one decided
// about it before.
[[nodiscard]] Result<void> advance(store::Transaction& transaction, store::Request& request, records::Event event,
                                   Author const& author, std::string_view text, InstantMs now);

// A word in the timeline, `event` message or extend; the state stays.
[[nodiscard]] Result<void> note(store::Transaction& transaction, store::Request const& request, records::Event event,
                                Author const& author, std::string_view text, InstantMs now);

// Whether that person approved or refused the request.
[[nodiscard]] Result<bool> decided_before(store::Transaction& transaction, store::Request const& request,
                                          std::string_view person_id);

// Carries out a confirmed deletion, unless somebody's inspection of that record is pending; then it says so once.
[[nodiscard]] Result<void> carry_out_deletion(store::Transaction& transaction, store::Request& request, InstantMs now);

// After an inspection has ended: carries out what it held back.
[[nodiscard]] Result<void> release_deletions(store::Transaction& transaction, std::string_view student_id,
                                             InstantMs now);

}  // namespace hallpass::district
