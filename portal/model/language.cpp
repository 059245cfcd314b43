#include "portal/model/language.hpp"

#include <utility>

namespace hallpass::portal {
namespace {

constexpr std::array<std::string_view, text_count> english_texts{{
#define HALLPASS_TEXT(name, english) english,
#include "portal/model/texts.inc"
#undef HALLPASS_TEXT
}};

Translation english() {
  return {.tag = "en",
          .texts = {},
          .calendar = {.months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                  "October", "November", "December"},
                       .date = "{1} {0}, {2}",
                       .date_time = "{1} {0}, {2} at {3}:{4}\u00a0{5}",
                       .am = "AM",
                       .pm = "PM"},
          .plurals = "51"};
}

}  // namespace

Language::Language() : translation_{std::make_shared<Translation const>(english())} {}

Language::Language(Translation translation)
    : translation_{std::make_shared<Translation const>(std::move(translation))} {}

std::string_view Language::text(Text name) const noexcept {
  auto const index = static_cast<std::size_t>(name);
  auto const& texts = translation_->texts;
  return index < texts.size() && !texts[index].empty() ? std::string_view{texts[index]} : english_texts[index];
}

PluralCategory Language::plural(std::uint64_t count) const noexcept {
  auto const index = static_cast<std::size_t>(count < 200 ? count : 100 + count % 100);
  std::string const& plurals = translation_->plurals;
  char const digit = index < plurals.size() ? plurals[index] : '5';
  return digit >= '0' && digit < '5' ? static_cast<PluralCategory>(digit - '0') : PluralCategory::other;
}

}  // namespace hallpass::portal
