#pragma once
// One privacy policy, as plain values: what docs/policy.schema.json describes and sdk/policy/read.hpp reads.
//
// Every list keeps the order of the file. Where one entry names another it holds that entry's id; after a successful
// read every such id resolves, every id is unique in its list, and every text is valid UTF-8.
// Values only: safe to share between threads when const.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/policy/duties.hpp"
#include "sdk/policy/parts.hpp"
#include "sdk/policy/people.hpp"
#include "sdk/policy/purposes.hpp"
#include "sdk/policy/regions.hpp"
#include "sdk/policy/statement.hpp"
#include "sdk/policy/texts.hpp"

namespace hallpass::policy {

// Third parties that no technology names: held back from every visitor, or let through.
enum class UnknownThirdParties : std::uint8_t { deny, allow };

// How a choice made on one of the controller's sites comes to another that shares no cookie with it.
struct HandOver {
  std::vector<std::string> sites;  // origins, all of them
  std::vector<std::string> keys;   // Ed25519 public keys of their servers, base64url; any of them speaks for any site
};

// What Google's tags are told beside the consent types.
// https://developers.google.com/tag-platform/security/guides/consent
struct GoogleTags {
  std::uint32_t wait_for_update_ms = 0;  // how long tags wait for a choice; 0: they do not
  bool ads_data_redaction = false;       // ad requests without identifiers while ad_storage is denied
  bool url_passthrough = false;          // ad clicks in addresses instead of cookies
};

// Where the visitor's choices are kept on a site.
struct ConsentStorage {
  std::string cookie_name;    // an RFC 6265 token
  std::string cookie_domain;  // a host: what is below it shares the choice; empty: each host has its own
  Duration lifetime;          // refusal and acceptance alike
  std::string receipt_url;    // POST target for receipts, absolute path or https URL; empty: none is sent
  UnknownThirdParties unknown_third_parties = UnknownThirdParties::deny;
  std::optional<HandOver> hand_over;
  std::optional<GoogleTags> google_tags;
  bool modal = false;  // the page waits while the banner asks
};

struct Policy {
  std::string version;         // free text, e.g. "2026.1"; changes whenever anything in the file does
  std::uint32_t revision = 1;  // counts published versions, 1…65,535; the compiled image carries it
  // Material changes are announced on `notice_date` before they take effect on `effective_date`.
  CivilDate notice_date{};
  CivilDate effective_date{};

  Controller controller;
  Contact contact;
  std::optional<DisputeResolver> dispute_resolver;
  Statement statement;

  std::vector<Audience> audiences;
  std::vector<DataCategory> data_categories;
  std::vector<Collection> collections;  // which category is collected from which audience, and how

  std::vector<Purpose> purposes;
  std::vector<Technology> technologies;
  std::vector<Vendor> vendors;
  std::vector<Partner> partners;
  std::vector<Disclosure> disclosures;

  std::vector<Regime> regimes;
  std::vector<Region> regions;
  UnknownRegion unknown_region;
  SignalRule gpc;
  SignalRule dnt;
  DntStatus dnt_status = DntStatus::disregarding;  // what /.well-known/dnt/ answers; agrees with dnt.response

  Children children;
  Authorisations authorisations;
  Marketing marketing;
  Advertising advertising;
  std::vector<Retention> retention;
  std::vector<Right> rights;
  std::vector<Addendum> addenda;

  ConsentStorage consent;
  std::vector<Recipient> recipients;
  std::vector<Form> forms;
  std::vector<Texts> texts;            // the first is the default language
  std::vector<std::string> languages;  // the banner's beside those of `texts`; empty: every one that ships

  // nullptr where the id names nothing. The pointer lives as long as this Policy is not changed.
  [[nodiscard]] Audience const* find_audience(std::string_view id) const noexcept;
  [[nodiscard]] DataCategory const* find_data_category(std::string_view id) const noexcept;
  [[nodiscard]] Purpose const* find_purpose(std::string_view id) const noexcept;
  [[nodiscard]] Vendor const* find_vendor(std::string_view id) const noexcept;
  [[nodiscard]] Regime const* find_regime(std::string_view id) const noexcept;
  [[nodiscard]] Recipient const* find_recipient(std::string_view id) const noexcept;
  [[nodiscard]] Passage const* find_passage(std::string_view id) const noexcept;
  [[nodiscard]] Texts const* find_texts(std::string_view language) const noexcept;

  // Whether a technology serves this purpose: only then a visitor is asked about it.
  [[nodiscard]] bool is_asked(std::string_view purpose) const noexcept;
};

}  // namespace hallpass::policy
