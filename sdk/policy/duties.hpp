#pragma once
// What the controller owes people: children, marketing, retention, rights, state and country addenda.

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

struct Children {
  std::uint32_t age = 16;  // younger needs the school's recorded authorisation
  bool authorisation_required = true;
  std::string report_contact;  // e-mail address or URL where a wrongly collected child's data is reported
  PassageId stated_in;
};

struct Marketing {
  bool unsubscribe_link_in_every_mail = true;
  std::string unsubscribe_email;
  bool keep_suppression_record = true;  // outlives the deletion of everything else
  bool service_messages_continue = true;
  bool student_data_used = false;
  PassageId stated_in;
};

struct OptOutMechanism {
  std::string name;
  std::string url;  // https URL
};

struct Advertising {
  bool interest_based = false;
  std::vector<OptOutMechanism> opt_out_mechanisms;
  PassageId stated_in;
};

enum class RetentionTrigger : std::uint8_t { collection, last_use, account_deletion, contract_end, request, never };

struct Retention {
  Id id;
  std::vector<Id> audiences;
  std::vector<Id> data_categories;
  RetentionTrigger trigger = RetentionTrigger::collection;  // what the time counts from; never: kept for good
  std::optional<Duration> duration;                         // absent: the statement gives no number, a gap
  std::string wording;                                      // the statement's own words for how long
  std::string reason;                                       // why it is kept that long
  PassageId stated_in;
};

enum class RightKind : std::uint8_t {
  access,
  correction,
  deletion,
  portability,
  withdraw_consent,
  opt_out_of_sale,
  opt_out_of_targeted_advertising,
  list_of_disclosures,
  objection,
  complaint,
};

// Who answers: we, or the school or district the request is passed to.
enum class AnsweredBy : std::uint8_t { us, customer };

struct Right {
  Id id;
  RightKind kind = RightKind::access;
  std::vector<RegionCode> regions;  // empty: everywhere
  std::vector<Id> audiences;
  AnsweredBy answered_by = AnsweredBy::us;
  std::optional<Clock> clock;
  std::optional<Clock> extension;
  std::uint32_t per_year = 0;  // requests a year; 0: no limit
  std::string source;          // the law, with its section
  Certainty certainty = Certainty::presumed;
  PassageId stated_in;
};

enum class AddendumRuleKind : std::uint8_t {
  purposes_limited_to_terms,
  no_targeted_advertising,
  access_by_legitimate_interest,
  industry_standard_security,
  governing_law,
  breach_notice,
  attach_bill_of_rights,
  notice_before_material_change,
  privacy_notice_link,
  disclosures_to_direct_marketers,
  complies_with_law,
  deletion_on_request,
};

struct AddendumRule {
  AddendumRuleKind kind = AddendumRuleKind::complies_with_law;
  std::string law;             // the Act, as it is really named
  std::optional<Clock> clock;  // of the duty, e.g. the breach notice
  std::string url;             // of the document it links or attaches; empty where the statement gives none
  PassageId stated_in;
};

struct Addendum {
  Id id;
  RegionCode region;
  std::vector<Id> audiences;
  std::vector<AddendumRule> rules;
};

}  // namespace hallpass::policy
