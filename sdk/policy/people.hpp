#pragma once
// Who a policy is about: who is responsible, whose data it is, which data, and where forms send it.

#include "sdk/policy/parts.hpp"

namespace hallpass::policy {

struct Controller {
  std::string name;        // as people know it
  std::string legal_name;  // as registered
  std::string website;     // https URL
};

struct Contact {
  std::string email;
  std::string postal_address;  // may be empty: a gap where the statement promises one
  PassageId stated_in;
};

struct DisputeResolver {
  std::string name;
  std::string url;  // https URL
  bool free_of_charge = false;
  PassageId stated_in;
};

enum class AudienceKind : std::uint8_t { website_visitor, customer, parent, student, applicant, employee };

// Whose statement governs: ours, or that of our customer (the school or district), which is then shown first.
enum class GoverningStatement : std::uint8_t { ours, customer };

struct Audience {
  Id id;
  AudienceKind kind = AudienceKind::website_visitor;
  Role role = Role::controller;  // ours towards this audience
  GoverningStatement governing_statement = GoverningStatement::ours;
  bool login_required = false;  // false: usable without login or personal data
  std::string agreement;        // the kind of agreement that no rule here overrides; may be empty
  PassageId stated_in;
};

// restricted: a class of its own, encrypted and masked (social security numbers, background checks).
enum class Sensitivity : std::uint8_t { ordinary, sensitive, restricted };

struct DataCategory {
  Id id;
  std::string name;
  Sensitivity sensitivity = Sensitivity::ordinary;
  std::vector<std::string> elements;  // the data in it, in the statement's words
};

enum class Source : std::uint8_t { directly, indirectly, customer, third_party };

// from_start; only after the customer's (school's) recorded authorisation; or only where the device's user permits it.
enum class Activation : std::uint8_t { from_start, with_customer_authorisation, with_device_permission };

struct Collection {
  Id id;
  Id audience;
  Source source = Source::directly;
  Activation activation = Activation::from_start;
  std::vector<Id> data_categories;
  std::vector<Id> purposes;
  std::vector<Id> products;  // free ids; empty: all products
  bool open_ended = false;   // the statement says "includes but is not limited to"
  PassageId stated_in;
};

// A school district whose signed statements are believed: its authorisation counts for its students.
struct District {
  Id id;
  std::string name;
  std::string issuer;             // an origin, as the statements' "iss"
  std::vector<std::string> keys;  // Ed25519 public keys, base64url
};

struct Authorisations {
  std::string product;  // an id that statements may name instead of the site's origin; may be empty
  std::vector<District> districts;
};

// Where a district's signed list of keys is, and who must have signed it (docs/district-keys.md).
struct KeyListSource {
  std::string address;               // a path of the site's own or an https URL
  std::string issuer;                // the district, an origin
  std::vector<std::string> signers;  // Ed25519 public keys, base64url
};

// Somebody a form is encrypted for: by one key, or by whatever keys a list names.
struct Recipient {
  Id id;
  std::string name;
  std::string age_recipient;  // "age1…", X25519; empty where there is a list
  std::optional<KeyListSource> key_list;
  std::string api_url;  // the district's API, "https://…/v1" (http only for a loopback host); may be empty
};

struct FormField {
  std::string name;  // the control's name attribute
  Id data_category;
  bool encrypted = true;
};

struct Form {
  Id id;
  std::string action;  // absolute path or https URL
  Id audience;
  Id purpose;
  Id recipient;  // empty where no field is encrypted
  std::vector<FormField> fields;
};

}  // namespace hallpass::policy
