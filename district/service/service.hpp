#pragma once
// The district's use cases: every rule of who may do what with a record, and every trace it leaves. The HTTP layer
// above only translates; the store below only keeps.
//
// Errors, of every method:
//   not_found         what the caller may not see, whatever the reason, and what does not exist: `where` "student",
//                     "request", "attachment", "guardian" or "caller" (staff only). The two cannot be told apart.
//   forbidden         the roster does not know the caller; `where` "sub". From me() only; elsewhere it is not_found.
//   invalid_argument  `where` is a JSON Pointer into the body of district/openapi.yaml, e.g. "/reason"
//   too_large         likewise
//   conflict          the request is in another state, or the entry has changed; `where` "state", "/old_value", …
//   already_used      the idempotency key has stood for another request; `where` "Idempotency-Key"
//   unavailable       the store is busy or its disk is full; nothing was done
//   internal          the store failed; nothing was done
// A change answers with what its Once writes; under a key that was kept, with what was written then, and does nothing.
// Lists come whole or in pages (page.hpp); invalid_argument, `where` "cursor", when a page cannot begin there.
// What returned without an error is on disk: it survives the death of the process and of the machine.
// Threads: any number may call at once.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "district/service/once.hpp"
#include "district/service/page.hpp"
#include "district/service/values.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/signing_key.hpp"

namespace hallpass::store {
class Store;
}

namespace hallpass::district {

inline constexpr std::size_t max_reason_bytes = 4000;
inline constexpr std::size_t max_value_bytes = 4000;
inline constexpr std::size_t max_attachment_bytes = std::size_t{10} * 1024 * 1024;
inline constexpr std::size_t max_attachments_per_request = 10;
inline constexpr std::size_t max_entries_per_request = 20;
inline constexpr std::size_t max_place_bytes = 255;
inline constexpr std::size_t max_steps = 200;              // of one request, messages among them
inline constexpr std::size_t max_unused_attachments = 20;  // of one person, uploaded but not yet in a request

// Who signs the receipts of steps.
struct ReceiptSigner {
  std::string issuer;  // the district, as an origin
  proof::SigningKey key;
};

// What the district's privacy policy grants applicants, or employees, of their own records. Without inspection they
// have nothing here.
struct OwnRights {
  bool inspection = false;
  bool correction = false;
  bool deletion = false;
};

struct Settings {
  std::string district_name;  // shown as the actor of what the system does by itself
  records::Jurisdiction jurisdiction = records::Jurisdiction::federal;
  records::Targets targets{};
  records::Holidays holidays{};
  int utc_offset_minutes = 0;  // of the district's wall clock: on which day something arrives
  std::optional<records::OptOutPeriod> opt_out_period{};  // of directory information; none: the whole year
  // From which age on a student sees the own record while the rights are still the parents'; 18: not before they pass.
  // 34 CFR 99.5(b) lets a district give that. 13 is ours: below it, federal law has parents act for a child online (16
  // CFR 312.2).
  int student_view_from = 13;
  std::shared_ptr<ReceiptSigner const> receipt_signer{};  // none: steps are kept without receipts
  bool mails = false;                                     // requesters are told of news by mail
  OwnRights applicants{};
  OwnRights employees{};
  InstantMs first_mail_wait_ms = 60'000;  // after the first try that failed; longer each time
};

// Whether a request is still what the caller decided by; empty: whatever it is. Its error becomes the step's.
using Unchanged = std::function<Result<void>(Request const& as_it_stands)>;

class Service {
 public:
  // REQUIRES: the store outlives the service.
  Service(store::Store& store, Settings settings);

  [[nodiscard]] Result<Me> me(Caller const& caller, InstantMs now) const;

  // The student's record by category. A view by staff is on disk in the disclosure log before this returns; a
  // parent's own is not logged (34 CFR 99.32(d)(1)), because separated parents would watch each other by it. A student
  // before 18 sees the record here, from Settings::student_view_from on, and nothing of all the rest.
  [[nodiscard]] Result<Record> record(Caller const& caller, std::string_view student_id, InstantMs now) const;

  // Whether directory information about the student is withheld, and what the caller can do about it. A view by staff
  // is logged.
  [[nodiscard]] Result<DirectoryOptOut> directory_opt_out(Caller const& caller, std::string_view student_id,
                                                          InstantMs now) const;
  // Parents, and the student from 18 on, opt out or rescind. Errors: conflict, `where` "/event", with why not as
  // advice.
  [[nodiscard]] Result<DirectoryOptOut> take_opt_out(Caller const& caller, std::string_view student_id,
                                                     records::OptOutEvent event, InstantMs now) const;

  // Staff only: hides a part of an entry from parents and students, wherever it stands (records::redaction_mark), and
  // answers with the record as staff see it. A view. Errors: conflict, `where` "/part", when the entry does not say
  // that or it is hidden already.
  [[nodiscard]] Result<Record> redact(Caller const& caller, std::string_view student_id, NewRedaction const& wanted,
                                      InstantMs now) const;
  // Records officers only: shows it again. Errors: conflict, `where` "/event" for other staff, "/redaction_id" when
  // nothing is hidden under it.
  [[nodiscard]] Result<Record> lift_redaction(Caller const& caller, std::string_view student_id,
                                              std::string_view redaction_id, InstantMs now) const;

  // Who has seen or received the record, newest first.
  [[nodiscard]] Result<Paged<Disclosure>> disclosures(Caller const& caller, std::string_view student_id, InstantMs now,
                                                      Page const& page = {}) const;

  // By who has the rights over the record, of what may_request() names; conflict, `where` "/kind", for anything else. A
  // deletion is triaged at once: the answer carries its basis. Where the law gives none the request still goes to
  // staff, whose refusal answers it (state `explained`); approving it is a conflict. A correction may be about several
  // entries; it is decided as a whole.
  [[nodiscard]] Result<std::string> create_request(Caller const& caller, std::string_view student_id,
                                                   NewRequest const& request, Once<Request> const& once,
                                                   InstantMs now) const;

  // Those about one student that the caller may see, newest first: staff all, parents their own.
  [[nodiscard]] Result<Paged<Request>> requests_of_student(Caller const& caller, std::string_view student_id,
                                                           InstantMs now, Page const& page = {}) const;
  // The caller's own, newest first; not those about a student they may no longer see.
  [[nodiscard]] Result<Paged<Request>> my_requests(Caller const& caller, InstantMs now, Page const& page = {}) const;
  // A view by staff is logged.
  [[nodiscard]] Result<Request> request(Caller const& caller, std::string_view request_id, InstantMs now) const;
  // Takes the step that the lifecycle table gives the caller (Request::may): a requester withdraws, asks for an
  // explanation or a hearing, attaches a statement; staff decide, explain, schedule; anyone of the staff who did not
  // decide it holds the hearing; an officer who did not approve a deletion confirms it. What follows by itself is done
  // with it: an approved correction changes the record; a confirmed deletion destroys the entry, or waits until
  // nobody's inspection of that record is pending any more. `message` and `extend` leave the state. Errors: conflict,
  // `where` "/event": not now, or not by this person; its advice says which; whatever `unchanged` gives.
  [[nodiscard]] Result<std::string> take_step(Caller const& caller, std::string_view request_id, NewStep const& step,
                                              Once<Request> const& once, Unchanged const& unchanged,
                                              InstantMs now) const;

  // The signed receipts of a request's steps, in order; none of those that were taken without a key. A view by staff is
  // logged.
  [[nodiscard]] Result<std::vector<Receipt>> receipts(Caller const& caller, std::string_view request_id,
                                                      InstantMs now) const;

  // Staff only: open requests of their schools, the earliest deadline first. Summaries: values, reason, attachments and
  // timeline are empty here and in requests_of_student() for staff, so that only request() is a view of the record.
  [[nodiscard]] Result<Paged<Request>> staff_queue(Caller const& caller, InstantMs now, Page const& page = {}) const;
  // Staff only: the requester was told of the news in another way, whose mail could not be delivered. A view by staff
  // is logged.
  [[nodiscard]] Result<Request> note_told(Caller const& caller, std::string_view request_id, InstantMs now) const;
  // Staff only. Bars a guardian from a student's record, or lifts the bar that staff set; effective with the return.
  // Errors: conflict, `where` "/barred", when lifting a bar that the roster itself sets.
  [[nodiscard]] Result<CourtOrder> set_court_order(Caller const& caller, CourtOrder const& order, InstantMs now) const;

  // An age v1 file, binary. Errors: malformed, `where` "body", when it does not begin as one; conflict,
  // `where` "attachments", when too many are waiting to be used.
  [[nodiscard]] Result<std::string> add_attachment(Caller const& caller, ByteView age_file,
                                                   Once<Attachment> const& once, InstantMs now) const;
  // The ciphertext, for who uploaded it and for staff who may see the request it belongs to.
  [[nodiscard]] Result<Bytes> attachment(Caller const& caller, std::string_view attachment_id, InstantMs now) const;

  // For who sends the mails: the next one that is due, the caller's own until `until`; none when none is. Whom it was
  // for and may not see the request any more, or has no address, is told nothing.
  [[nodiscard]] Result<std::optional<OutgoingMail>> next_mail(InstantMs now, InstantMs until) const;
  // What became of it. Gives whether it has been given up: refused, or tried for five days.
  [[nodiscard]] Result<bool> settle_mail(OutgoingMail const& mail, MailOutcome outcome, InstantMs now) const;

 private:
  store::Store& store_;
  Settings settings_;
};

}  // namespace hallpass::district
