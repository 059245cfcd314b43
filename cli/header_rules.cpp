#include "cli/header_rules.hpp"

#include <algorithm>
#include <array>

namespace hallpass::cli {

using policy::Policy;
using policy::Purpose;
using policy::Regime;
using policy::SignalKind;
using policy::SignalRule;

namespace {

template <class List>
bool contains(List const& list, auto const& value) {
  return std::ranges::find(list, value) != list.end();
}

// "(?:a|b)"; ids need no escaping.
std::string any_of(std::vector<std::string> const& words) {
  std::string out = "(?:";
  for (auto const& word : words) out += (&word == &words.front() ? "" : "|") + word;
  return out + ")";
}

template <class Predicate>
std::vector<std::string> regimes_where(Policy const& policy, Predicate const& holds) {
  std::vector<std::string> ids;
  for (auto const& regime : policy.regimes) {
    if (holds(regime)) ids.push_back(regime.id);
  }
  return ids;
}

// Where the signal is obeyed: everywhere, or where the law binds us to it.
std::vector<std::string> regimes_obeying(Policy const& policy, SignalKind kind) {
  return regimes_where(policy, [&](Regime const& regime) {
    auto const& rule = kind == SignalKind::gpc ? policy.gpc : policy.dnt;
    return rule.response == policy::SignalResponse::honour || (kind == SignalKind::gpc && regime.gpc_binding);
  });
}

void add_barred(std::vector<HeaderRule>& rules, Purpose const& purpose) {
  if (purpose.forbidden_for.empty()) return;
  auto audiences = purpose.forbidden_for;
  audiences.emplace_back(other_audience);
  rules.push_back({"^\\S+ " + any_of(audiences) + " ", false});
}

struct SignalPlace {
  SignalKind kind;
  std::string_view before;   // pattern of what stands between the regime and the signal
  std::string_view after;    // … and between the signal and the record
  std::string_view unaware;  // the record's SIGNALS of a visitor who chose without knowing of it
};
constexpr std::array places{SignalPlace{SignalKind::gpc, " \\S+ ", " \\S ", "[02]"},
                            SignalPlace{SignalKind::dnt, " \\S+ \\S ", " ", "[01]"}};

// Calls `make` for every signal that denies the purpose, with a pattern of the regimes where it is obeyed.
template <class Make>
void for_each_signal(Policy const& policy, Purpose const& purpose, Make const& make) {
  for (auto const& place : places) {
    auto const regimes = regimes_obeying(policy, place.kind);
    if (contains(purpose.denied_by, place.kind) && !regimes.empty()) {
      make(place, regimes.size() == policy.regimes.size() ? "^\\S+" : "^" + any_of(regimes));
    }
  }
}

std::vector<HeaderRule> rules_for(Policy const& policy, Purpose const& purpose) {
  std::vector<HeaderRule> rules;
  add_barred(rules, purpose);
  if (purpose.strictly_necessary) {
    rules.push_back({"^", true});
    return rules;
  }
  auto const answer = "\\." + purpose.id + ":" + std::to_string(purpose.revision);
  rules.push_back({answer + "-", false});
  for_each_signal(policy, purpose, [&](SignalPlace const& place, std::string const& regimes) {
    rules.push_back({regimes + std::string{place.before} + "1" + std::string{place.after} + "1\\.\\w+\\.\\w+\\." +
                         std::string{place.unaware},
                     false});
  });
  rules.push_back({answer + "\\+", true});
  for_each_signal(policy, purpose, [&](SignalPlace const& place, std::string const& regimes) {
    // A request without the signal may come from a browser that has none: the policy says what that counts as.
    SignalRule const& rule = place.kind == SignalKind::gpc ? policy.gpc : policy.dnt;
    bool const unknown_counts = rule.when_unknown == policy::UnknownSignal::opt_out;
    rules.push_back({regimes + std::string{place.before} + (unknown_counts ? "" : "1"), false});
  });
  auto const silent = regimes_where(policy, [&](Regime const& regime) {
    return regime.default_choice == policy::DefaultChoice::opt_out && !contains(regime.opt_in_purposes, purpose.id);
  });
  if (!silent.empty()) rules.push_back({"^" + any_of(silent) + " ", true});
  return rules;
}

// The purpose's list that the vendor's hosts belong into.
std::vector<std::string>& list_for(PurposeHeader& header, std::string const& vendor, bool is_necessary) {
  if (vendor.empty() || is_necessary) return header.hosts;
  auto found = std::ranges::find(header.vendors, vendor, &VendorHosts::vendor);
  if (found == header.vendors.end()) found = header.vendors.insert(found, {vendor, "\\." + vendor + "!", {}});
  return found->hosts;
}

void add_hosts(PurposeHeader& header, Policy const& policy, Purpose const& purpose) {
  for (auto const& technology : policy.technologies) {
    if (technology.purpose != purpose.id) continue;
    auto& hosts = list_for(header, technology.vendor, purpose.strictly_necessary);
    for (auto const& host : technology.hosts) {
      if (!contains(hosts, host)) hosts.push_back(host);
    }
  }
}

}  // namespace

HeaderRules header_rules(Policy const& policy) {
  HeaderRules rules;
  rules.cookie = policy.consent.cookie_name;
  rules.record_pattern = "1\\.[0-9a-f]{1,16}\\.[0-9a-f]{1,10}\\.[0-3](?:\\.[a-z][a-z0-9_]*(?::[0-9]{1,5}[+-]|!))*";
  for (auto const& region : policy.regions) {
    for (auto const& code : region.codes) rules.regimes.emplace_back(code, region.regime);
  }
  rules.unknown_regime = policy.unknown_region.regime;
  for (auto const& audience : policy.audiences) rules.audiences.push_back(audience.id);
  auto const visitor =
      std::ranges::find(policy.audiences, policy::AudienceKind::website_visitor, &policy::Audience::kind);
  rules.default_audience = visitor == policy.audiences.end() ? rules.audiences.front() : visitor->id;
  for (auto const& purpose : policy.purposes) {
    if (!policy.is_asked(purpose.id)) continue;
    add_hosts(rules.purposes.emplace_back(PurposeHeader{purpose.id, rules_for(policy, purpose), {}, {}}), policy,
              purpose);
  }
  return rules;
}

}  // namespace hallpass::cli
