#pragma once
// Hiding what a record says about somebody else: a parent may inspect only the specific information about their own
// child (34 CFR 99.12(a)).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sdk/records/category.hpp"

namespace hallpass::records {

// Stands in the place of what is hidden, whatever its length.
inline constexpr std::string_view redaction_mark = "[***]";

// Why a part may be hidden. FERPA knows one reason before college; nothing else may be kept from a parent.
enum class RedactionReason : std::uint8_t { another_student };
[[nodiscard]] std::string_view to_string(RedactionReason reason) noexcept;
[[nodiscard]] std::optional<RedactionReason> parse_redaction_reason(std::string_view word) noexcept;
// English, for the parent; the portal translates it.
[[nodiscard]] std::string_view explanation_of(RedactionReason reason) noexcept;
[[nodiscard]] std::string_view source_of(RedactionReason reason) noexcept;

enum class RedactionEvent : std::uint8_t { redact, lift };
[[nodiscard]] std::string_view to_string(RedactionEvent event) noexcept;
[[nodiscard]] std::optional<RedactionEvent> parse_redaction_event(std::string_view word) noexcept;

// Whether a field can speak of somebody else at all: name, birth date, school and grade are the student's own.
[[nodiscard]] bool may_speak_of_others(Field const& field) noexcept;

// The text with the mark in the place of each part, wherever it occurs; parts that overlap or touch are one.
[[nodiscard]] std::string redacted(std::string_view text, std::span<std::string const> parts);

// What an entry says now. Where a part does not occur in it any more, the entry has changed and nobody has looked at
// what it says of others since: then all of it is hidden.
[[nodiscard]] std::string redacted_value(std::string_view value, std::span<std::string const> parts);

// What somebody who saw redacted_value() wants it to say, made whole: each mark stands for what it hid. None when a
// mark is missing or was added, so that nothing is overwritten that its writer could not see.
[[nodiscard]] std::optional<std::string> restored(std::string_view value, std::span<std::string const> parts,
                                                  std::string_view wanted);

}  // namespace hallpass::records
