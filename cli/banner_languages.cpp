#include "cli/banner_languages.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <span>

namespace hallpass::cli {

namespace json = boost::json;
using policy::Policy;
using policy::Review;

namespace {

std::string_view primary(std::string_view language) {
  return language.substr(0, language.find('-'));
}

// Of the language itself, or of the only one that differs in script or region; nullptr where there is none.
json::object const* find_standard(json::object const& standard, std::string_view language) {
  if (auto const* exact = standard.if_contains(language)) return exact->if_object();
  json::object const* found = nullptr;
  for (auto const& [tag, value] : standard) {
    if (primary(tag) != primary(language)) continue;
    if (found != nullptr) return nullptr;
    found = value.if_object();
  }
  return found;
}

std::string text_of(json::object const& texts, std::string_view key) {
  auto const* value = texts.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

Result<BannerLanguage> complete(Policy const& policy, json::object const& standard, std::string const& language) {
  auto const* const own = policy.find_texts(language);
  auto const* const ours = find_standard(standard, language);
  if (own == nullptr && ours == nullptr) {
    return fail(ErrorCode::invalid_argument, "/languages",
                "there are no texts in \"" + language + "\": add them to /texts");
  }
  BannerLanguage made{own == nullptr ? policy.texts.front() : *own, {}, {}, {}};
  made.purpose_language = made.texts.language;
  made.texts.language = language;
  if (own == nullptr) made.texts.banner.clear();
  if (ours != nullptr) {
    if (text_of(*ours, "review") != "person") made.texts.review = Review::none;
    for (auto const& [key, text] : ours->at("banner").as_object()) {
      made.texts.banner.try_emplace(std::string{key}, text.as_string());
    }
  }
  for (auto const key : std::span{policy::banner_keys}.first(policy::shown_banner_keys)) {
    if (!made.texts.banner.contains(key)) {
      return fail(ErrorCode::invalid_argument, "/texts/" + language + "/banner",
                  "there are no standard texts in this language: write \"" + std::string{key} + "\" too");
    }
  }
  made.placeholder_language = ours == nullptr ? "en" : language;
  auto const& words = (ours == nullptr ? standard.at("en").as_object() : *ours).at("placeholder").as_object();
  for (auto const key : placeholder_keys) made.placeholder.push_back(text_of(words, key));
  return made;
}

}  // namespace

Result<std::vector<BannerLanguage>> banner_languages(Policy const& policy, std::string_view standard) {
  boost::system::error_code error;
  auto const value = json::parse(standard, error);
  if (error || !value.is_object()) {
    return fail(ErrorCode::invalid_argument, "banner-texts.json", "is no JSON object: build the web parts again");
  }
  auto const& parsed = value.get_object();
  std::vector<std::string> wanted;
  auto const want = [&wanted](std::string_view language) {
    if (std::ranges::find(wanted, language) == wanted.end()) wanted.emplace_back(language);
  };
  for (auto const& texts : policy.texts) want(texts.language);
  for (auto const& language : policy.languages) want(language);
  if (policy.languages.empty()) {
    for (auto const& [tag, texts] : parsed) want(tag);
  }
  std::vector<BannerLanguage> languages;
  for (auto const& language : wanted) {
    HALLPASS_TRY(made, complete(policy, parsed, language));
    languages.push_back(made);
  }
  return languages;
}

// https://www.w3.org/International/questions/qa-scripts
bool is_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 6> languages{"ar", "fa", "he", "ps", "ur", "yi"};
  return std::ranges::find(languages, primary(language)) != languages.end();
}

}  // namespace hallpass::cli
