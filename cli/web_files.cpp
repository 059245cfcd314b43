#include "cli/web_files.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <span>

#include "cli/banner_languages.hpp"
#include "cli/cookie_statement.hpp"
#include "cli/form_attributes.hpp"
#include "cli/time_zones.hpp"
#include "sdk/base/base64.hpp"
#include "sdk/base/hex.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/policy/image.hpp"
#include "sdk/policy/names.hpp"

namespace hallpass::cli {

namespace json = boost::json;
using policy::Policy;

namespace {

// The bundle names its values as a free variable; this is where it gets them.
std::string with_values(std::string_view name, std::string_view bundle, json::object const& values) {
  while (!bundle.empty() && (bundle.back() == '\n' || bundle.back() == ';')) bundle.remove_suffix(1);
  return "(" + std::string{name} + "=>{" + std::string{bundle} + "})(" + json::serialize(values) + ");\n";
}

// For what runs at once: V8 compiles all of it before it runs, beside the main thread, instead of function after
// function while it does. https://v8.dev/blog/explicit-compile-hints
constexpr std::string_view compile_hint = "//# allFunctionsCalledOnLoad\n";

// The head script with its module in WebAssembly, and in JavaScript.
struct HeadScripts {
  std::string wasm;
  std::string no_wasm;
};

HeadScripts head_scripts(Policy const& policy, Bytes const& image, std::vector<BannerLanguage> const& languages,
                         WebParts const& parts) {
  json::array purposes;
  std::string tags;
  bool consent_mode = false;
  for (auto const& purpose : policy.purposes) {
    purposes.emplace_back(purpose.id);
    consent_mode = consent_mode || !purpose.consent_mode.empty();
  }
  for (auto const& words : languages) tags += (tags.empty() ? "" : " ") + words.texts.language;
  json::object values{{"purposes", purposes},
                      {"cookie", policy.consent.cookie_name},
                      {"lifetime", policy.consent.lifetime.seconds},
                      {"languages", tags},
                      {"consentMode", consent_mode}};
  // What not every policy asks for is left out, and so is the code for it.
  auto const plain = values.size();
  if (!policy.consent.cookie_domain.empty()) values["domain"] = policy.consent.cookie_domain;
  std::string verifiers;
  if (!policy.authorisations.districts.empty()) verifiers = "authorisation";
  if (policy.consent.hand_over) verifiers += verifiers.empty() ? "hand-over" : " hand-over";
  if (!verifiers.empty()) values["verifiers"] = verifiers;
  json::object zones;
  for (auto const& [zone, country] : time_zone_hints(policy)) zones[zone] = country;
  if (!zones.empty()) values["zones"] = zones;
  if (policy.consent.google_tags) {
    json::array set;
    if (policy.consent.google_tags->ads_data_redaction) set.emplace_back("ads_data_redaction");
    if (policy.consent.google_tags->url_passthrough) set.emplace_back("url_passthrough");
    values["googleTags"] = json::object{{"wait", policy.consent.google_tags->wait_for_update_ms}, {"set", set}};
  }
  bool const has_extras = values.size() > plain;
  // Hex inside a script: smaller after brotli than base64, and plain ASCII.
  values["image"] = hex_encode(image);
  auto const& script = has_extras ? parts.gate_extras_script : parts.gate_script;
  auto const* const name = "HALLPASS_BUILD";
  auto const with_script = std::string{compile_hint} + with_values(name, script, values);
  values["module"] = hex_encode(as_bytes(parts.gate_module));
  // The module's code is no JSON: it goes in before the values' own end.
  auto const end = with_script.rfind("});");
  return {std::string{compile_hint} + with_values(name, parts.no_wasm_script + script, values),
          with_script.substr(0, end) + ",\"module\":" + parts.gate_module_script + with_script.substr(end)};
}

// Which districts' statements count, and for what.
std::string authorisation(Policy const& policy, WebParts const& parts) {
  json::object districts;
  for (auto const& district : policy.authorisations.districts) {
    districts[district.issuer] = json::value_from(district.keys);
  }
  json::array purposes;
  for (auto const& purpose : policy.purposes) {
    bool const needed = purpose.children == policy::ChildRule::with_authorisation && !purpose.strictly_necessary;
    if (needed) purposes.emplace_back(purpose.id);
  }
  return with_values("HALLPASS_AUTHORISATIONS", parts.authorisation_script,
                     {{"product", policy.authorisations.product}, {"districts", districts}, {"purposes", purposes}});
}

json::object hand_over_values(Policy const& policy, Bytes const& image) {
  auto const digest = base64_encode(crypto::sha256(image), Base64Alphabet::url, Base64Padding::forbidden);
  return {{"sites", json::value_from(policy.consent.hand_over->sites)},
          {"keys", json::value_from(policy.consent.hand_over->keys)},
          {"policy", digest}};
}

// The texts' only placeholder that a banner can have.
std::string filled(std::string text, Policy const& policy) {
  constexpr std::string_view placeholder = "{controller}";
  auto const at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), policy.controller.name);
  return text;
}

json::array banner_texts(Policy const& policy, policy::BannerTexts const& texts) {
  json::array out;
  for (auto const key : std::span{policy::banner_keys}.first(policy::shown_banner_keys)) {
    out.emplace_back(filled(texts.find(key)->second, policy));
  }
  return out;
}

json::array vendors_of(Policy const& policy, policy::Purpose const& purpose) {
  json::array vendors;
  for (auto const& technology : policy.technologies) {
    auto const* vendor = technology.purpose == purpose.id ? policy.find_vendor(technology.vendor) : nullptr;
    if (vendor == nullptr) continue;
    json::array const shown{vendor->id, vendor->name, vendor->service, vendor->privacy_url, vendor->opt_out_url};
    if (std::ranges::find(vendors, json::value(shown)) == vendors.end()) vendors.emplace_back(shown);
  }
  return vendors;
}

std::string banner(Policy const& policy, BannerLanguage const& words, WebParts const& parts) {
  auto const& texts = words.texts;
  json::array purposes;
  for (auto const& purpose : policy.purposes) {
    auto const text = std::ranges::find(texts.purposes, purpose.id, &policy::PurposeText::purpose);
    bool const served =
        std::ranges::find(policy.technologies, purpose.id, &policy::Technology::purpose) != policy.technologies.end();
    if (text == texts.purposes.end() || !served) continue;
    purposes.push_back(json::object{{"id", purpose.id},
                                    {"name", text->name},
                                    {"description", text->description},
                                    {"sells", purpose.sells_or_shares},
                                    {"vendors", vendors_of(policy, purpose)}});
  }
  return with_values("HALLPASS_BANNER", parts.banner_script,
                     {{"language", texts.language},
                      {"direction", is_right_to_left(texts.language) ? "rtl" : "ltr"},
                      {"texts", banner_texts(policy, texts.banner)},
                      {"purposes", purposes},
                      {"purposeLanguage", words.purpose_language},
                      {"policyLanguage", policy.texts.front().language},
                      {"modal", policy.consent.modal},
                      {"privacyStatement", policy.statement.url}});
}

// A module, whose values stand in front of it.
std::string placeholder(BannerLanguage const& words, WebParts const& parts) {
  json::object purposes;
  for (auto const& purpose : words.texts.purposes) purposes[purpose.purpose] = purpose.name;
  json::object texts;
  for (std::size_t at = 0; at < placeholder_keys.size(); ++at) texts[placeholder_keys[at]] = words.placeholder[at];
  for (auto const* const key : {"audience_bars", "under_age", "visitor_denied", "withdraw"}) {
    texts[key] = words.texts.banner.find(key)->second;
  }
  json::object const values{{"language", words.placeholder_language},
                            {"direction", is_right_to_left(words.placeholder_language) ? "rtl" : "ltr"},
                            {"texts", texts},
                            {"purposes", purposes},
                            {"purposeLanguage", words.purpose_language}};
  return "const HALLPASS_PLACEHOLDER = " + json::serialize(values) + ";\n" + parts.placeholder_script;
}

// The Consent Mode types of each purpose that has some.
std::string consent_signals(Policy const& policy, WebParts const& parts) {
  json::object types;
  for (auto const& purpose : policy.purposes) {
    json::array names;
    for (auto const type : purpose.consent_mode) {
      names.emplace_back(policy::names_of<policy::ConsentModeSignal>()[static_cast<std::size_t>(type)]);
    }
    if (!names.empty()) types[purpose.id] = names;
  }
  return with_values("HALLPASS_CONSENT_TYPES", parts.signals_script, types);
}

// The decision again, and what a page's policy names by it; without the policy where unknown hosts may pass.
std::string service_worker(Policy const& policy, Bytes const& image, WebParts const& parts, Undecided undecided) {
  json::array purposes;
  for (auto const& purpose : policy.purposes) purposes.emplace_back(purpose.id);
  auto const rules = header_rules(policy);
  json::object hosts;
  for (auto const& purpose : rules.purposes) {
    json::array lists;
    lists.push_back(json::array{"", json::value_from(purpose.hosts)});
    for (auto const& vendor : purpose.vendors) {
      lists.push_back(json::array{vendor.vendor, json::value_from(vendor.hosts)});
    }
    hosts[purpose.id] = lists;
  }
  json::object zones;
  for (auto const& [zone, country] : time_zone_hints(policy)) zones[zone] = country;
  bool const denies = policy.consent.unknown_third_parties != policy::UnknownThirdParties::allow;
  return with_values("HALLPASS_SERVICE_WORKER", parts.service_worker_script,
                     {{"cookie", policy.consent.cookie_name},
                      {"purposes", purposes},
                      {"hosts", hosts},
                      {"closedPolicy", denies ? closed_policy(rules) : ""},
                      {"visitor", rules.default_audience},
                      {"zones", zones},
                      {"metaForUndecided", undecided == Undecided::meta},
                      {"image", hex_encode(image)},
                      {"module", hex_encode(as_bytes(parts.gate_module))}});
}

// The page API's types, with the policy's own purposes by name.
std::string types(Policy const& policy, WebParts const& parts) {
  std::string ids;
  for (auto const& purpose : policy.purposes) ids += (ids.empty() ? "'" : " | '") + purpose.id + "'";
  return parts.types + "/** This policy's purposes. */\nexport type PurposeId = " + ids + ";\n";
}

constexpr std::string_view esm_types = R"(import type { Hallpass } from './hallpass.js';
export * from './hallpass.js';
/** The page's gate; importing throws where there is none. */
export declare const hallpass: Hallpass;
)";

// https://www.w3.org/TR/gpc/#gpc-support-resource
std::string gpc_resource(Policy const& policy) {
  return json::serialize(json::object{{"gpc", policy.gpc.response == policy::SignalResponse::honour},
                                      {"lastUpdate", format_date(policy.effective_date)}}) +
         "\n";
}

// https://www.w3.org/TR/tracking-dnt/#status-representation
std::string dnt_resource(Policy const& policy) {
  json::object status{{"tracking", tracking_status(policy)},
                      {"controller", json::array{policy.controller.website}},
                      {"policy", policy.statement.url}};
  if (policy.dnt_status == policy::DntStatus::consent || policy.dnt_status == policy::DntStatus::potential_consent) {
    status["config"] = policy.statement.url;
  }
  return json::serialize(status) + "\n";
}

}  // namespace

std::string_view tracking_status(Policy const& policy) {
  constexpr std::array<std::string_view, 5> values{"N", "T", "C", "P", "D"};
  return values[static_cast<std::size_t>(policy.dnt_status)];
}

std::string head_tag(WebFile const& script, std::string_view closed_policy) {
  return "<script src=\"/" + script.path + "\" integrity=\"" + integrity(script.text) +
         "\" data-lift></script><meta http-equiv=\"Content-Security-Policy\" content=\"" + std::string{closed_policy} +
         "\"><!-- -->";
}

std::string ahead_tag(Policy const& policy) {
  json::array const files{"hallpass.guard", "banner." + policy.texts.front().language};
  return "<script>if(!(\" \"+document.cookie).includes(" +
         json::serialize(json::value(" " + policy.consent.cookie_name + "=")) + "))for(const name of" +
         json::serialize(files) +
         ")document.head.append(Object.assign(document.createElement(\"link\"),{rel:\"preload\",as:\"script\",href:`/"
         "${name}.js`,"
         "nonce:document.currentScript.nonce}))</script>";
}

std::string integrity(std::string_view text) {
  return "sha256-" + base64_encode(crypto::sha256(as_bytes(text)), Base64Alphabet::standard, Base64Padding::required);
}

Result<std::vector<WebFile>> web_files(Policy const& policy, WebParts const& parts, Undecided undecided) {
  HALLPASS_TRY(image, policy::compile(policy));
  HALLPASS_TRY(languages, banner_languages(policy, parts.banner_texts));
  std::vector<WebFile> files;
  auto const head = head_scripts(policy, image, languages, parts);
  files.push_back({"hallpass.js", head.wasm, true});
  files.push_back({"hallpass.no-wasm.js", head.no_wasm, true});
  files.push_back({"hallpass.guard.js", std::string{compile_hint} + parts.guard_script, true});
  if (!policy.authorisations.districts.empty()) {
    files.push_back({"hallpass.authorisation.js", authorisation(policy, parts), true});
  }
  if (policy.consent.hand_over) {
    auto const values = hand_over_values(policy, image);
    files.push_back({"hallpass.hand-over.js", with_values("HALLPASS_HAND_OVER", parts.hand_over_script, values), true});
    files.push_back({"hand-over-links.js", with_values("HALLPASS_HAND_OVER", parts.links_script, values), true});
  }
  files.push_back({"hallpass.mjs", parts.esm_script, false});
  files.push_back({"hallpass.self-test.js", parts.self_test_script, false});
  files.push_back({"hallpass.sw.js", service_worker(policy, image, parts, undecided), false});
  files.push_back({"receipts.js", parts.receipts_script, true});
  files.push_back({"consent-signals.js", consent_signals(policy, parts), true});
  files.push_back({"hallpass.d.ts", types(policy, parts), false});
  files.push_back({"hallpass.d.mts", std::string{esm_types}, false});
  files.push_back({"policy.image", std::string{as_text(image)}, false});
  for (auto const& words : languages) {
    auto const& language = words.texts.language;
    files.push_back({"banner." + language + ".js", std::string{compile_hint} + banner(policy, words, parts), true});
    files.push_back({"placeholder." + language + ".js", placeholder(words, parts), false});
    if (policy.find_texts(language) == nullptr) continue;
    files.push_back({"cookie-statement." + language + ".html", cookie_statement(policy, words.texts), false});
  }
  files.push_back({"forms.json", form_attributes(policy), false});
  files.push_back({".well-known/gpc.json", gpc_resource(policy), false});
  // The resource is /.well-known/dnt/ itself: serve this file there as application/tracking-status+json.
  files.push_back({".well-known/dnt/index.json", dnt_resource(policy), false});
  return files;
}

}  // namespace hallpass::cli
