#pragma once
// Everything the portal knows, as one value. Screens are drawn from it alone; only update() changes it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "portal/model/district.hpp"
#include "portal/model/event.hpp"

namespace hallpass::portal {

enum class Language : std::uint8_t { english, spanish };

enum class Screen : std::uint8_t {
  welcome,        // before sign-in
  children,       // parent: my children
  record,         // one child's record by category
  correction,     // the form
  deletion,       // the form
  inspection,     // the form
  review,         // what a form will send, before it is sent
  requests,       // my requests
  request,        // one request
  disclosures,    // who has seen the record
  staff_queue,    // staff: open requests by deadline
  staff_request,  // staff: one request and its decision
  not_for_you     // signed in, but the district knows neither a child nor a task for this person
};

// Where the person is. Ids are empty where the screen needs none.
struct Place {
  Screen screen = Screen::welcome;
  std::string student_id;
  std::string request_id;
  std::string draft;  // key into State::drafts, for the forms and the review
  friend bool operator==(Place const&, Place const&) = default;
};

enum class Problem : std::uint8_t {
  none,
  network,     // no answer
  expired,     // 401: sign in again
  not_found,   // 404: gone, or not to be seen by this person
  conflict,    // 409: changed meanwhile
  too_large,   // 413
  not_taken,   // another 4xx: the district did not accept it
  district,    // 5xx
  unreadable,  // the answer is not what the contract says
  file         // the file could not be read, encrypted or saved
};

enum class Phase : std::uint8_t { idle, loading, ready, failed };

// A value of the district. `value` is only meaningful when it was ready once; it is kept while it is loaded anew.
template <class T>
struct Remote {
  Phase phase = Phase::idle;
  Problem problem = Problem::none;
  EffectId waiting_for = 0;
  bool has_value = false;
  T value{};
};

enum class DraftKind : std::uint8_t { correction, deletion, inspection, decision };
enum class FieldError : std::uint8_t { none, required, same_as_old, too_long, file_too_large, choose_one };
enum class Sending : std::uint8_t { no, uploading, posting };

// What a person is writing. Lost only by sending it, by discarding it, or by signing out.
struct Draft {
  DraftKind kind = DraftKind::correction;
  std::string student_id;
  std::string student_name;
  std::string request_id;  // of a decision
  std::string entry_id;    // of a correction or deletion
  std::string field;
  std::string label;
  std::string old_value;
  std::string new_value;
  std::string reason;
  Outcome outcome = Outcome::none;

  std::string file_name;  // empty: no attachment. The bytes stay with the host
  std::uint64_t file_size_bytes = 0;
  bool file_lost = false;     // chosen once, but the page was left since: choose again
  std::string attachment_id;  // uploaded already

  FieldError new_value_error = FieldError::none;
  FieldError reason_error = FieldError::none;
  FieldError file_error = FieldError::none;
  FieldError outcome_error = FieldError::none;
  [[nodiscard]] bool has_errors() const {
    return new_value_error != FieldError::none || reason_error != FieldError::none || file_error != FieldError::none ||
           outcome_error != FieldError::none;
  }

  Sending sending = Sending::no;
  EffectId waiting_for = 0;
  std::uint64_t sent_bytes = 0, total_bytes = 0;
  Problem problem = Problem::none;
  std::string idempotency_key;  // one per submit, the same on every retry
};

enum class Dialog : std::uint8_t { none, withdraw, discard, sign_out, session };

// A note shown on top of the screen until the next one ("Your request was sent").
enum class Notice : std::uint8_t { none, sent, withdrawn, decided, draft_kept, downloaded, signed_out, sign_in_failed };

enum class Session : std::uint8_t { signed_out, signing_in, signed_in, expired };

struct State {
  Language language = Language::english;
  View view = View::canvas;
  std::int32_t utc_offset_minutes = 0;
  InstantMs now_ms = 0;

  Session session = Session::signed_out;
  InstantMs session_ends_ms = 0;  // 0: unknown

  Place place;
  std::uint32_t page = 0;    // index of `place` in `pages`; also part of its heading's key
  std::vector<Place> pages;  // every page shown since the start, for browser back and forward
  Dialog dialog = Dialog::none;
  Notice notice = Notice::none;

  Remote<District> district;
  Remote<Me> me;
  Remote<Record> record;                        // of place.student_id
  Remote<std::vector<Disclosure>> disclosures;  // of place.student_id
  Remote<std::vector<Request>> requests;        // the person's own
  Remote<std::vector<Request>> queue;           // staff
  Remote<Request> request;                      // of place.request_id
  // What was pressed on a request (withdraw, download): where it stands.
  Remote<std::string> action;

  std::map<std::string, Draft> drafts;
  EffectId last_id = 0;
};

}  // namespace hallpass::portal
