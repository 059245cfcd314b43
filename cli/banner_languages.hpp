#pragma once
// What the banner says in each language: the standard texts that ship with Hallpass (web/banner/texts), and over them
// whatever the policy says itself. And what stands in a held frame's place, which is always the standard text.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

inline constexpr std::array<std::string_view, 5> placeholder_keys{"from", "held", "unknown", "show", "once"};

struct BannerLanguage {
  policy::Texts texts;                   // every key the banner shows is there
  std::string purpose_language;          // the policy's default where it says nothing in this language
  std::vector<std::string> placeholder;  // by placeholder_keys; in English where there is no standard text
  std::string placeholder_language;
};

// The policy's own languages first, its default at the front; then those of its "languages", or every standard one.
// `standard`: banner-texts.json, {"LANGUAGE": {"review": …, "banner": {"KEY": …}, "placeholder": …}}.
// Errors: invalid_argument, `where` in the policy: a language that neither side has texts for.
[[nodiscard]] Result<std::vector<BannerLanguage>> banner_languages(policy::Policy const& policy,
                                                                   std::string_view standard);

// For a tag such as "ar" or "fa-AF".
[[nodiscard]] bool is_right_to_left(std::string_view language);

}  // namespace hallpass::cli
