#pragma once
// What the district's API answered, as values (district/openapi.yaml). Texts are UTF-8 as the district wrote them.
// `other` in an enumeration is a word this version of the portal does not know; its raw form is never shown.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/civil_time.hpp"

namespace hallpass::portal {

enum class Role : std::uint8_t { parent, staff, other };
enum class RequestKind : std::uint8_t { inspection, correction, deletion, other };
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
// The states of the lifecycle table that a stored request can be in.
enum class RequestState : std::uint8_t {
  submitted,
  identity_check,
  rejected,
  triaged,
  available,
  explanation_requested,
  explained,
  amended,
  approved,
  refused,
  hearing_requested,
  hearing_scheduled,
  hearing_held,
  upheld,
  denied,
  statement_offered,
  statement_attached,
  vendor_directed,
  destroyed,
  withdrawn,
  other
};
enum class ActorRole : std::uint8_t { parent, staff, system, other };
// The law that lets a parent ask to delete an entry.
enum class DeletionBasis : std::uint8_t { none, coppa, idea, california_pupil, ccpa, other };
// law: what the law's text or an agency's guidance says. policy: everything else, shown as the district's own.
enum class Certainty : std::uint8_t { law, policy };
enum class DayKind : std::uint8_t { calendar, business };
enum class DisclosureKind : std::uint8_t { parent_view, staff_view, disclosure, request, other };
enum class Outcome : std::uint8_t { none, approved, refused };

struct District {
  std::string name;
  std::string age_recipient;  // "age1…"
  std::string email;          // may be empty
  std::string phone;          // may be empty
};

struct Student {
  std::string id;
  std::string name;
  std::string school;  // may be empty
  std::string grade;   // OneRoster's "KG", "01" … "12"; may be empty
};

struct Me {
  std::string id;
  std::string name;
  Role role = Role::other;
  std::vector<Student> children;
};

struct Entry {
  std::string id;
  std::string field;  // "contact.street"
  std::string label;  // English
  std::string value;
  std::string source;
  std::string purpose;
  bool correctable = false;
  DeletionBasis deletion_basis = DeletionBasis::other;
};

struct RecordCategory {
  Category category = Category::other;
  std::vector<Entry> entries;
};

struct Record {
  Student student;
  std::vector<RecordCategory> categories;
};

struct Disclosure {
  std::string id;
  InstantMs at = 0;
  DisclosureKind kind = DisclosureKind::other;
  std::string party;
  std::string interest;
  std::vector<Category> what;
  std::string source;  // the law that asks for this entry, or the district's promise
  bool required_by_law = false;
};

struct Deadline {
  CivilDate due;
  std::string source;
  Certainty certainty = Certainty::policy;
  DayKind days = DayKind::calendar;
  std::string started_by;
};

struct Actor {
  ActorRole role = ActorRole::other;
  std::string name;
};

struct Step {
  InstantMs at = 0;
  Actor actor;
  RequestState state = RequestState::other;
  std::string text;
};

struct Attachment {
  std::string id;
  std::uint64_t size_bytes = 0;  // of the ciphertext
};

// Why something can or cannot be deleted, as the district found it.
struct Basis {
  DeletionBasis id = DeletionBasis::other;
  std::string explanation;
  std::string source;
  Certainty certainty = Certainty::policy;
  std::vector<std::string> instead;
};

struct Request {
  std::string id;
  RequestKind kind = RequestKind::other;
  RequestState state = RequestState::other;
  bool open = false;
  Student student;
  Actor requester;
  InstantMs created_at = 0;
  std::string entry_field;  // both empty for an inspection
  std::string entry_label;
  std::string old_value;  // of a correction
  std::string new_value;
  std::string reason;
  std::vector<Attachment> attachments;
  std::optional<Basis> basis;  // of a deletion
  std::optional<Deadline> deadline;
  std::vector<Step> timeline;  // oldest first
  bool may_withdraw = false;
  bool may_decide = false;
};

}  // namespace hallpass::portal
