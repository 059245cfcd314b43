#pragma once
// From what the store keeps to what callers get.

#include "district/service/access.hpp"
#include "district/service/hidden_parts.hpp"
#include "district/service/service.hpp"

namespace hallpass::district {

enum class Detail : std::uint8_t {
  whole,
  summary,  // without what was asked for: values, reason, attachments and timeline
};

// What is kept beside a request and shown with it.
struct Contents {
  std::vector<store::Attachment> attachments{};
  std::vector<store::Step> steps{};                // oldest first
  std::vector<std::int64_t> steps_with_receipt{};  // from 1
};

[[nodiscard]] Student view_of(Sight const& sight, Settings const& settings);
// Whole: nothing of it is hidden yet. REQUIRES: the field is the entry's.
[[nodiscard]] Entry view_of(store::Entry entry, records::Field const& field, store::Student const& student,
                            Settings const& settings, InstantMs now);
[[nodiscard]] Result<Request> view_of(store::Transaction& transaction, RequestSight const& seen,
                                      Settings const& settings, Detail detail, InstantMs now);
// The whole of a request as its requester sees it who has just made it.
[[nodiscard]] Request view_of_new(RequestSight const& seen, HiddenParts const& hidden, Contents const& contents,
                                  Settings const& settings);

// On which day of the district's wall clock that is.
[[nodiscard]] CivilDate day_of(InstantMs instant, Settings const& settings);
[[nodiscard]] records::Situation situation_of(store::Request const& request);
// As whom in the lifecycle table the caller takes that step; none when it is not theirs.
[[nodiscard]] std::optional<records::Actor> actor_for(Sight const& sight, records::Situation const& situation,
                                                      records::State from, records::Event event);
[[nodiscard]] std::optional<records::Deadline> deadline_of(store::Request const& request, store::Student const& student,
                                                           Settings const& settings);
[[nodiscard]] records::DeletionTriage const& triage_of(records::Field const& field, store::Student const& student,
                                                       Settings const& settings, InstantMs now);
// The system's for a word that is no role's.
[[nodiscard]] Role role_of_word(std::string_view word);
// The field's label, and what tells several alike apart.
[[nodiscard]] std::string label_of(store::Entry const& entry, records::Field const& field);

}  // namespace hallpass::district
