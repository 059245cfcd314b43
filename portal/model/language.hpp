#pragma once
// A language of the portal: its texts, how it writes days and times, and which form of a text a number takes. English
// is compiled in (texts.inc); the host page hands over the others (web/portal/languages.ts).

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::portal {

enum class Text : std::uint16_t {
#define HALLPASS_TEXT(name, english) name,
#include "portal/model/texts.inc"
#undef HALLPASS_TEXT
  count_  // not a text
};
inline constexpr std::size_t text_count = static_cast<std::size_t>(Text::count_);

// How a language writes days and times (Gregorian calendar, Latin digits), as the browser's Intl does.
struct Calendar {
  std::array<std::string, 12> months;
  std::string date;       // {0} day, {1} month's name, {2} year
  std::string date_time;  // the same and {3} hour, {4} minute, {5} AM or PM
  std::string am;
  std::string pm;
  bool twelve_hours = true;
  bool two_digit_hours = false;
};

// The plural categories of CLDR, in the order of `Translation::plurals`.
enum class PluralCategory : std::uint8_t { zero, one, two, few, many, other };

// Another language than English, as the host hands it over.
struct Translation {
  std::string tag;                 // BCP 47: "es", "zh-Hans"
  std::vector<std::string> texts;  // in the order of texts.inc; what is empty or missing is said in English
  Calendar calendar;
  // For 0 … 199, the category as a digit: CLDR's rules for whole numbers look at no more than n mod 100 from there on.
  // Shorter: every number past the end is `other`.
  std::string plurals;
};

// A value; copies share the texts.
class Language {
 public:
  Language();  // English as in the US
  // English takes only the calendar of it: British English writes other dates.
  explicit Language(Translation translation);

  [[nodiscard]] std::string_view tag() const noexcept { return translation_->tag; }
  // Valid as long as a copy of this language.
  [[nodiscard]] std::string_view text(Text name) const noexcept;
  [[nodiscard]] Calendar const& calendar() const noexcept { return translation_->calendar; }
  [[nodiscard]] PluralCategory plural(std::uint64_t count) const noexcept;

 private:
  std::shared_ptr<Translation const> translation_;
};

// A language that the host has, by its own name ("Español").
struct LanguageName {
  std::string tag;
  std::string name;
};

}  // namespace hallpass::portal
