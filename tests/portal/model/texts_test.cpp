// Every text, every value of the domain with a text, days and times in words.
#include "portal/model/texts.hpp"

#include "portal/model/words.hpp"
#include "sdk/base/utf8.hpp"
#include "sdk/records/directory.hpp"
#include "sdk/records/sayings.hpp"
#include "sdk/records/triage.hpp"
#include "tests/portal/support/languages.hpp"
#include "tests/support/catch.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

Language const in_english;

Language const& in_spanish() {
  static Language const language = spanish();
  return language;
}

std::string_view english(Text name) {
  return text(in_english, name);
}

}  // namespace

TEST_CASE("every text is said in English, and what another language lacks too") {
  Language const bare{Translation{.tag = "xx", .texts = {"", "Distrito"}, .calendar = {}, .plurals = {}}};
  for (std::size_t i = 0; i < text_count; ++i) {
    auto const name = static_cast<Text>(i);
    CHECK_FALSE(english(name).empty());
    CHECK(find_invalid_utf8(english(name)) == std::string_view::npos);
    CHECK(bare.text(name) == (i == 1 ? "Distrito" : english(name)));
  }
}

TEST_CASE("a number takes its form") {
  Language const en;
  CHECK(text(en, Text::attachments_count, 1, {"1"}) == "1 locked (encrypted) file");
  CHECK(text(en, Text::attachments_count, 0, {"0"}) == "0 locked (encrypted) files");
  CHECK(text(en, Text::attachments_count, 11, {"11"}) == "11 locked (encrypted) files");
  CHECK(text(spanish(), Text::attachments_count, 1, {"1"}) == "1 archivo cifrado");
  CHECK(text(en, Text::queue_overdue, 1, {"1"}) == "1 overdue");
  CHECK(text(en, Text::page_title, 1, {"a", "b"}) == "a – b");
  // As in Russian: 1, 21, 121 one; 2 few; 5, 11 many.
  std::string plurals;
  for (int n = 0; n < 200; ++n) {
    bool const teen = n % 100 >= 11 && n % 100 <= 14;
    plurals += !teen && n % 10 == 1 ? '1' : !teen && n % 10 >= 2 && n % 10 <= 4 ? '3' : '4';
  }
  Language const ru{Translation{.tag = "ru", .texts = {}, .calendar = {}, .plurals = plurals}};
  CHECK(ru.plural(1) == PluralCategory::one);
  CHECK(ru.plural(111) == PluralCategory::many);
  CHECK(ru.plural(1'000'021) == PluralCategory::one);
  CHECK(ru.plural(1'000'012) == PluralCategory::many);
  CHECK(ru.plural(222) == PluralCategory::few);
}

TEST_CASE("values are put in as they are, once") {
  CHECK(text(in_english, Text::page_title, {"{1}", "{0}"}) == "{1} – {0}");
  CHECK(text(in_english, Text::of_child, {"Lucía"}) == "of Lucía");
  CHECK(text(in_english, Text::page_title, {"only one"}) == "only one – {1}");
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
  CHECK(word(std::optional{records::Category::background}) == Text::category_background);
  CHECK(help(std::optional{records::Category::background}) == Text::category_background_help);
  CHECK(records::category_count - 1 == static_cast<std::size_t>(records::Category::background));
  CHECK(word(std::optional<Category>{}) == Text::category_other);
  CHECK(help(std::optional<Category>{}) == Text::category_other_help);
  CHECK(word(std::optional{records::DeletionBasis::california_pupil}) == Text::basis_california);
  CHECK(word(std::optional{records::DeletionBasis::idea}) == Text::basis_idea);
  CHECK(word(std::optional{records::DeletionBasis::policy}) == Text::basis_policy);
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
    bool const found = translated(in_spanish(), said) != said;
    CHECK(found);
    CHECK(translated(in_english, said) == said);
  };
  for (records::Field const& field : records::fields()) {
    known(field.label);
    for (auto const kind : {RecordKind::student, RecordKind::applicant, RecordKind::employee}) {
      known(records::purpose_of(field, kind));
    }
  }
  for (auto const basis : {DeletionBasis::none, DeletionBasis::coppa, DeletionBasis::idea,
                           DeletionBasis::california_pupil, DeletionBasis::policy}) {
    auto const& finding = records::finding(basis);
    known(finding.explanation);
    for (auto const instead : finding.instead) known(instead);
  }
  for (auto const saying : records::sayings::all) known(saying);
  for (auto const& limit : records::opt_out_limits()) known(limit.what);
  CHECK(translated(in_spanish(), "Score: Algebra I") == "Puntaje: Algebra I");
  CHECK(translated(in_spanish(), "Shoe size: 7") == "Shoe size: 7");
  CHECK(translated(in_spanish(), "") == "");
}

TEST_CASE("days and times in words") {
  CivilDate const day{std::chrono::year{2027}, std::chrono::month{1}, std::chrono::day{7}};
  CHECK(day_in_words(in_english, day) == "January 7, 2027");
  CHECK(day_in_words(in_spanish(), day) == "7 de enero de 2027");
  CHECK(day_in_words(in_english, CivilDate{}) == "");
  InstantMs const instant = *parse_instant("2027-01-01T02:05:59Z");
  CHECK(time_in_words(in_english, instant, 0) == "January 1, 2027 at 2:05\u00a0AM");
  CHECK(time_in_words(in_english, instant, -300) == "December 31, 2026 at 9:05\u00a0PM");
  CHECK(time_in_words(in_spanish(), instant, -125) == "1 de enero de 2027, 12:00\u00a0a.\u00a0m.");
  CHECK(time_in_words(in_english, *parse_instant("2027-01-01T12:30:00Z"), 0) == "January 1, 2027 at 12:30\u00a0PM");
  CHECK(format_date(local_day(instant, -300)) == "2026-12-31");
  // No instant is too far away to be said.
  CHECK_FALSE(time_in_words(in_english, std::numeric_limits<InstantMs>::max(), 1440).empty());
  CHECK_FALSE(time_in_words(in_english, std::numeric_limits<InstantMs>::min(), -1440).empty());
}

TEST_CASE("grades") {
  CHECK(grade_in_words(in_english, "05") == "5");
  CHECK(grade_in_words(in_english, "12") == "12");
  CHECK(grade_in_words(in_spanish(), "KG") == "Kínder");
}
