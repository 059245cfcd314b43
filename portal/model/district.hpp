#pragma once
// What the district's API answered, as values (district/openapi.yaml). Texts are UTF-8 as the district wrote them.
// `other` in an enumeration, or nothing in an optional one, is a word this version of the portal does not know; its
// raw form is never shown.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sdk/base/civil_time.hpp"
#include "sdk/records/category.hpp"
#include "sdk/records/certainty.hpp"
#include "sdk/records/deadline.hpp"
#include "sdk/records/directory.hpp"
#include "sdk/records/lifecycle.hpp"
#include "sdk/records/redaction.hpp"

namespace hallpass::portal {

using records::Authority;
using records::Category;
using records::DayKind;
using records::DeletionBasis;
using records::RecordKind;
using RequestEvent = records::Event;
using records::RequestKind;
using RequestState = records::State;

// student: from 18 on with the rights of a parent over the own record (34 CFR 99.5); before, only to look at it.
// applicant, employee: over the own record what the district's privacy policy grants.
enum class Role : std::uint8_t { parent, student, staff, applicant, employee, other };
enum class ActorRole : std::uint8_t { parent, student, staff, applicant, employee, system, other };
enum class DisclosureKind : std::uint8_t { staff_view, disclosure, other };

struct District {
  std::string name;
  std::string email;  // may be empty
  std::string phone;  // may be empty
};

// Whose record it is: mostly a student, or else who works for the district or has applied to.
struct Student {
  std::string id;
  std::string name;
  std::optional<RecordKind> kind = RecordKind::student;
  std::vector<RequestKind> may_request{};  // what this person may ask for about the record now
  std::string school{};                    // may be empty
  std::string grade{};                     // OneRoster's "KG", "01" … "12"; may be empty

  [[nodiscard]] bool is_student() const noexcept { return kind == RecordKind::student; }
  [[nodiscard]] bool allows(RequestKind asked) const {
    return std::ranges::find(may_request, asked) != may_request.end();
  }
};

struct Me {
  std::string id;
  std::string name;
  Role role = Role::other;
  bool may_ask = false;           // for anything at all; about which record for what, that record says
  std::vector<Student> children;  // and after them the person's own records
};

// What a parent placed beside an entry that the district did not change.
struct Statement {
  InstantMs at = 0;
  std::string author;
  std::string text;
};

// A part of an entry that only staff see.
struct Redaction {
  std::string id;
  std::string explanation;  // English; translated() knows it
  std::string source;
  std::string part;  // this and the next two are empty for who does not see it
  std::string note;
  std::string by;
  bool may_lift = false;
};

struct Entry {
  std::string id;
  std::string field;  // "contact.street"
  std::string label;  // English; translated() knows it
  std::string value;
  std::string source;
  std::string purpose;
  bool correctable = false;
  std::optional<DeletionBasis> deletion_basis;
  std::vector<Statement> statements;  // oldest first
  bool may_redact = false;
  std::vector<Redaction> redactions;  // oldest first
};

struct RecordCategory {
  std::optional<Category> category;
  std::vector<Entry> entries;
};

struct Record {
  Student student;
  std::optional<InstantMs> opted_out_since;  // of directory information
  std::vector<RecordCategory> categories;
};

struct Disclosure {
  std::string id;
  InstantMs at = 0;
  DisclosureKind kind = DisclosureKind::other;
  std::string party;
  std::string interest;
  std::vector<std::optional<Category>> what;
  std::string source;  // the law that asks for this entry, or the district's promise
  bool required_by_law = false;
};

struct Actor {
  ActorRole role = ActorRole::other;
  std::string name;
};

struct OptOutStep {
  InstantMs at = 0;
  Actor actor;
  bool opts_out = false;
};

struct OptOutLimit {
  std::string what;
  std::string source;
};

// Whether the district may give out directory information about a student.
struct OptOut {
  std::optional<InstantMs> since;
  bool mine = false;
  bool may_opt_out = false;
  bool may_rescind = false;
  std::optional<records::OptOutBar> bar;  // why not to opt out now
  std::optional<CivilDate> period_from;   // now or next; none: the whole year
  CivilDate period_until;
  std::string source;
  std::vector<OptOutLimit> limits;
  std::vector<OptOutStep> history;  // oldest first
};

struct Deadline {
  CivilDate due;  // the last day
  std::uint64_t days = 0;
  DayKind day_kind = DayKind::calendar;
  CivilDate counted_from;
  std::string source;
  Authority authority = Authority::district_policy;
  std::uint64_t extension_days = 0;  // that staff may add once
};

struct Step {
  InstantMs at = 0;
  Actor actor;
  std::optional<RequestEvent> event;
  std::optional<RequestState> state;
  std::string text;
  bool has_receipt = false;  // the district signed it
};

struct Attachment {
  std::string id;
  std::uint64_t size_bytes = 0;  // of the ciphertext
};

// Why something can or cannot be deleted, as the district found it.
struct Basis {
  std::optional<DeletionBasis> id;
  std::string explanation;
  std::string source;
  Authority authority = Authority::district_policy;
  std::vector<std::string> instead;
};

struct RequestEntry {
  std::string label;
  std::string old_value;  // of a correction
  std::string new_value;
};

struct Hearing {
  InstantMs at = 0;
  std::string place;
};

struct Request {
  std::string id;
  std::optional<RequestKind> kind;
  std::optional<RequestState> state;
  bool open = false;
  Student student;
  Actor requester;
  InstantMs created_at = 0;
  std::vector<RequestEntry> entries;  // none for an inspection
  std::string reason;
  std::optional<Hearing> hearing;
  std::vector<Attachment> attachments;
  std::optional<Basis> basis;  // of a deletion
  std::optional<Deadline> deadline;
  std::optional<InstantMs> mail_failed_at;  // for staff: the requester has to be told otherwise
  std::vector<Step> timeline;               // oldest first
  std::vector<RequestEvent> may;

  // There are receipts of some of its steps.
  [[nodiscard]] bool is_signed() const { return std::ranges::any_of(timeline, &Step::has_receipt); }
  [[nodiscard]] bool allows(RequestEvent event) const { return std::ranges::find(may, event) != may.end(); }
};

}  // namespace hallpass::portal
