#pragma once
// To whom a screen speaks, and about whose record.

#include <optional>
#include <string_view>

#include "portal/model/state.hpp"

namespace hallpass::portal {

// Of the records that are the person's own or their child's; null when it is none of them.
[[nodiscard]] Student const* find_own_or_child(State const& state, std::string_view student_id) noexcept;
// There is a record of the person's own, beside the children's or alone.
[[nodiscard]] bool has_own_record(Me const& me) noexcept;
[[nodiscard]] bool has_children(Me const& me) noexcept;

// Who has seen the record. A student before 18, who may ask for nothing, is not shown that.
[[nodiscard]] bool may_see_log(Student const& student) noexcept;

// What kind of record the screen is about; a student's where it is about none, or about several.
[[nodiscard]] std::optional<RecordKind> kind_on_screen(State const& state) noexcept;
// Staff, and neither whose record it is nor a guardian.
[[nodiscard]] bool looks_as_staff(State const& state, std::string_view student_id) noexcept;
// The same of the record that the screen is about.
[[nodiscard]] bool looks_as_staff(State const& state) noexcept;

}  // namespace hallpass::portal
