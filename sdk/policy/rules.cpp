#include "sdk/policy/rules.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace hallpass::policy {
namespace {

constexpr std::int64_t six_months_s = 180LL * 86'400;

template <class T>
bool contains(std::vector<T> const& list, T const& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string at(std::string_view list, std::string_view id) {
  return "/" + std::string{list} + pointer_step(id);
}

void check_dates(Policy const& policy, Report& report) {
  if (std::chrono::sys_days{policy.effective_date} < std::chrono::sys_days{policy.notice_date}) {
    report.error("effective_before_notice", "/effective_date", "The policy takes effect before it is announced.",
                 "A material change is announced first: move effective_date to the notice_date or later.");
  }
}

void check_purpose(Policy const& policy, Purpose const& purpose, Report& report) {
  auto const where = at("purposes", purpose.id);
  if (purpose.strictly_necessary) {
    if (purpose.justification.empty()) {
      report.error("necessity_unjustified", where, "A strictly necessary purpose must say why it is necessary.",
                   "Add \"justification\".");
    }
    if (!purpose.denied_by.empty() || !purpose.forbidden_for.empty() || purpose.sells_or_shares ||
        purpose.children == ChildRule::forbidden) {
      report.error("necessary_yet_denied", where,
                   "A strictly necessary purpose is always granted: it cannot be sold, denied or forbidden.",
                   "Remove strictly_necessary, or denied_by, forbidden_for, sells_or_shares and children forbidden.");
    }
  } else if (!purpose.justification.empty()) {
    report.error("justification_without_necessity", where + "/justification",
                 "Only a strictly necessary purpose is justified here.");
  }
  if (!purpose.sells_or_shares) return;
  if (policy.gpc.response == SignalResponse::honour && !contains(purpose.denied_by, SignalKind::gpc)) {
    report.error("gpc_does_not_deny_sale", where, "GPC is honoured, yet it does not deny this purpose.",
                 "Add \"gpc\" to denied_by.");
  }
  if (purpose.children != ChildRule::forbidden) {
    report.error("advertising_to_children", where + "/children",
                 "Children's data may not be sold or shared, whatever they click.", "Write \"forbidden\".");
  }
  for (auto const& audience : policy.audiences) {
    if (audience.kind == AudienceKind::student && !contains(purpose.forbidden_for, audience.id)) {
      report.error("advertising_to_students", where,
                   "Students' data may not be sold or shared, yet \"" + audience.id + "\" is not forbidden.",
                   "Add \"" + audience.id + "\" to forbidden_for.");
    }
  }
}

bool is_named(TechnologyKind kind) {
  return kind == TechnologyKind::cookie || kind == TechnologyKind::local_storage;
}

void check_technology(Technology const& technology, Report& report) {
  auto const where = at("technologies", technology.id);
  bool const named = is_named(technology.kind);
  if (named && technology.name_pattern.empty()) {
    report.error("name_missing", where, "A cookie or a stored item must have a name_pattern.");
  }
  if (!named && !technology.name_pattern.empty()) {
    report.error("name_not_allowed", where + "/name_pattern", "Only cookies and stored items have names.");
  }
  if (named && technology.lifetime == Lifetime::none) {
    report.error("lifetime_missing", where + "/lifetime", "What is stored has a lifetime.",
                 "Write \"session\", \"until_cleared\" or a duration such as P6M.");
  }
  if (!named && technology.kind != TechnologyKind::etag && technology.lifetime != Lifetime::none) {
    report.error("lifetime_not_allowed", where + "/lifetime",
                 "Nothing is stored by a script or a beacon itself: declare what it sets on its own.",
                 "Write \"none\".");
  }
  if (technology.kind == TechnologyKind::beacon && technology.hosts.empty()) {
    report.warning("beacon_without_host", where, "A beacon without hosts is sent to this site itself.");
  }
}

bool overlap(std::string_view a, std::string_view b) {
  bool const a_open = a.ends_with('*');
  bool const b_open = b.ends_with('*');
  if (a_open) a.remove_suffix(1);
  if (b_open) b.remove_suffix(1);
  if (a_open && b_open) return a.starts_with(b) || b.starts_with(a);
  if (a_open) return b.starts_with(a);
  return b_open ? a.starts_with(b) : a == b;
}

void check_overlaps(Policy const& policy, Report& report) {
  for (std::size_t i = 0; i < policy.technologies.size(); ++i) {
    auto const& later = policy.technologies[i];
    if (!is_named(later.kind)) continue;
    for (std::size_t k = 0; k < i; ++k) {
      auto const& earlier = policy.technologies[k];
      if (earlier.kind != later.kind || !overlap(earlier.name_pattern, later.name_pattern)) continue;
      auto const message = "\"" + later.name_pattern + "\" and \"" + earlier.name_pattern + "\" of \"" + earlier.id +
                           "\" match the same name";
      auto const where = at("technologies", later.id) + "/name_pattern";
      if (earlier.purpose == later.purpose) {
        report.warning("pattern_overlap", where, message + ".", "Keep one of the two.");
      } else {
        report.error("pattern_conflict", where, message + " for different purposes.",
                     "Make the patterns narrower, so that every name has one purpose.");
      }
    }
  }
}

bool same_host(std::string_view a, std::string_view b) {
  auto const below = [](std::string_view host, std::string_view pattern) {
    return pattern.starts_with("*.") && host.size() > pattern.size() - 1 && host.ends_with(pattern.substr(1));
  };
  return a == b || below(a, b) || below(b, a);
}

// A request is judged by its host: one host cannot serve two purposes.
void check_hosts(Policy const& policy, Report& report) {
  for (std::size_t i = 0; i < policy.technologies.size(); ++i) {
    auto const& later = policy.technologies[i];
    for (std::size_t k = 0; k < i; ++k) {
      auto const& earlier = policy.technologies[k];
      if (earlier.purpose == later.purpose) continue;
      for (std::size_t h = 0; h < later.hosts.size(); ++h) {
        bool const conflict = std::any_of(earlier.hosts.begin(), earlier.hosts.end(),
                                          [&](std::string const& host) { return same_host(host, later.hosts[h]); });
        if (!conflict) continue;
        report.error("host_conflict", at("technologies", later.id) + "/hosts/" + std::to_string(h),
                     "\"" + later.hosts[h] + "\" already serves another purpose in \"" + earlier.id + "\".",
                     "Give both the same purpose, or name narrower hosts.");
      }
    }
  }
}

void check_consent(Policy const& policy, Report& report) {
  bool declared = false;
  for (auto const& technology : policy.technologies) {
    auto const* const purpose = policy.find_purpose(technology.purpose);
    declared = declared || (technology.kind == TechnologyKind::cookie && purpose->strictly_necessary &&
                            overlap(technology.name_pattern, policy.consent.cookie_name));
  }
  if (!declared) {
    report.error("consent_cookie_undeclared", "/consent/cookie_name",
                 "The consent cookie is not among the strictly necessary cookies.",
                 "Declare it in technologies, as every other cookie.");
  }
  if (policy.consent.lifetime.seconds > six_months_s) {
    report.warning("consent_too_long", "/consent/lifetime", "Choices are usually asked for again after six months.",
                   "Write P6M.");
  }
}

// By its shape, without the list of public suffixes: what nobody can own (https://publicsuffix.org).
bool is_public_suffix(std::string_view domain) {
  static constexpr std::array<std::string_view, 12> second{"ac",  "co",  "com", "edu", "gob", "gov",
                                                           "k12", "mil", "net", "org", "sch", "school"};
  auto const dot = domain.find('.');
  if (dot == std::string_view::npos) return true;
  auto const rest = domain.substr(dot + 1);
  auto const label = domain.substr(0, dot);
  bool const known = std::ranges::find(second, label) != second.end();
  if (rest.find('.') == std::string_view::npos) return known && rest.size() == 2;
  // The schools of a state: k12.ca.us.
  return known && rest.size() == 5 && rest.ends_with(".us");
}

std::string_view host_of(std::string_view url) {
  auto const host = url.substr(std::min(url.find("//") + 2, url.size()));
  return host.substr(0, host.find_first_of("/:?#"));
}

void check_cookie_domain(Policy const& policy, Report& report) {
  auto const& domain = policy.consent.cookie_domain;
  if (domain.empty()) return;
  constexpr auto where = "/consent/cookie_domain";
  auto const website = host_of(policy.controller.website);
  if (is_public_suffix(domain)) {
    report.error("cookie_domain_public", where,
                 "\"" + domain + "\" is not one organisation's: everybody below shares it.",
                 "Name the controller's own domain, such as \"" + std::string{website} + "\".");
  } else if (website != domain && !website.ends_with("." + domain)) {
    report.error("cookie_domain_foreign", where, "The controller's website is not on \"" + domain + "\" or below it.",
                 "Name the website's own domain, or leave the key out.");
  }
  if (policy.consent.cookie_name.starts_with("__Host-")) {
    report.error("cookie_domain_with_host_prefix", where,
                 "A cookie whose name starts with __Host- cannot have a domain.",
                 "Give the consent cookie another name, or leave the domain out.");
  }
}

void check_authorisations(Policy const& policy, Report& report) {
  auto const& districts = policy.authorisations.districts;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (districts[i].issuer != districts[k].issuer) continue;
      report.error("duplicate_issuer", at("authorisations/districts", districts[i].id) + "/issuer",
                   "\"" + districts[k].id + "\" has the same issuer.", "Give one of them all the keys.");
    }
  }
}

void check_regions(Policy const& policy, Report& report) {
  std::map<std::string, std::size_t> seen;
  std::uint32_t strictest_age = 0;
  for (std::size_t i = 0; i < policy.regions.size(); ++i) {
    strictest_age = std::max(strictest_age, policy.regions[i].child_age);
    for (std::size_t k = 0; k < policy.regions[i].codes.size(); ++k) {
      auto const& code = policy.regions[i].codes[k];
      if (auto const [earlier, is_new] = seen.emplace(code, i); !is_new) {
        report.error("duplicate_region", "/regions/" + std::to_string(i) + "/codes/" + std::to_string(k),
                     "\"" + code + "\" is already in /regions/" + std::to_string(earlier->second) + ".",
                     "Remove one of the two.");
      }
    }
  }
  if (policy.find_regime(policy.unknown_region.regime)->default_choice != DefaultChoice::opt_in) {
    report.warning("unknown_region_not_strictest", "/unknown_region/regime",
                   "A visitor whose region is unknown gets less than the strictest regime.",
                   "Name a regime whose default_choice is \"opt_in\".");
  }
  for (auto const& regime : policy.regimes) {
    if (regime.gpc_binding && policy.gpc.response == SignalResponse::disregard) {
      report.error("gpc_disregarded_where_binding", "/signals/gpc/response",
                   "GPC binds in the regime \"" + regime.id + "\", yet it is disregarded.", "Write \"honour\".");
    }
    if (regime.default_choice == DefaultChoice::opt_in && !regime.opt_in_purposes.empty()) {
      report.warning("opt_in_purposes_idle", at("regimes", regime.id) + "/opt_in_purposes",
                     "In an opt-in regime every purpose needs a choice first; this list changes nothing.");
    }
  }
}

void check_signals(Policy const& policy, Report& report) {
  bool const disregards = policy.dnt_status == DntStatus::disregarding;
  if ((policy.dnt.response == SignalResponse::disregard) != disregards) {
    report.error("dnt_status_contradicts", "/signals/dnt/status",
                 "What the site declares about DNT is not what it does.",
                 policy.dnt.response == SignalResponse::disregard ? "Write \"disregarding\"."
                                                                  : "Write \"not_tracking\", or what is true.");
  }
}

// Every language says something about every purpose and technology.
void check_texts(Policy const& policy, Texts const& texts, Report& report) {
  auto const where = at("texts", texts.language);
  for (auto const& purpose : policy.purposes) {
    bool const found = std::any_of(texts.purposes.begin(), texts.purposes.end(),
                                   [&](PurposeText const& text) { return text.purpose == purpose.id; });
    if (!found) report.error("text_missing", where + "/purposes", "The purpose \"" + purpose.id + "\" has no text.");
  }
  for (auto const& technology : policy.technologies) {
    bool const found = std::any_of(texts.technologies.begin(), texts.technologies.end(),
                                   [&](TechnologyText const& text) { return text.technology == technology.id; });
    if (!found) {
      report.error("text_missing", where + "/technologies", "The technology \"" + technology.id + "\" has no text.");
    }
  }
}

}  // namespace

void check_rules(Policy const& policy, Report& report) {
  check_dates(policy, report);
  for (auto const& purpose : policy.purposes) check_purpose(policy, purpose, report);
  for (auto const& technology : policy.technologies) check_technology(technology, report);
  check_overlaps(policy, report);
  check_hosts(policy, report);
  check_consent(policy, report);
  check_cookie_domain(policy, report);
  check_authorisations(policy, report);
  check_regions(policy, report);
  check_signals(policy, report);
  check_forms(policy, report);
  for (auto const& texts : policy.texts) check_texts(policy, texts, report);
  if (policy.marketing.student_data_used) {
    report.error("student_data_in_marketing", "/marketing/student_data_used",
                 "Students' data is never used for marketing.", "Write false.");
  }
}

}  // namespace hallpass::policy
