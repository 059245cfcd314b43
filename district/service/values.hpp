#pragma once
// What goes into the district's use cases and what comes out. Plain values; texts are UTF-8; instants are UTC.
// Members bear the names of district/openapi.yaml.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/bytes.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/records/category.hpp"
#include "sdk/records/deadline.hpp"
#include "sdk/records/lifecycle.hpp"
#include "sdk/records/triage.hpp"

namespace hallpass::district {

// Who asks: `sub` of an access token that was checked before, which is the sourcedId of OneRoster's users.csv.
struct Caller {
  std::string subject;
};

enum class Role : std::uint8_t { parent, student, staff, system };
[[nodiscard]] std::string_view to_string(Role role) noexcept;

struct Student {
  std::string id;
  std::string display_name;
  std::string school;  // its name; empty if unknown
  std::string grade;   // OneRoster's, e.g. "05"; empty if unknown
};

struct Me {
  std::string id;
  std::string display_name;
  Role role;
  std::vector<Student> children;  // those the person may see now; staff have none
};

struct Entry {
  std::string id;          // unique in the record: "contact.street", "results.score/r-17"
  std::string_view field;  // "contact.street"
  records::Category category;
  std::string label;   // English, with what tells several alike apart: "Score: Algebra I, Quiz 2"
  std::string detail;  // only what tells several alike apart, in the roster's words; may be empty
  std::string value;
  std::string source;  // where the district has it from, e.g. "OneRoster users.csv"
  std::string_view purpose;
  bool correctable;
  records::DeletionBasis deletion_basis;  // what triage would find today
};

struct RecordCategory {
  records::Category id;
  std::vector<Entry> entries;
};

struct Record {
  Student student;
  std::vector<RecordCategory> categories;  // all nine, in the order to show them
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
  records::State state;
  std::string text;  // plain words; for a decision its reason
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
};

enum class Permission : std::uint8_t { withdraw, decide };
[[nodiscard]] std::string_view to_string(Permission permission) noexcept;

struct Request {
  std::string id;
  records::RequestKind kind;
  records::State state;
  bool open;  // somebody other than the requester still has to act
  Student student;
  Actor requester;
  InstantMs created_at;
  std::optional<RequestEntry> entry;  // none for an inspection
  std::string old_value;              // empty unless a correction
  std::string new_value;              // empty unless a correction
  std::string reason;
  std::vector<Attachment> attachments;
  std::optional<records::DeletionTriage> basis;  // of a deletion
  std::optional<records::Deadline> deadline;     // none when the district owes nothing
  std::vector<Step> timeline;                    // oldest first
  std::vector<Permission> may;                   // what the caller may do with it now
};

struct NewRequest {
  records::RequestKind kind;
  std::string entry_id;   // of the record; empty for an inspection
  std::string old_value;  // of a correction: as the parent saw it
  std::string new_value;  // of a correction
  std::string reason;     // required of a correction
  std::vector<std::string> attachment_ids;
};

enum class Outcome : std::uint8_t { approved, refused };
[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view word) noexcept;

struct Decision {
  Outcome outcome;
  std::string reason;
};

struct CourtOrder {
  std::string student_id;
  std::string guardian_id;
  bool barred;
  std::string reference;  // court and docket number
};

}  // namespace hallpass::district
