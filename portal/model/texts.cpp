#include "portal/model/texts.hpp"

#include <array>
#include <chrono>

namespace hallpass::portal {
namespace {

// Dates a hostile answer may hold stay inside what the calendar arithmetic can do.
constexpr InstantMs max_instant = 253'402'300'799'999;  // end of the year 9999

std::chrono::sys_time<std::chrono::milliseconds> local(InstantMs instant, std::int32_t offset_minutes) noexcept {
  InstantMs const clamped = instant < 0 ? 0 : instant > max_instant ? max_instant : instant;
  return std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{clamped} +
                                                          std::chrono::minutes{offset_minutes}};
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
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

constexpr std::array<std::string_view, 6> category_names{"zero", "one", "two", "few", "many", "other"};

// The form after "name=", up to the next '|'; empty when there is none.
std::string_view form_of(std::string_view forms, std::string_view name) {
  while (!forms.empty()) {
    auto const end = std::min(forms.find('|'), forms.size());
    std::string_view const form = forms.substr(0, end);
    if (form.starts_with(name) && form.substr(name.size()).starts_with('=')) return form.substr(name.size() + 1);
    forms.remove_prefix(std::min(end + 1, forms.size()));
  }
  return {};
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string_view month_of(Calendar const& calendar, CivilDate day) {
  return calendar.months.at(static_cast<unsigned>(day.month()) - 1);
}

}  // namespace

std::string_view text(Language const& language, Text name) noexcept {
  return language.text(name);
}

std::string text(Language const& language, Text name, std::initializer_list<std::string_view> values) {
  return filled(language.text(name), values);
}

std::string text(Language const& language, Text name, std::uint64_t count,
                 std::initializer_list<std::string_view> values) {
  std::string_view const forms = language.text(name);
  std::string_view form = form_of(forms, category_names.at(static_cast<std::size_t>(language.plural(count))));
  if (form.empty()) form = form_of(forms, "other");
  return filled(form.empty() ? forms : form, values);
}

std::string translated(Language const& language, std::string_view english) {
  static Language const in_english;
  auto const find = [&](std::string_view part) -> std::string_view {
    for (auto i = static_cast<std::size_t>(Text::said_by_district); i < text_count; ++i) {
      auto const name = static_cast<Text>(i);
      if (in_english.text(name) == part) return language.text(name);
    }
    return {};
  };
  if (auto const whole = find(english); !whole.empty()) return std::string{whole};
  auto const colon = english.find(": ");
  if (colon == std::string_view::npos) return std::string{english};
  auto const head = find(english.substr(0, colon));
  return head.empty() ? std::string{english} : std::string{head}.append(english.substr(colon));
}

std::string day_in_words(Language const& language, CivilDate day) {
  if (!day.ok()) return {};
  Calendar const& calendar = language.calendar();
  return filled(calendar.date, {std::to_string(static_cast<unsigned>(day.day())), month_of(calendar, day),
                                std::to_string(static_cast<int>(day.year()))});
}

std::string time_in_words(Language const& language, InstantMs instant, std::int32_t offset_minutes) {
  auto const time = local(instant, offset_minutes);
  auto const start_of_day = std::chrono::floor<std::chrono::days>(time);
  auto const minutes = std::chrono::floor<std::chrono::minutes>(time - start_of_day).count();
  CivilDate const day{start_of_day};
  Calendar const& calendar = language.calendar();
  auto hour = minutes / 60;
  if (calendar.twelve_hours) hour = hour % 12 == 0 ? 12 : hour % 12;
  return filled(
      calendar.date_time,
      {std::to_string(static_cast<unsigned>(day.day())), month_of(calendar, day),
       std::to_string(static_cast<int>(day.year())), calendar.two_digit_hours ? two_digits(hour) : std::to_string(hour),
       two_digits(minutes % 60), minutes < std::int64_t{12} * 60 ? calendar.am : calendar.pm});
}

CivilDate local_day(InstantMs instant, std::int32_t offset_minutes) noexcept {
  return CivilDate{std::chrono::floor<std::chrono::days>(local(instant, offset_minutes))};
}

}  // namespace hallpass::portal
