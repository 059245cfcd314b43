#pragma once
// What the consent cookie means to a server that cannot run the core: which purposes a request's visitor has granted,
// as an ordered list of regular expressions over one line of text. The same list is written for nginx and for
// JavaScript, and tests/cli compares it with decide().
//
// The line (all of it from the server, or brought into this form first):  REGIME AUDIENCE GPC DNT RECORD
//   REGIME    the id of the regime that holds in the visitor's region
//   AUDIENCE  the id of the page's audience, or `other_audience` for a word that the policy does not know
//   GPC, DNT  1 when the request carries the signal, else 0
//   RECORD    the consent cookie's value when it is well-formed (sdk/consent/record.hpp), else empty
// A server does not know a visitor's age, and a cookie's expiry is the browser's to keep: the gate judges both again.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

inline constexpr std::string_view other_audience = "OTHER";

// The first rule whose pattern is found in the line decides; without one the purpose is denied.
struct HeaderRule {
  std::string pattern;  // in the common subset of PCRE and JavaScript
  bool grants;
};

// Hosts that the record can refuse by themselves, although it grants their purpose.
struct VendorHosts {
  std::string vendor;
  std::string refusal;  // pattern of a record that refuses it
  std::vector<std::string> hosts;
};

struct PurposeHeader {
  std::string id;
  std::vector<HeaderRule> rules;
  std::vector<std::string> hosts;    // our own technologies' hosts, each once; of a strictly necessary purpose, all
  std::vector<VendorHosts> vendors;  // … and the others'
};

struct HeaderRules {
  std::string cookie;
  std::string record_pattern;                                // a well-formed record
  std::vector<std::pair<std::string, std::string>> regimes;  // region code -> regime; the code wins over its country
  std::string unknown_regime;
  std::vector<std::string> audiences;
  std::string default_audience;         // of a page that names none
  std::vector<PurposeHeader> purposes;  // those that a technology serves
};

[[nodiscard]] HeaderRules header_rules(policy::Policy const& policy);

}  // namespace hallpass::cli
