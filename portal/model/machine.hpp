#pragma once
// The inside of update(): one event's work on the state. Private to portal/model.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/model/api.hpp"
#include "portal/model/effect.hpp"
#include "portal/model/event.hpp"
#include "portal/model/state.hpp"
#include "portal/model/texts.hpp"

namespace hallpass::portal {

enum class Loading : std::uint8_t { needed, anew, none };

class Machine {
 public:
  explicit Machine(State& state) : state_{&state} {}
  // Has the host keep what is written, where that is something else than it keeps already.
  void keep_drafts();
  [[nodiscard]] std::vector<Effect> take_effects() { return std::move(effects_); }

  // session.cpp
  void on(Started const& event);
  void on(SignedIn const& event);
  void on(SignInFailed const& event);
  void on(Woke const& event);
  // clicks.cpp
  void on(Clicked const& event);
  void on(Dismissed const& event);
  // forms.cpp
  void on(FieldChanged const& event);
  void on(FileChosen const& event);
  // answers.cpp
  void on(Answered const& event);
  void on(UploadProgressed const& event);
  // navigation.cpp
  void on(ViewChanged const& event);
  void on(PageRecalled const& event);
  // languages.cpp
  void on(LanguageLoaded const& event);
  void on(LanguageMissed const& event);

 private:
  // navigation.cpp
  void go(Place place, Loading loading = Loading::needed);
  void go_home();
  [[nodiscard]] Place home() const;
  // False for a form whose draft is gone.
  [[nodiscard]] bool can_show(Place const& place) const;
  // Asks the district for what the place shows.
  void load(Loading loading);
  template <class T>
  void fetch(Remote<T>& remote, std::string const& path, std::string about = {},
             Authorization authorization = Authorization::bearer) {
    if (remote.phase == Phase::loading && remote.about == about) return;
    if (remote.about != about) remote.value = T{};
    remote.phase = Phase::loading;
    remote.problem = Problem::none;
    remote.about = std::move(about);
    remote.waiting_for = next_id();
    effects_.emplace_back(Http{
        .id = remote.waiting_for, .method = Method::get, .path = path, .body = {}, .authorization = authorization});
  }
  void fetch_district();
  void fetch_me();
  void set_title(bool replace);

  // session.cpp
  void begin_sign_in();
  void sign_out();
  void expire();
  void ask_wake();
  // The district said who is signed in.
  void recognise(std::string_view former_person_id);
  void forget_person();
  void keep(std::string text);

  // clicks.cpp
  void click(std::string_view verb, std::string_view what, std::string_view key);
  void open_dialog(Dialog dialog, std::string_view opener);
  void close_dialog();
  void confirm_dialog();
  void show_more(std::string_view list);
  void withdraw();
  void settle_mail();
  // Opts out of directory information, or takes that back.
  void decide_directory(std::string_view verb);
  void download(std::string_view attachment_id);
  void save_proof();
  // Fetches a file about the request on the screen, and saves it under its number and `ending`.
  void save_file(std::string_view verb, std::string path, std::string_view ending);

  // forms.cpp
  void click_form(std::string_view verb, std::string_view what, std::string_view key);
  void begin_entry_form(DraftKind kind, std::string_view entry_id);
  void begin_deletion(Entry const& entry);
  void begin_inspection(std::string_view student_id);
  // The forms under a request: what may be done with it now.
  void begin_steps();
  void open_form(std::string const& key);
  void review(std::string const& key, Draft& draft);
  void send(std::string const& key, Draft& draft);
  void post(Draft& draft);
  void discard(std::string const& key);
  [[nodiscard]] static std::string first_invalid(std::string const& key, Draft const& draft);

  // corrections.cpp
  void begin_correction(Entry const& entry);
  // `what`: "NUMBER:DRAFT", the end of the key of a change's control. False when there is none.
  bool rewrite_change(std::string_view what, std::string_view text);
  void remove_change(std::string_view what);
  void choose_more_changes(Draft& draft);
  // The record on hand may say something else now than when the draft was begun.
  void renew_old_values();

  // copying.cpp
  // False when the key is none of the form's.
  bool change_copy(std::string_view key, std::string_view text);
  void save_copy();

  // redacting.cpp
  void begin_redaction(std::string_view entry_id);
  // False when the key is none of the form's.
  bool change_redaction(std::string_view key, std::string_view text);
  void send_redaction();
  void lift_redaction(std::string_view redaction_id);
  // What was pressed about the record on hand, sent to the district.
  void post_redaction(std::string_view verb, std::string body);

  // languages.cpp
  void choose_language(std::string_view tag);

  // answers.cpp
  template <class T, class Reader>
  bool take(Remote<T>& remote, Answered const& answer, Reader reader);
  bool take_me(Answered const& answer);
  bool take_action(Answered const& answer);
  void take_draft(std::string const& key, Draft& draft, Answered const& answer);
  void sent(std::string const& key, Request request);

  [[nodiscard]] EffectId next_id() { return ++state_->last_id; }
  [[nodiscard]] bool knows_person() const noexcept {
    return state_->session == Session::confirming || state_->session == Session::signed_in ||
           state_->session == Session::expired;
  }

  State* state_;
  std::vector<Effect> effects_;
};

}  // namespace hallpass::portal
