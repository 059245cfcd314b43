#pragma once
// The portal's texts with their values put in, and days and times in words.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "portal/model/language.hpp"
#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

[[nodiscard]] std::string_view text(Language const& language, Text name) noexcept;
// With {0}, {1} … replaced by the values, which are taken as they are.
[[nodiscard]] std::string text(Language const& language, Text name, std::initializer_list<std::string_view> values);
// Of a text with plural forms ("one={0} file|other={0} files", CLDR's categories) the form for this number.
[[nodiscard]] std::string text(Language const& language, Text name, std::uint64_t count,
                               std::initializer_list<std::string_view> values);

// What the district's server says in English and texts.inc knows (labels, purposes, findings; also with something
// after ": "), in that language; anything else as it is.
[[nodiscard]] std::string translated(Language const& language, std::string_view english);

// "January 7, 2027"; "7 de enero de 2027".
[[nodiscard]] std::string day_in_words(Language const& language, CivilDate day);
// "January 7, 2027 at 3:05 PM". offset: local time minus UTC, in minutes.
[[nodiscard]] std::string time_in_words(Language const& language, InstantMs instant, std::int32_t offset_minutes);
// The local day of an instant.
[[nodiscard]] CivilDate local_day(InstantMs instant, std::int32_t offset_minutes) noexcept;

}  // namespace hallpass::portal
