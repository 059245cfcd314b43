#pragma once
// Everything the portal knows, as one value. Screens are drawn from it alone; only update() changes it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "portal/model/district.hpp"
#include "portal/model/draft.hpp"
#include "portal/model/event.hpp"

namespace hallpass::portal {

enum class Screen : std::uint8_t {
  welcome,      // before sign-in
  home,         // signed in; who this is, is still unknown
  not_for_you,  // signed in, but the district has nothing for this person here
  children,     // my children, my own record
  record,       // one record by category
  correction,   // the form
  deletion,     // the form
  inspection,   // the form
  review,       // what a form will send, before it is sent
  requests,     // my requests
  request,      // one request, for who asked or for staff with the decision
  disclosures,  // who has seen the record
  copy,         // a copy of the record for oneself
  directory,    // whether directory information may be given out
  redaction,    // staff: hide a part of an entry
  staff_queue   // staff: open requests by deadline
};
inline constexpr std::size_t screen_count = 16;

// Where the person is. Ids are empty where the screen needs none.
struct Place {
  Screen screen = Screen::welcome;
  std::string student_id{};  // record, disclosures, directory, redaction, forms
  std::string request_id{};  // request
  std::string draft{};       // key into State::drafts: forms, review
  friend bool operator==(Place const&, Place const&) = default;
};

enum class Phase : std::uint8_t { idle, loading, ready, failed };

// A value of the district.
template <class T>
struct Remote {
  Phase phase = Phase::idle;
  Problem problem = Problem::none;
  EffectId waiting_for = 0;
  std::string about{};  // the id it belongs to, where there are several
  T value{};            // whole when phase is ready; kept, but old, while it is loaded anew or that failed
};

enum class Dialog : std::uint8_t { none, withdraw, discard, sign_out, session };

// Said on top of the screen until the next one.
enum class Notice : std::uint8_t {
  none,
  sent,
  told,
  mail_settled,
  withdrawn,
  decided,
  downloaded,
  copied,
  proof_saved,
  opted_out,
  rescinded,
  redacted,
  lifted,
  signed_out,
  sign_in_failed,
  language_missed,
  draft_kept
};

// confirming: the host holds a token, but the district has not said yet whose it is. Only signed_in shows anything of a
// record, a request or a draft: on a shared computer the next person may stand there.
enum class Session : std::uint8_t { signed_out, signing_in, confirming, signed_in, expired };

enum class CopyFormat : std::uint8_t { page, table, data };
// Behind scrypt too, what is short is soon guessed.
inline constexpr std::size_t min_passphrase_bytes = 12;
// How a copy of the record is to be saved; forgotten with the screen.
struct CopyForm {
  CopyFormat format = CopyFormat::page;
  bool is_locked = false;
  std::string passphrase;
  bool shows_passphrase = false;
  FieldError error = FieldError::none;  // of the passphrase
};

// What part of which entry is to be hidden; forgotten with the screen.
struct RedactionForm {
  Entry entry;
  std::string part;
  std::string note;
  FieldError part_error = FieldError::none;
  FieldError note_error = FieldError::none;
};

// What was being done when the page was left: to sign in, by a reload, or in a crash.
struct Saved {
  std::string person_id;
  Place place;
  std::map<std::string, Draft> drafts{};
};

struct State {
  Language language;
  std::vector<LanguageName> languages;  // that the host has
  std::string wanted_language;          // the tag of one that was asked for and is not here yet
  View view = View::canvas;
  WallClock clock;
  std::string logo;  // as in Started
  InstantMs now_ms = 0;

  Session session = Session::signed_out;
  InstantMs session_ends_ms = 0;  // 0: unknown

  Place place;
  std::uint32_t page = 0;    // index of `place` in `pages`
  std::vector<Place> pages;  // every page shown since the start, for browser back and forward
  Dialog dialog = Dialog::none;
  std::string dialog_opener;  // key of the control that gets the focus back
  Notice notice = Notice::none;

  Remote<District> district;
  Remote<Me> me;
  Remote<Record> record;
  Remote<std::vector<Disclosure>> disclosures;
  Remote<OptOut> opt_out;
  Remote<std::vector<Request>> requests;  // the parent's own
  Remote<std::vector<Request>> queue;     // staff
  Remote<Request> request;
  Remote<std::string> action;  // what was pressed on a screen (withdraw, download, opt out), and how that ends
  CopyForm copy;
  RedactionForm redaction;
  // How many rows more are shown of long lists, by their names; their rows may be fewer.
  std::map<std::string, std::size_t, std::less<>> more_rows;

  std::map<std::string, Draft> drafts;  // by draft_key()
  Saved saved;
  std::string kept;          // what the last SaveDraft effect holds
  bool leaves_page = false;  // for the sign-in page
  EffectId last_id = 0;
};

// A long list shows so many rows at first, and so many more each time they are asked for.
inline constexpr std::size_t first_rows = 25;
inline constexpr std::size_t more_rows = 100;
[[nodiscard]] inline std::size_t rows_asked_for(State const& state, std::string_view list) {
  auto const found = state.more_rows.find(list);
  return first_rows + (found == state.more_rows.end() ? 0 : found->second);
}

}  // namespace hallpass::portal
