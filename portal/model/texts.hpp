#pragma once
// The portal's texts in its languages (texts.inc), and days and times in words.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "portal/model/state.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

enum class Text : std::uint16_t {
#define HALLPASS_TEXT(name, english, spanish) name,
#include "portal/model/texts.inc"
#undef HALLPASS_TEXT
  count_  // not a text
};
inline constexpr std::size_t text_count = static_cast<std::size_t>(Text::count_);

[[nodiscard]] std::string_view text(Language language, Text name) noexcept;
// With {0}, {1} … replaced by the values, which are taken as they are.
[[nodiscard]] std::string text(Language language, Text name, std::initializer_list<std::string_view> values);

// What the district's server says in English and texts.inc knows (labels, purposes, findings; also with something
// after ": "), in that language; anything else as it is.
[[nodiscard]] std::string translated(Language language, std::string_view english);

// The language's own name, never translated, and its BCP 47 tag.
[[nodiscard]] std::string_view name_of(Language language) noexcept;
[[nodiscard]] std::string_view tag_of(Language language) noexcept;
// Of a locale as the browser names it: "es-MX" is Spanish, everything else English.
[[nodiscard]] Language language_of(std::string_view locale) noexcept;

// "January 7, 2027"; "7 de enero de 2027".
[[nodiscard]] std::string day_in_words(Language language, CivilDate day);
// "January 7, 2027, 3:05 PM"; "7 de enero de 2027, 3:05 p. m.". offset: local time minus UTC, in minutes.
[[nodiscard]] std::string time_in_words(Language language, InstantMs instant, std::int32_t offset_minutes);
// The local day of an instant.
[[nodiscard]] CivilDate local_day(InstantMs instant, std::int32_t offset_minutes) noexcept;

}  // namespace hallpass::portal
