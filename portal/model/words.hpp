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
// Who somebody is to the staff whose record of that kind they look at.
[[nodiscard]] Text word_of_person(std::optional<RecordKind> kind) noexcept;
[[nodiscard]] Text word(DisclosureKind kind) noexcept;
[[nodiscard]] Text word(std::optional<DeletionBasis> basis) noexcept;
[[nodiscard]] Text word(DraftKind kind) noexcept;
// REQUIRES: not none.
[[nodiscard]] Text word(Problem problem) noexcept;
[[nodiscard]] Text word(Notice notice) noexcept;
// A step: what one does, and what that means.
[[nodiscard]] Text word(RequestEvent event) noexcept;
[[nodiscard]] Text help(RequestEvent event) noexcept;
// What the text of a draft is: its label, and what to write.
[[nodiscard]] Text text_label(Draft const& draft) noexcept;
[[nodiscard]] Text text_help(Draft const& draft) noexcept;
// What to do about a field's error.
[[nodiscard]] Text reason_error(Draft const& draft) noexcept;
[[nodiscard]] Text date_error(FieldError error) noexcept;
[[nodiscard]] Text place_error(FieldError error) noexcept;
[[nodiscard]] Text new_value_error(FieldError error) noexcept;
[[nodiscard]] Text file_error(FieldError error) noexcept;

// What stands in the text's place for who reads it, and about whose record: a student reads of "you", not of "your
// child", staff of the student, and who works for the district of neither school nor parents.
[[nodiscard]] Text for_reader(State const& state, Text name) noexcept;

// "Grade 5", "Kindergarten" without the word grade before a number; the raw text for a code OneRoster does not name.
[[nodiscard]] std::string grade_in_words(Language const& language, std::string_view code);
// "Correction: Street".
[[nodiscard]] std::string subject(Language const& language, Request const& request);
[[nodiscard]] std::string subject(Language const& language, Draft const& draft);
// "María García (parent)".
[[nodiscard]] std::string actor_in_words(Language const& language, Actor const& actor);

// The heading of the screen, which is also the first part of the document's title.
[[nodiscard]] std::string headline(State const& state);

}  // namespace hallpass::portal
