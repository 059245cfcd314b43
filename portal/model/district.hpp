#pragma once
// What the district's API answered, as values (district/openapi.yaml). Texts are UTF-8 as the district wrote them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

// `other`: a word this version of the portal does not know; shown as such, never as the raw word.
enum class Role : std::uint8_t { parent, staff, other };
enum class RequestKind : std::uint8_t { inspection, correction, deletion, other };
enum class Certainty : std::uint8_t { law, policy };
enum class DayKind : std::uint8_t { calendar, business };
enum class Outcome : std::uint8_t { none, approved, refused };

// The two small enumerations above and these are shown through texts.hpp.
enum class Category : std::uint8_t {
  identity,
  contact,
  enrollment,
  courses,
  results,
  attendance,
  health,
  financial,
  accounts,
  other
};
// How far a request is, as a parent needs to know it.
enum class Stage : std::uint8_t {
  received,
  checking,
  in_review,
  available,
  approved,
  refused,
  done,
  withdrawn,
  hearing,
  other
};
enum class Actor : std::uint8_t { parent, district, vendor, system, other };
// Why something can or cannot be deleted (lifecycle.md: triaged by legal basis).
enum class DeletionBasis : std::uint8_t { unknown, coppa, idea, california, ccpa, district_policy, none };

struct District {
  std::string name;
  std::string age_recipient;  // "age1…"
  std::string contact_email;
  std::string contact_phone;
  std::string contact_address;
};

struct Child {
  std::string id;
  std::string name;
  std::string school;
  std::string grade;
};

struct Me {
  std::string id;
  std::string name;
  Role role = Role::other;
  std::vector<Child> children;
};

struct Entry {
  std::string id;
  std::string field;  // "contact.street"
  std::string label;
  std::string value;
  std::string source;
  std::string purpose;
  bool correctable = false;
  DeletionBasis deletion = DeletionBasis::unknown;
};

struct RecordCategory {
  Category category = Category::other;
  std::string title;  // the district's own words, for a category the portal does not know
  std::vector<Entry> entries;
};

struct Record {
  Child student;
  std::vector<RecordCategory> categories;
};

struct Disclosure {
  std::string id;
  InstantMs at = 0;
  std::string who;
  std::string interest;  // the legitimate interest they stated
  std::string purpose;
  std::vector<std::string> laws;  // which laws ask for this entry; empty: a promise beyond the law (a staff view)
  bool staff_view = false;
};

struct Deadline {
  std::optional<CivilDate> due;
  std::string starts;  // what starts the clock, in the district's words
  std::string source;  // "34 CFR 99.10(b)"
  Certainty certainty = Certainty::policy;
  DayKind days = DayKind::calendar;
  std::string extension_reason;
};

struct Step {
  InstantMs at = 0;
  Actor actor = Actor::other;
  std::string actor_name;
  Stage stage = Stage::other;
  std::string text;
};

struct Change {
  std::string field;
  std::string label;
  std::string old_value;
  std::string new_value;
};

struct AttachmentInfo {
  std::string id;
  std::string name;
  std::uint64_t size_bytes = 0;
};

struct Request {
  std::string id;
  RequestKind kind = RequestKind::other;
  Stage stage = Stage::other;
  std::string student_id;
  std::string student_name;
  InstantMs created_at = 0;
  std::string asked_by;
  std::string reason;
  std::vector<Change> changes;
  std::vector<AttachmentInfo> attachments;
  std::optional<Deadline> deadline;
  DeletionBasis basis = DeletionBasis::unknown;
  std::string basis_text;  // the district's explanation and what else one may ask for
  Outcome outcome = Outcome::none;
  std::string outcome_reason;
  std::vector<Step> steps;  // oldest first; empty in lists
  bool can_withdraw = false;
  bool can_decide = false;
};

}  // namespace hallpass::portal
