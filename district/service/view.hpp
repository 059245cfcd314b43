#pragma once
// From what the store keeps to what callers get.

#include "district/service/access.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

enum class Detail : std::uint8_t {
  whole,
  summary,  // without what was asked for: values, reason, attachments and timeline
};

[[nodiscard]] Student view_of(Sight const& sight, Settings const& settings);
[[nodiscard]] Entry view_of(store::Entry const& entry, store::Student const& student, Settings const& settings,
                            InstantMs now);
[[nodiscard]] Result<Request> view_of(store::Transaction& transaction, RequestSight const& seen,
                                      Settings const& settings, Detail detail, InstantMs now);

// On which day of the district's wall clock that is.
[[nodiscard]] CivilDate day_of(InstantMs instant, Settings const& settings);
[[nodiscard]] records::Situation situation_of(store::Request const& request);
// As whom in the lifecycle table the caller takes that step; none when it is not theirs.
[[nodiscard]] std::optional<records::Actor> actor_for(Sight const& sight, records::Situation const& situation,
                                                      records::State from, records::Event event);
[[nodiscard]] std::optional<records::Deadline> deadline_of(store::Request const& request, store::Student const& student,
                                                           Settings const& settings);
[[nodiscard]] records::DeletionTriage const& triage_of(store::Entry const& entry, store::Student const& student,
                                                       Settings const& settings, InstantMs now);
// The system's for a word that is no role's.
[[nodiscard]] Role role_of_word(std::string_view word);
// The field's label, and what tells several alike apart.
[[nodiscard]] std::string label_of(store::Entry const& entry);

}  // namespace hallpass::district
