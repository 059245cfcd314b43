#include "sdk/policy/read.hpp"

#include <utility>

#include "sdk/policy/image_view.hpp"
#include "sdk/policy/rules.hpp"
#include "sdk/policy/sections.hpp"

namespace hallpass::policy {
namespace {

constexpr std::uint32_t format_version = 1;
// Limits of the image (image_view.hpp), said here where they can be mended.

struct DntSection {
  SignalRule rule;
  DntStatus status = DntStatus::disregarding;
};

struct SignalsSection {
  SignalRule gpc;
  DntSection dnt;
};

}  // namespace

static void read(Object& in, DntSection& out) {
  read(in, out.rule);
  in.need("status", choice(out.status));
}

static void read(Object& in, SignalsSection& out) {
  in.need("gpc", structure(out.gpc));
  in.need("dnt", structure(out.dnt));
}

static void read(Object& in, HandOver& out) {
  in.need("sites", set(out.sites, origin, 2));
  in.need("keys", set(out.keys, signing_key, 1));
}

static void read(Object& in, GoogleTags& out) {
  in.may("wait_for_update_ms", whole_number(out.wait_for_update_ms, 0, 10'000));
  in.may("ads_data_redaction", flag(out.ads_data_redaction));
  in.may("url_passthrough", flag(out.url_passthrough));
}

void read(Object& in, ConsentStorage& out) {
  in.need("cookie_name", cookie_token(out.cookie_name));
  in.may("cookie_domain", host_name(out.cookie_domain));
  in.need("lifetime", duration(out.lifetime));
  in.may("receipt_url", path_or_url(out.receipt_url));
  in.may("unknown_third_parties", choice(out.unknown_third_parties));
  in.may("hand_over", structure(out.hand_over));
  in.may("google_tags", structure(out.google_tags));
  in.may("modal", flag(out.modal));
}

void read(Object& in, Policy& out) {
  std::string schema;
  std::uint32_t format = 0;
  SignalsSection signals;
  in.may("$schema", line(schema));
  in.need("hallpass", whole_number(format, format_version, format_version));
  in.need("version", line(out.version));
  in.need("revision", whole_number(out.revision, 1, 65'535));
  in.need("notice_date", date(out.notice_date));
  in.need("effective_date", date(out.effective_date));
  in.need("controller", structure(out.controller));
  in.need("contact", structure(out.contact));
  in.may("dispute_resolver", structure(out.dispute_resolver));
  in.need("statement", structure(out.statement));
  in.need("audiences", entries(out.audiences, List::audiences, id_rule, 1, max_audiences));
  in.need("data_categories", entries(out.data_categories, List::data_categories));
  in.need("collections", entries(out.collections, List::unreferenced));
  in.need("purposes", entries(out.purposes, List::purposes, id_rule, 1, max_purposes));
  in.need("technologies", entries(out.technologies, List::technologies, id_rule, 0, max_parties));
  in.need("vendors", entries(out.vendors, List::vendors, id_rule, 0, max_parties));
  in.need("partners", entries(out.partners, List::unreferenced));
  in.need("disclosures", entries(out.disclosures, List::unreferenced));
  in.need("regimes", entries(out.regimes, List::regimes, id_rule, 1, max_regimes));
  in.need("regions", structures(out.regions));
  in.need("unknown_region", structure(out.unknown_region));
  in.need("signals", structure(signals));
  in.need("children", structure(out.children));
  in.may("authorisations", structure(out.authorisations));
  in.need("marketing", structure(out.marketing));
  in.need("advertising", structure(out.advertising));
  in.need("retention", entries(out.retention, List::unreferenced));
  in.need("rights", entries(out.rights, List::unreferenced));
  in.need("addenda", entries(out.addenda, List::unreferenced));
  in.need("consent", structure(out.consent));
  in.need("recipients", entries(out.recipients, List::recipients));
  in.need("forms", entries(out.forms, List::unreferenced));
  in.need("texts", entries(out.texts, List::unreferenced, language_rule, 1, 64));
  in.may("languages", list(out.languages, language_tag, 1));
  out.gpc = signals.gpc;
  out.dnt = signals.dnt.rule;
  out.dnt_status = signals.dnt.status;
}

Checked check_policy(std::string_view json) {
  if (json.size() > max_policy_bytes) {
    return {std::nullopt,
            {{Severity::error, "too_large", "", 1, 1,
              "A policy has at most " + std::to_string(max_policy_bytes) + " bytes.", ""}}};
  }
  auto parsed = parse_json_tree(json, max_policy_depth);
  Report report;
  if (auto* const problem = std::get_if<JsonProblem>(&parsed)) {
    report.add(Severity::error, problem->code, "", std::move(problem->message), {}, problem->offset);
    return {std::nullopt, std::move(report).findings(json, {}, max_policy_findings)};
  }
  auto const& root = std::get<JsonValue>(parsed);
  Checked checked;
  structure(checked.policy)(report, Place{root, ""});
  report.resolve_references();
  // Rules speak about the whole policy: they would only echo the errors of a half-read one.
  if (!report.has_errors()) {
    check_rules(*checked.policy, report);
    check_gaps(*checked.policy, report);
  }
  if (report.has_errors()) checked.policy.reset();
  checked.findings = std::move(report).findings(json, root, max_policy_findings);
  return checked;
}

Result<Policy> read_policy(std::string_view json) {
  auto checked = check_policy(json);
  if (checked.policy) return *std::move(checked.policy);
  for (auto const& finding : checked.findings) {
    if (finding.severity != Severity::error) continue;
    auto const code = finding.code == "too_large" ? ErrorCode::too_large : ErrorCode::malformed;
    return fail(code, finding.where, finding.message);
  }
  return fail(ErrorCode::internal, "policy");
}

}  // namespace hallpass::policy
