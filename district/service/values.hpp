#pragma once
// What goes into the district's use cases and what comes out. Plain values; texts are UTF-8; instants are UTC.
// Members bear the names of district/openapi.yaml.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "district/store/outbox.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/records/category.hpp"
#include "sdk/records/deadline.hpp"
#include "sdk/records/directory.hpp"
#include "sdk/records/lifecycle.hpp"
#include "sdk/records/redaction.hpp"
#include "sdk/records/triage.hpp"

namespace hallpass::district {

// Who asks: `sub` of an access token that was checked before, which is the sourcedId of OneRoster's users.csv.
struct Caller {
  std::string subject;
};

enum class Role : std::uint8_t { parent, student, staff, system, applicant, employee };
[[nodiscard]] std::string_view to_string(Role role) noexcept;

// Whose record it is: a student, or an applicant or employee of the district.
struct Student {
  std::string id;
  std::string display_name;
  std::string school;  // its name; empty if unknown
  std::string grade;   // OneRoster's, e.g. "05"; empty if unknown
  records::RecordKind kind = records::RecordKind::student;
  std::vector<records::RequestKind> may_request{};  // what the caller may ask for about this record
};

struct Me {
  std::string id;
  std::string display_name;
  Role role;
  bool may_ask;  // for a correction and the like; a student before 18 only looks (34 CFR 99.5)
  // Those the person may see now: a guardian the children's; a student, an applicant, an employee the own, last.
  std::vector<Student> children;
};

// What a parent placed beside an entry that the district did not amend; shown and exported with it (34 CFR 99.21(c)).
struct Statement {
  InstantMs at;
  std::string author;  // a name
  std::string text;
  std::string request_id;
};

// A part of an entry that parents and students do not see (34 CFR 99.12(a)).
struct Redaction {
  std::string id;
  records::RedactionReason reason;
  InstantMs at;
  std::string part;  // these three for staff only
  std::string note;
  std::string by;  // a name
  bool may_lift;
};

struct Entry {
  std::string id;          // unique in the record: "contact.street", "results.score/r-17"
  std::string_view field;  // "contact.street"
  records::Category category;
  std::string label;   // English, with what tells several alike apart: "Score: Algebra I, Quiz 2"
  std::string detail;  // only what tells several alike apart, in the roster's words; may be empty
  std::string value;   // with records::redaction_mark where a part is hidden from the caller
  std::string source;  // where the district has it from, e.g. "OneRoster users.csv"
  std::string_view purpose;
  bool correctable;
  records::DeletionBasis deletion_basis;  // what triage would find today
  std::vector<Statement> statements{};    // oldest first
  bool may_redact = false;                // the caller may hide a part of it
  std::vector<Redaction> redactions{};    // oldest first
};

struct RecordCategory {
  records::Category id;
  std::vector<Entry> entries;
};

struct Record {
  Student student;
  std::optional<InstantMs> opted_out_since;  // of directory information; then the district must not give it out
  std::vector<RecordCategory> categories;    // all that such a record has, in the order to show them
};

enum class DisclosureKind : std::uint8_t { staff_view, disclosure };
[[nodiscard]] std::string_view to_string(DisclosureKind kind) noexcept;
[[nodiscard]] std::optional<DisclosureKind> parse_disclosure_kind(std::string_view word) noexcept;

struct Disclosure {
  std::string id;
  InstantMs at;
  DisclosureKind kind;
  std::string party;     // who saw or received it: a name
  std::string interest;  // the legitimate interest or purpose
  std::vector<records::Category> what;
  std::string source;  // the law that asks for this entry, or that it is the district's promise
  bool required_by_law;
};

struct Actor {
  Role role;
  std::string display_name;
};

struct Step {
  InstantMs at;
  Actor actor;
  records::Event event;
  records::State state;  // after it
  std::string text;      // plain words; for a decision its reason
  bool has_receipt;      // the district signed it: receipts()
};

struct Attachment {
  std::string id;
  std::uint64_t size_bytes;  // of the ciphertext
};

struct RequestEntry {
  std::string id;
  std::string field;
  std::string label;
  records::Category category;
  std::string old_value;  // both empty unless a correction
  std::string new_value;
};

struct Hearing {
  InstantMs at;
  std::string place;  // an address, a room, or how to take part from afar
};

struct Request {
  std::string id;
  records::RequestKind kind;
  records::State state;
  bool open;  // somebody other than the requester still has to act
  Student student;
  Actor requester;
  InstantMs created_at;
  std::vector<RequestEntry> entries;  // none for an inspection, one for a deletion
  std::string reason;
  std::optional<Hearing> hearing;  // the last one that was scheduled
  std::vector<Attachment> attachments;
  std::optional<records::DeletionTriage> basis;  // of a deletion
  std::optional<records::Deadline> deadline;     // none when the district owes nothing
  std::optional<InstantMs> mail_failed_at;       // for staff: since then the requester could not be told by mail
  std::vector<Step> timeline;                    // oldest first
  std::vector<records::Event> may;               // what the caller may do with it now
};

// An entry of the record that is to be corrected or deleted; of a deletion without values.
struct NewSubject {
  std::string entry_id;
  std::string old_value;  // as the parent saw it
  std::string new_value;
};

struct NewRequest {
  records::RequestKind kind;
  std::vector<NewSubject> entries;  // none for an inspection, one for a deletion
  std::string reason;               // required of a correction
  std::vector<std::string> attachment_ids;
};

// A part of an entry that is to be hidden.
struct NewRedaction {
  std::string entry_id;
  std::string part;  // exactly as it stands in the entry
  records::RedactionReason reason;
  std::string note;  // why, for the office
};

// A step of the lifecycle table, a message, or more time.
struct NewStep {
  records::Event event;
  std::string text;                // why, what is wrong, what was found: records::needs_text()
  std::optional<Hearing> hearing;  // when and where, of schedule_hearing only
};

// What the district has signed about a step, and what there is to hold against its digests: docs/step-receipts.md.
struct Receipt {
  std::int64_t step;
  std::string statement;  // a compact JWS
  std::string said;       // canonical JSON; this and its salt are empty where it holds what is hidden from the caller
  std::string said_salt;
  std::string values;  // canonical JSON; both empty where there are none, not any more, or likewise
  std::string values_salt;
};

// A mail of the outbox while somebody sends it.
struct OutgoingMail {
  std::string address;
  store::Mail kept;
};
enum class MailOutcome : std::uint8_t {
  sent,
  failed,   // to be tried again
  refused,  // for good
};

struct OptOutStep {
  InstantMs at;
  Actor actor;  // without a name where it is another parent's
  records::OptOutEvent event;
};

// Whether directory information about a student may be given out (34 CFR 99.37).
struct DirectoryOptOut {
  std::optional<InstantMs> since;  // it is withheld; none: it is not
  bool mine;                       // the caller has opted out
  std::vector<records::OptOutEvent> may;
  records::OptOutBar opt_out_bar;               // why the caller cannot opt out now
  std::optional<records::OptOutWindow> period;  // in which the district takes opt-outs, now or next; none: always
  std::vector<OptOutStep> history;              // oldest first
};

struct CourtOrder {
  std::string student_id;
  std::string guardian_id;
  bool barred;
  std::string reference;  // court and docket number
};

}  // namespace hallpass::district
