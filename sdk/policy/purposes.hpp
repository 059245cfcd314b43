#pragma once
// What data is used for, by which technology, and who else takes part.

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

enum class SignalKind : std::uint8_t { gpc, dnt };

// https://developers.google.com/tag-platform/security/guides/consent
enum class ConsentModeSignal : std::uint8_t {
  ad_storage,
  ad_user_data,
  ad_personalization,
  analytics_storage,
  functionality_storage,
  personalization_storage,
  security_storage,
};

// forbidden: no click lifts it. with_authorisation: only with the school's recorded authorisation.
enum class ChildRule : std::uint8_t { allowed, with_authorisation, forbidden };

struct Purpose {
  Id id;
  std::uint32_t revision = 1;  // 1…255; a new one voids the choices made for an earlier one
  bool strictly_necessary = false;
  std::string justification;  // why it is strictly necessary; required exactly then
  std::vector<ConsentModeSignal> consent_mode;
  std::vector<SignalKind> denied_by;  // the opt-out signals that deny it, where that signal is honoured
  std::vector<Id> forbidden_for;      // audiences
  ChildRule children = ChildRule::with_authorisation;
  bool sells_or_shares = false;  // "sale" or "sharing" as US state law means it
  PassageId stated_in;
};

enum class TechnologyKind : std::uint8_t { cookie, local_storage, beacon, script, etag };

enum class Lifetime : std::uint8_t { session, until_cleared, fixed, none };

struct Technology {
  Id id;
  TechnologyKind kind = TechnologyKind::cookie;
  // cookie, local_storage: the exact name, or a prefix followed by one '*' at the end ("_ga*"). Else empty.
  std::string name_pattern;
  // Where it is loaded from or sent to: exact host names, or "*.example.org" for every name below it. Lower case.
  // Empty: this site's own origin.
  std::vector<std::string> hosts;
  Id purpose;
  Id vendor;  // empty: our own
  // session and until_cleared need no duration; none: nothing is stored (scripts, beacons).
  Lifetime lifetime = Lifetime::none;
  std::optional<Duration> duration;  // exactly when lifetime is fixed
  PassageId stated_in;
};

struct Vendor {
  Id id;
  std::string name;
  std::string service;  // what it does for us
  Role role = Role::processor;
  std::vector<Id> data_categories;
  std::vector<RegionCode> regions;         // where it processes
  std::optional<CivilDate> contract_date;  // absent: a gap
  std::string privacy_url;
  std::string opt_out_url;
  PassageId stated_in;
};

// A third party that a school chooses; gets data only with the school's recorded permission.
struct Partner {
  Id id;
  std::string name;
  std::vector<Id> data_categories;
  bool permission_required = true;
  PassageId stated_in;
};

enum class DisclosureKind : std::uint8_t {
  vendor,
  partner,
  affiliate,
  corporate_transaction,
  legal_demand,
  protection_of_rights,
  deidentified,
  staff_need_to_know,
};

enum class DisclosureCondition : std::uint8_t {
  contract,                // a contract that restricts the use
  institution_permission,  // the school's recorded permission
  law,
  refer_to_customer,  // the demand goes to the customer where that is allowed
  deidentified_only,
  need_to_know,
};

struct Disclosure {
  Id id;
  DisclosureKind kind = DisclosureKind::vendor;
  std::vector<Id> audiences;
  std::vector<DisclosureCondition> conditions;
  bool logged = true;
  PassageId stated_in;
};

}  // namespace hallpass::policy
