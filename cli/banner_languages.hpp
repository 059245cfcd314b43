#pragma once
// What the banner says in each language: the standard texts that ship with Hallpass (web/banner/texts), and over them
// whatever the policy says itself.

#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/result.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

struct BannerLanguage {
  policy::Texts texts;           // every key the banner shows is there
  std::string purpose_language;  // the policy's default where it says nothing in this language
};

// The policy's own languages first, its default at the front; then those of its "languages", or every standard one.
// `standard`: banner-texts.json, {"LANGUAGE": {"review": …, "banner": {"KEY": …}}}.
// Errors: invalid_argument, `where` in the policy: a language that neither side has texts for.
[[nodiscard]] Result<std::vector<BannerLanguage>> banner_languages(policy::Policy const& policy,
                                                                   std::string_view standard);

// For a tag such as "ar" or "fa-AF".
[[nodiscard]] bool is_right_to_left(std::string_view language);

}  // namespace hallpass::cli
