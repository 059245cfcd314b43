#pragma once
// Every word the product shows a visitor, in one language.

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

// Texts that no person has read yet are marked so, and shown so in `hallpass check`.
enum class Review : std::uint8_t { person, none };

// Plain text, no markup. `{…}` are the only placeholders: {controller}, {purpose}, {vendor}, {date}, {host}.
struct BannerTexts {
  std::string title;
  std::string body;
  std::string accept;
  std::string reject;
  std::string preferences;  // opens the second layer
  std::string preferences_title;
  std::string save;
  std::string back;
  std::string always_on;  // beside a strictly necessary purpose
  std::string forbidden;  // beside a purpose that is barred here
  std::string allow;      // a toggle's two states
  std::string deny;
  std::string gpc_notice;         // GPC was seen and honoured
  std::string dnt_notice;         // DNT was seen and honoured
  std::string signal_denied;      // beside a purpose that a signal denied
  std::string vendors;            // "Who takes part": opens the list
  std::string cookie_statement;   // link
  std::string privacy_statement;  // link
  std::string withdraw;           // the always visible control
  std::string do_not_sell;        // link and its answer
  std::string do_not_sell_done;
  std::string reload_notice;   // after a withdrawal: what has started runs until the page is loaded again
  std::string reload;          // the button for that
  std::string leaving_notice;  // before a link to another site
};

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
