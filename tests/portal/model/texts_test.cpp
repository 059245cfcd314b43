// Every text in both languages, every value of the domain with a text, days and times in words.
#include "portal/model/texts.hpp"

#include <set>

#include "portal/model/words.hpp"
#include "sdk/base/utf8.hpp"
#include "sdk/records/sayings.hpp"
#include "sdk/records/triage.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

std::set<char> slots(std::string_view pattern) {
  std::set<char> out;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    if (pattern[i] == '{' && pattern[i + 2] == '}') out.insert(pattern[i + 1]);
  }
  return out;
}

std::string_view english(Text name) {
  return text(Language::english, name);
}

}  // namespace

TEST_CASE("every text stands in both languages with the same values to put in") {
  for (std::size_t i = 0; i < text_count; ++i) {
    auto const name = static_cast<Text>(i);
    auto const in_english = english(name);
    auto const in_spanish = text(Language::spanish, name);
    INFO(in_english);
    CHECK_FALSE(in_english.empty());
    CHECK_FALSE(in_spanish.empty());
    CHECK(find_invalid_utf8(in_english) == std::string_view::npos);
    CHECK(find_invalid_utf8(in_spanish) == std::string_view::npos);
    CHECK(slots(in_english) == slots(in_spanish));
    CHECK(in_spanish.find("TODO") == std::string_view::npos);
    // What is longer than a word or two must have been translated.
    if (in_english.size() > 20 && slots(in_english).empty()) CHECK(in_english != in_spanish);
  }
}

TEST_CASE("values are put in as they are, once") {
  CHECK(text(Language::english, Text::page_title, {"{1}", "{0}"}) == "{1} – {0}");
  CHECK(text(Language::english, Text::of_child, {"Lucía"}) == "of Lucía");
  CHECK(text(Language::english, Text::page_title, {"only one"}) == "only one – {1}");
}

TEST_CASE("states, categories and bases are said by their own texts") {
  for (std::size_t i = 0; i < records::state_count; ++i) {
    auto const state = static_cast<records::State>(i);
    INFO(records::to_string(state));
    CHECK(english(word(std::optional{state})) != english(Text::state_other));
  }
  CHECK(word(std::optional{records::State::draft}) == Text::state_draft);
  CHECK(word(std::optional{records::State::triaged}) == Text::state_triaged);
  CHECK(word(std::optional{records::State::refused}) == Text::state_refused);
  CHECK(word(std::optional{records::State::approved}) == Text::state_approved);
  CHECK(word(std::optional{records::State::withdrawn}) == Text::state_withdrawn);
  CHECK(records::state_count - 1 == static_cast<std::size_t>(records::State::withdrawn));
  CHECK(word(std::optional{records::Category::accounts}) == Text::category_accounts);
  CHECK(help(std::optional{records::Category::accounts}) == Text::category_accounts_help);
  CHECK(records::category_count - 1 == static_cast<std::size_t>(records::Category::accounts));
  CHECK(word(std::optional<Category>{}) == Text::category_other);
  CHECK(help(std::optional<Category>{}) == Text::category_other_help);
  CHECK(word(std::optional{records::DeletionBasis::california_pupil}) == Text::basis_california);
  CHECK(word(std::optional{records::DeletionBasis::idea}) == Text::basis_idea);
  CHECK(word(std::optional{records::RequestKind::deletion}) == Text::kind_deletion);
  CHECK(word(records::Event::submit) == Text::event_submit);
  CHECK(word(records::Event::confirm) == Text::event_confirm);
  CHECK(help(records::Event::confirm) == Text::event_confirm_help);
  CHECK(word(records::Event::attach_statement) == Text::event_attach_statement);
  CHECK(word(records::Event::extend) == Text::event_extend);
  CHECK(records::event_count - 1 == static_cast<std::size_t>(records::Event::extend));
}

TEST_CASE("what the district's own rules say in English is known in Spanish") {
  auto const known = [](std::string_view said) {
    INFO(said);
    bool const found = translated(Language::spanish, said) != said;
    CHECK(found);
    CHECK(translated(Language::english, said) == said);
  };
  for (records::Field const& field : records::fields()) {
    known(field.label);
    known(field.purpose);
  }
  for (auto const basis :
       {DeletionBasis::none, DeletionBasis::coppa, DeletionBasis::idea, DeletionBasis::california_pupil}) {
    auto const& finding = records::finding(basis);
    known(finding.explanation);
    for (auto const instead : finding.instead) known(instead);
  }
  for (auto const saying : records::sayings::all) known(saying);
  CHECK(translated(Language::spanish, "Score: Algebra I") == "Puntaje: Algebra I");
  CHECK(translated(Language::spanish, "Shoe size: 7") == "Shoe size: 7");
  CHECK(translated(Language::spanish, "") == "");
}

TEST_CASE("days and times in words") {
  CivilDate const day{std::chrono::year{2027}, std::chrono::month{1}, std::chrono::day{7}};
  CHECK(day_in_words(Language::english, day) == "January 7, 2027");
  CHECK(day_in_words(Language::spanish, day) == "7 de enero de 2027");
  CHECK(day_in_words(Language::english, CivilDate{}) == "");
  InstantMs const instant = *parse_instant("2027-01-01T02:05:59Z");
  CHECK(time_in_words(Language::english, instant, 0) == "January 1, 2027, 2:05\u00a0AM");
  CHECK(time_in_words(Language::english, instant, -300) == "December 31, 2026, 9:05\u00a0PM");
  CHECK(time_in_words(Language::spanish, instant, -125) == "1 de enero de 2027, 12:00\u00a0a. m.");
  CHECK(time_in_words(Language::english, *parse_instant("2027-01-01T12:30:00Z"), 0) ==
        "January 1, 2027, 12:30\u00a0PM");
  CHECK(format_date(local_day(instant, -300)) == "2026-12-31");
  // No instant is too far away to be said.
  CHECK_FALSE(time_in_words(Language::english, std::numeric_limits<InstantMs>::max(), 1440).empty());
  CHECK_FALSE(time_in_words(Language::english, std::numeric_limits<InstantMs>::min(), -1440).empty());
}

TEST_CASE("languages and grades") {
  CHECK(language_of("es") == Language::spanish);
  CHECK(language_of("es-MX") == Language::spanish);
  CHECK(language_of("en-US") == Language::english);
  CHECK(language_of("est") == Language::english);
  CHECK(language_of("") == Language::english);
  CHECK(grade_in_words(Language::english, "05") == "5");
  CHECK(grade_in_words(Language::english, "12") == "12");
  CHECK(grade_in_words(Language::spanish, "KG") == "Kínder");
}
