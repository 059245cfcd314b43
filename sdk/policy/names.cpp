#include "sdk/policy/names.hpp"

#include <array>

#include "sdk/policy/finding.hpp"

namespace hallpass::policy {

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::gap:
      return "gap";
  }
  return {};
}

template <>
std::span<std::string_view const> names_of<ClockUnit>() noexcept {
  static constexpr std::array<std::string_view, 5> names{"hours", "calendar_days", "business_days", "school_days",
                                                         "months"};
  static_assert(static_cast<std::size_t>(ClockUnit::months) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Role>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"controller", "processor"};
  static_assert(static_cast<std::size_t>(Role::processor) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Certainty>() noexcept {
  static constexpr std::array<std::string_view, 4> names{"text", "official", "secondary", "presumed"};
  static_assert(static_cast<std::size_t>(Certainty::presumed) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<AudienceKind>() noexcept {
  static constexpr std::array<std::string_view, 6> names{"website_visitor", "customer",  "parent",
                                                         "student",         "applicant", "employee"};
  static_assert(static_cast<std::size_t>(AudienceKind::employee) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<GoverningStatement>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"ours", "customer"};
  static_assert(static_cast<std::size_t>(GoverningStatement::customer) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Sensitivity>() noexcept {
  static constexpr std::array<std::string_view, 3> names{"ordinary", "sensitive", "restricted"};
  static_assert(static_cast<std::size_t>(Sensitivity::restricted) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Source>() noexcept {
  static constexpr std::array<std::string_view, 4> names{"directly", "indirectly", "customer", "third_party"};
  static_assert(static_cast<std::size_t>(Source::third_party) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Activation>() noexcept {
  static constexpr std::array<std::string_view, 3> names{"from_start", "with_customer_authorisation",
                                                         "with_device_permission"};
  static_assert(static_cast<std::size_t>(Activation::with_device_permission) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<SignalKind>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"gpc", "dnt"};
  static_assert(static_cast<std::size_t>(SignalKind::dnt) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<ConsentModeSignal>() noexcept {
  static constexpr std::array<std::string_view, 7> names{
      "ad_storage",        "ad_user_data",          "ad_personalization",
      "analytics_storage", "functionality_storage", "personalization_storage",
      "security_storage"};
  static_assert(static_cast<std::size_t>(ConsentModeSignal::security_storage) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<ChildRule>() noexcept {
  static constexpr std::array<std::string_view, 3> names{"allowed", "with_authorisation", "forbidden"};
  static_assert(static_cast<std::size_t>(ChildRule::forbidden) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<TechnologyKind>() noexcept {
  static constexpr std::array<std::string_view, 5> names{"cookie", "local_storage", "beacon", "script", "etag"};
  static_assert(static_cast<std::size_t>(TechnologyKind::etag) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Lifetime>() noexcept {
  static constexpr std::array<std::string_view, 4> names{"session", "until_cleared", "fixed", "none"};
  static_assert(static_cast<std::size_t>(Lifetime::none) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<DisclosureKind>() noexcept {
  static constexpr std::array<std::string_view, 8> names{
      "vendor",       "partner",           "affiliate", "corporate_transaction", "legal_demand", "protection_of_rights",
      "deidentified", "staff_need_to_know"};
  static_assert(static_cast<std::size_t>(DisclosureKind::staff_need_to_know) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<DisclosureCondition>() noexcept {
  static constexpr std::array<std::string_view, 6> names{"contract",          "institution_permission", "law",
                                                         "refer_to_customer", "deidentified_only",      "need_to_know"};
  static_assert(static_cast<std::size_t>(DisclosureCondition::need_to_know) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<DefaultChoice>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"opt_in", "opt_out"};
  static_assert(static_cast<std::size_t>(DefaultChoice::opt_out) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<SignalResponse>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"honour", "disregard"};
  static_assert(static_cast<std::size_t>(SignalResponse::disregard) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<UnknownSignal>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"no_signal", "opt_out"};
  static_assert(static_cast<std::size_t>(UnknownSignal::opt_out) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<UnknownThirdParties>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"deny", "allow"};
  static_assert(static_cast<std::size_t>(UnknownThirdParties::allow) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<DntStatus>() noexcept {
  static constexpr std::array<std::string_view, 5> names{"not_tracking", "tracking", "consent", "potential_consent",
                                                         "disregarding"};
  static_assert(static_cast<std::size_t>(DntStatus::disregarding) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<RetentionTrigger>() noexcept {
  static constexpr std::array<std::string_view, 6> names{"collection",   "last_use", "account_deletion",
                                                         "contract_end", "request",  "never"};
  static_assert(static_cast<std::size_t>(RetentionTrigger::never) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<RightKind>() noexcept {
  static constexpr std::array<std::string_view, 10> names{"access",
                                                          "correction",
                                                          "deletion",
                                                          "portability",
                                                          "withdraw_consent",
                                                          "opt_out_of_sale",
                                                          "opt_out_of_targeted_advertising",
                                                          "list_of_disclosures",
                                                          "objection",
                                                          "complaint"};
  static_assert(static_cast<std::size_t>(RightKind::complaint) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<AnsweredBy>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"us", "customer"};
  static_assert(static_cast<std::size_t>(AnsweredBy::customer) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<AddendumRuleKind>() noexcept {
  static constexpr std::array<std::string_view, 12> names{"purposes_limited_to_terms",
                                                          "no_targeted_advertising",
                                                          "access_by_legitimate_interest",
                                                          "industry_standard_security",
                                                          "governing_law",
                                                          "breach_notice",
                                                          "attach_bill_of_rights",
                                                          "notice_before_material_change",
                                                          "privacy_notice_link",
                                                          "disclosures_to_direct_marketers",
                                                          "complies_with_law",
                                                          "deletion_on_request"};
  static_assert(static_cast<std::size_t>(AddendumRuleKind::deletion_on_request) + 1 == names.size());
  return names;
}

template <>
std::span<std::string_view const> names_of<Review>() noexcept {
  static constexpr std::array<std::string_view, 2> names{"person", "none"};
  static_assert(static_cast<std::size_t>(Review::none) + 1 == names.size());
  return names;
}

}  // namespace hallpass::policy
