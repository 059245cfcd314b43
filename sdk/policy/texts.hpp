#pragma once
// Every word the product shows a visitor, in one language.

#include <array>
#include <functional>
#include <map>

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

// Texts that no person has read yet are marked so, and shown so in `hallpass check`.
enum class Review : std::uint8_t { person, none };

// What the banner says, by the keys below. A policy gives what should differ from the standard texts
// (web/banner/texts). Plain text, no markup. `{…}` are the only placeholders: {controller}, {purpose}, {vendor},
// {date}, {host}.
using BannerTexts = std::map<std::string, std::string, std::less<>>;

// web/banner/words.ts has the same order.
inline constexpr std::array<std::string_view, 29> banner_keys{
    "title", "body", "accept", "reject",
    "preferences",  // opens the second layer
    "preferences_title", "save", "back",
    "understood",  // after a notice that asks nothing
    // Beside a purpose: the decision's reason, by its own name; signal_denied stands for gpc and dnt.
    "strictly_necessary", "audience_bars", "under_age", "signal_denied", "visitor_granted", "visitor_denied",
    "default_granted", "default_denied",
    // The signal was seen and honoured.
    "gpc_notice", "dnt_notice", "vendors", "opt_out", "privacy_statement",
    "withdraw",  // the always visible control
    "do_not_sell", "do_not_sell_done",
    // After a withdrawal: what has started runs until the page is loaded again.
    "reload_notice", "reload",
    // The site's own pages say these.
    "cookie_statement", "leaving_notice"};
inline constexpr std::size_t shown_banner_keys = banner_keys.size() - 2;

struct PurposeText {
  Id purpose;
  std::string name;
  std::string description;
};

struct TechnologyText {
  Id technology;
  std::string description;
};

struct Texts {
  LanguageTag language;
  Review review = Review::none;
  BannerTexts banner;
  std::vector<PurposeText> purposes;         // every purpose once
  std::vector<TechnologyText> technologies;  // every technology once
};

}  // namespace hallpass::policy
