#pragma once
// Requests, their steps, attachments and the disclosure log, as the store keeps them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/bytes.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"
#include "sdk/records/category.hpp"
#include "sdk/records/lifecycle.hpp"

namespace hallpass::store {

// One entry of the record that a request is about. Values are empty unless it is to be corrected.
struct Subject {
  std::string entry_id;
  std::string field;
  std::string label;
  std::string old_value;
  std::string new_value;
};

struct Hearing {
  InstantMs at;
  std::string place;
};

struct Request {
  std::string id;
  std::string student_id;
  std::string requester_id;
  std::string requester_name;  // as it was then
  records::RequestKind kind;
  records::DeletionBasis basis = records::DeletionBasis::none;
  records::State state;
  bool open = true;
  InstantMs created_at = 0;
  InstantMs entered_at = 0;    // it came into `state`
  bool extended = false;       // the time that runs in `state`
  std::vector<Subject> about;  // none for an inspection
  std::string reason;
  std::optional<Hearing> hearing;
  records::RecordKind record = records::RecordKind::student;  // whose record it is about, as it was then
  std::optional<InstantMs> mail_failed_at{};                  // since then a mail about it has been given up; read only
};

struct Step {
  InstantMs at;
  std::string role;  // district::Role's word
  std::string actor_name;
  std::string actor_id;  // empty for the system
  records::Event event;
  records::State state;
  std::string text;
};

// What a parent placed in the record beside an entry that the district did not amend (34 CFR 99.21(b)(2)).
struct Statement {
  std::string student_id;
  std::string entry_id;
  std::string request_id;
  std::string author;  // a name
  InstantMs at;
  std::string text;
};

struct Attachment {
  std::string id;
  std::string owner_id;
  std::string request_id;  // empty until a request names it
  std::uint64_t size_bytes = 0;
  InstantMs created_at = 0;
};

struct Disclosure {
  std::string id;  // given by the store, ascending
  std::string student_id;
  InstantMs at;
  std::string kind;  // district::DisclosureKind's word
  std::string party_id;
  std::string party;
  std::string interest;
  std::vector<records::Category> what;
  std::string source;
  bool required_by_law = false;
};

class Requests {
 public:
  Requests() = default;
  Requests(Requests const&) = delete;
  Requests& operator=(Requests const&) = delete;
  virtual ~Requests() = default;

  [[nodiscard]] virtual Result<void> add_request(Request const& request) = 0;
  [[nodiscard]] virtual Result<std::optional<Request>> request(std::string_view id) = 0;
  // Newest first.
  [[nodiscard]] virtual Result<std::vector<Request>> requests_of_student(std::string_view student_id) = 0;
  [[nodiscard]] virtual Result<std::vector<Request>> requests_of_requester(std::string_view person_id) = 0;
  // Open ones, and those of which somebody could not be told by mail, about students of the staff member's schools,
  // oldest first.
  [[nodiscard]] virtual Result<std::vector<Request>> requests_waiting_for(std::string_view staff_id) = 0;
  // Moves the request on; a time that was extended ends. Errors: conflict, `where` "state", when it is not in `from`
  // any more.
  [[nodiscard]] virtual Result<void> move_request(std::string_view id, records::State from, records::State to,
                                                  bool open, InstantMs at) = 0;
  [[nodiscard]] virtual Result<void> extend_request(std::string_view id) = 0;
  [[nodiscard]] virtual Result<void> set_hearing(std::string_view id, Hearing const& hearing) = 0;
  [[nodiscard]] virtual Result<void> add_step(std::string_view request_id, Step const& step) = 0;
  [[nodiscard]] virtual Result<std::vector<Step>> steps(std::string_view request_id) = 0;

  // They are kept as long as the entry, and go with it.
  [[nodiscard]] virtual Result<void> add_statement(Statement const& statement) = 0;
  // Oldest first.
  [[nodiscard]] virtual Result<std::vector<Statement>> statements(std::string_view student_id) = 0;

  [[nodiscard]] virtual Result<void> add_attachment(Attachment const& attachment, ByteView ciphertext) = 0;
  [[nodiscard]] virtual Result<std::optional<Attachment>> attachment(std::string_view id) = 0;
  [[nodiscard]] virtual Result<Bytes> attachment_bytes(std::string_view id) = 0;
  [[nodiscard]] virtual Result<std::vector<Attachment>> attachments_of(std::string_view request_id) = 0;
  [[nodiscard]] virtual Result<std::size_t> unused_attachments(std::string_view owner_id) = 0;
  // Errors: conflict, `where` "attachment", when it belongs to a request already.
  [[nodiscard]] virtual Result<void> use_attachment(std::string_view id, std::string_view request_id) = 0;

  // Newest first. `id` of an added one is ignored.
  [[nodiscard]] virtual Result<void> add_disclosure(Disclosure const& disclosure) = 0;
  [[nodiscard]] virtual Result<std::vector<Disclosure>> disclosures(std::string_view student_id) = 0;
};

}  // namespace hallpass::store
