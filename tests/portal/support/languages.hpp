#pragma once
// The portal's translations as the page hands them over, read from web/portal/texts.

#include <boost/json.hpp>

#include <array>
#include <string>
#include <string_view>

#include "portal/model/language.hpp"
#include "tests/support/files.hpp"

namespace hallpass::portal {

inline constexpr std::array<std::string_view, text_count> text_names{{
#define HALLPASS_TEXT(name, english) #name,
#include "portal/model/texts.inc"
#undef HALLPASS_TEXT
}};

inline Language spanish() {
  auto const file = boost::json::parse(read_source_file("web/portal/texts/es.json"));
  auto const& texts = file.at("texts").as_object();
  Translation translation{.tag = "es",
                          .texts = {},
                          .calendar = {.months = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
                                                  "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
                                       .date = "{0} de {1} de {2}",
                                       .date_time = "{0} de {1} de {2}, {3}:{4}\u00a0{5}",
                                       .am = "a.\u00a0m.",
                                       .pm = "p.\u00a0m."},
                          .plurals = "51"};
  for (auto const name : text_names) {
    auto const* const found = texts.if_contains(name);
    std::string& text = translation.texts.emplace_back();
    if (found == nullptr) continue;
    if (found->is_string()) {
      text = found->as_string();
      continue;
    }
    for (auto const& [category, form] : found->as_object()) {
      if (!text.empty()) text += '|';
      text += std::string{category} + "=" + std::string{form.as_string()};
    }
  }
  return Language{std::move(translation)};
}

}  // namespace hallpass::portal
