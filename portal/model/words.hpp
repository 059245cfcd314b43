#pragma once
// Which text says a value of the district or of the model. Every value has one, so no raw word reaches a screen.

#include <string>

#include "portal/model/state.hpp"
#include "portal/model/texts.hpp"

namespace hallpass::portal {

[[nodiscard]] Text word(std::optional<RequestKind> kind) noexcept;
[[nodiscard]] Text word(std::optional<RequestState> state) noexcept;
[[nodiscard]] Text word(std::optional<Category> category) noexcept;
[[nodiscard]] Text help(std::optional<Category> category) noexcept;
[[nodiscard]] Text word(ActorRole role) noexcept;
[[nodiscard]] Text word(DisclosureKind kind) noexcept;
[[nodiscard]] Text word(std::optional<DeletionBasis> basis) noexcept;
[[nodiscard]] Text word(DraftKind kind) noexcept;
// REQUIRES: not none.
[[nodiscard]] Text word(Problem problem) noexcept;
[[nodiscard]] Text word(Notice notice) noexcept;
// What to do about a field's error; `required` of a field that is a reason, an outcome or a new value.
[[nodiscard]] Text reason_error(FieldError error) noexcept;
[[nodiscard]] Text new_value_error(FieldError error) noexcept;
[[nodiscard]] Text file_error(FieldError error) noexcept;

// "Grade 5", "Kindergarten" without the word grade before a number; the raw text for a code OneRoster does not name.
[[nodiscard]] std::string grade_in_words(Language language, std::string_view code);
// "Correction: Street".
[[nodiscard]] std::string subject(Language language, Request const& request);
[[nodiscard]] std::string subject(Language language, Draft const& draft);
// "María García (parent)".
[[nodiscard]] std::string actor_in_words(Language language, Actor const& actor);

// The heading of the screen, which is also the first part of the document's title.
[[nodiscard]] std::string headline(State const& state);

}  // namespace hallpass::portal
