#include "portal/model/texts.hpp"

#include <array>
#include <chrono>

namespace hallpass::portal {
namespace {

struct Row {
  std::string_view english;
  std::string_view spanish;
};

constexpr std::array<Row, text_count> rows{{
#define HALLPASS_TEXT(name, english, spanish) {english, spanish},
#include "portal/model/texts.inc"
#undef HALLPASS_TEXT
}};

// Dates a hostile answer may hold stay inside what the calendar arithmetic can do.
constexpr InstantMs max_instant = 253'402'300'799'999;  // end of the year 9999

std::chrono::sys_time<std::chrono::milliseconds> local(InstantMs instant, std::int32_t offset_minutes) noexcept {
  InstantMs const clamped = instant < 0 ? 0 : instant > max_instant ? max_instant : instant;
  return std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{clamped} +
                                                          std::chrono::minutes{offset_minutes}};
}

}  // namespace

std::string_view text(Language language, Text name) noexcept {
  Row const& row = rows[static_cast<std::size_t>(name)];
  return language == Language::spanish ? row.spanish : row.english;
}

std::string text(Language language, Text name, std::initializer_list<std::string_view> values) {
  std::string_view const pattern = text(language, name);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    bool const slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    auto const index = slot ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index < values.size()) {
      out += values.begin()[index];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::string translated(Language language, std::string_view english) {
  auto const find = [&](std::string_view part) -> std::string_view {
    for (auto i = static_cast<std::size_t>(Text::said_by_district); i < text_count; ++i) {
      if (rows[i].english == part) return text(language, static_cast<Text>(i));
    }
    return {};
  };
  if (auto const whole = find(english); !whole.empty()) return std::string{whole};
  auto const colon = english.find(": ");
  if (colon == std::string_view::npos) return std::string{english};
  auto const head = find(english.substr(0, colon));
  return head.empty() ? std::string{english} : std::string{head}.append(english.substr(colon));
}

std::string_view name_of(Language language) noexcept {
  return language == Language::spanish ? "Español" : "English";
}

std::string_view tag_of(Language language) noexcept {
  return language == Language::spanish ? "es" : "en";
}

Language language_of(std::string_view locale) noexcept {
  bool const spanish = locale == "es" || locale.starts_with("es-");
  return spanish ? Language::spanish : Language::english;
}

std::string day_in_words(Language language, CivilDate day) {
  if (!day.ok()) return {};
  auto const month = static_cast<Text>(static_cast<unsigned>(Text::january) + static_cast<unsigned>(day.month()) - 1);
  return text(language, Text::date,
              {std::to_string(static_cast<unsigned>(day.day())), text(language, month),
               std::to_string(static_cast<int>(day.year()))});
}

std::string time_in_words(Language language, InstantMs instant, std::int32_t offset_minutes) {
  auto const time = local(instant, offset_minutes);
  auto const day = std::chrono::floor<std::chrono::days>(time);
  auto const minutes = std::chrono::floor<std::chrono::minutes>(time - day).count();
  auto const hour = minutes / 60 % 12 == 0 ? 12 : minutes / 60 % 12;
  std::string clock = std::to_string(hour) + (minutes % 60 < 10 ? ":0" : ":") + std::to_string(minutes % 60) + "\u00a0";
  clock += text(language, minutes < std::int64_t{12} * 60 ? Text::morning : Text::afternoon);
  return text(language, Text::date_time, {day_in_words(language, CivilDate{day}), clock});
}

CivilDate local_day(InstantMs instant, std::int32_t offset_minutes) noexcept {
  return CivilDate{std::chrono::floor<std::chrono::days>(local(instant, offset_minutes))};
}

}  // namespace hallpass::portal
