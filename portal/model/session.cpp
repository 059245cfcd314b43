// Start, sign-in, its end, and the person behind it.
#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"

namespace hallpass::portal {
namespace {

// How long before its end a person is asked whether to stay signed in.
constexpr InstantMs warning_ms = 120'000;

}  // namespace

void Machine::on(Started const& event) {
  EffectId const last_id = state_->last_id;
  InstantMs const now_ms = state_->now_ms;
  *state_ = State{};
  state_->last_id = last_id;
  state_->now_ms = now_ms;
  state_->language = event.language;
  state_->languages = event.languages;
  state_->view = event.view;
  state_->clock = event.clock;
  state_->logo = event.logo;
  if (!event.saved_draft.empty()) state_->saved = restore(event.saved_draft);
  state_->kept = event.saved_draft;
  state_->pages.push_back(state_->place);
  effects_.emplace_back(SetLanguage{std::string{state_->language.tag()}});
  set_title(true);
  fetch_district();
}

void Machine::on(SignedIn const& event) {
  if (state_->session != Session::signed_in) state_->session = Session::confirming;
  state_->session_ends_ms = event.expires_at_ms;
  state_->leaves_page = false;
  if (state_->dialog == Dialog::session) close_dialog();
  ask_wake();
  if (state_->place.screen == Screen::welcome) {
    go_home();
  } else {
    fetch_me();
  }
}

void Machine::on(SignInFailed const& /*event*/) {
  if (state_->session == Session::signing_in) {
    state_->session = state_->me.value.id.empty() ? Session::signed_out : Session::expired;
  }
  state_->leaves_page = false;
  state_->notice = Notice::sign_in_failed;
}

void Machine::on(Woke const& /*event*/) {
  if (state_->session != Session::signed_in || state_->session_ends_ms == 0) return;
  if (state_->now_ms >= state_->session_ends_ms) {
    expire();
  } else if (state_->now_ms >= state_->session_ends_ms - warning_ms) {
    // Over another question: that one can be asked again.
    state_->dialog = Dialog::session;
    effects_.emplace_back(WakeAt{state_->session_ends_ms});
  } else {
    ask_wake();
  }
}

void Machine::ask_wake() {
  if (state_->session_ends_ms == 0) return;
  InstantMs const warn_at = state_->session_ends_ms - warning_ms;
  effects_.emplace_back(WakeAt{warn_at > state_->now_ms ? warn_at : state_->session_ends_ms});
}

void Machine::begin_sign_in() {
  state_->leaves_page = true;
  keep_drafts();
  if (state_->session != Session::signed_in) state_->session = Session::signing_in;
  state_->notice = Notice::none;
  effects_.emplace_back(SignIn{});
}

void Machine::expire() {
  if (state_->session != Session::signed_in && state_->session != Session::confirming) return;
  state_->session = Session::expired;
  state_->dialog = Dialog::none;
  state_->copy = {};
  state_->redaction = {};
  state_->more_rows.clear();
  effects_.emplace_back(Focus{std::string{keys::sign_in}});
}

void Machine::keep_drafts() {
  std::string const& person = state_->me.value.id;
  if (person.empty()) return;
  Saved saved{.person_id = person, .place = state_->place};
  bool writes = false;
  for (auto const& [key, draft] : state_->drafts) {
    writes = writes || is_touched(draft);
    if (is_touched(draft) || key == state_->place.draft) saved.drafts.emplace(key, draft);
  }
  // Who writes nothing leaves nothing on the device, but for the place while they sign in.
  keep(writes || state_->leaves_page ? save(saved) : std::string{});
}

void Machine::keep(std::string text) {
  if (text == state_->kept) return;
  state_->kept = text;
  effects_.emplace_back(SaveDraft{std::move(text)});
}

void Machine::forget_person() {
  keep({});
  state_->drafts.clear();
  state_->saved = {};
  state_->record = {};
  state_->disclosures = {};
  state_->opt_out = {};
  state_->requests = {};
  state_->queue = {};
  state_->request = {};
  state_->action = {};
  state_->copy = {};
  state_->redaction = {};
  state_->more_rows.clear();
  // Numbers stay valid for the browser's history, but lead nowhere any more.
  for (Place& place : state_->pages) place = Place{};
}

void Machine::sign_out() {
  forget_person();
  state_->me = {};
  state_->session = Session::signed_out;
  state_->session_ends_ms = 0;
  effects_.emplace_back(SignOut{});
  effects_.emplace_back(WakeAt{0});
  go(Place{}, Loading::none);
  state_->notice = Notice::signed_out;
}

void Machine::recognise(std::string_view former_person_id) {
  std::string const& id = state_->me.value.id;
  bool const same_person = former_person_id == id;
  bool const was_hidden = state_->session != Session::signed_in;
  state_->session = Session::signed_in;
  // Nothing that one person wrote or saw is ever shown to the next one.
  if (!former_person_id.empty() && !same_person) forget_person();

  Saved saved = std::exchange(state_->saved, Saved{});
  if (saved.person_id == id) {
    state_->drafts.merge(saved.drafts);
    if (can_show(saved.place)) {
      go(std::move(saved.place));
    } else {
      go_home();
    }
    for (auto const& [key, draft] : state_->drafts) {
      if (is_touched(draft)) state_->notice = Notice::draft_kept;
    }
  } else if (same_person && can_show(state_->place)) {
    if (was_hidden) effects_.emplace_back(Focus{keys::title(state_->page)});
    load(Loading::needed);
  } else {
    go_home();
  }
}

}  // namespace hallpass::portal
