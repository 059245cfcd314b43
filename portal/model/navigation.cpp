// Where the person is, and what that place needs from the district.
#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"
#include "portal/model/words.hpp"

namespace hallpass::portal {
namespace {

bool is_form(Screen screen) {
  return screen == Screen::correction || screen == Screen::deletion || screen == Screen::inspection ||
         screen == Screen::review;
}

}  // namespace

void Machine::on(ViewChanged const& event) {
  state_->view = event.view;
}

void Machine::on(PageRecalled const& event) {
  if (!knows_person()) return;
  bool const known = event.page < state_->pages.size() && can_show(state_->pages[event.page]);
  if (!known) {
    go_home();
    return;
  }
  Screen const from = state_->place.screen;
  state_->dialog = Dialog::none;
  state_->notice = Notice::none;
  state_->action = {};
  state_->copy = {};
  state_->redaction = {};
  state_->page = event.page;
  state_->place = state_->pages[event.page];
  set_title(true);
  effects_.emplace_back(Focus{keys::title(state_->page)});
  load(is_form(from) ? Loading::needed : Loading::anew);
}

void Machine::go(Place place, Loading loading) {
  Screen const from = state_->place.screen;
  state_->dialog = Dialog::none;
  state_->notice = Notice::none;
  state_->action = {};
  state_->copy = {};
  state_->redaction = {};
  state_->place = std::move(place);
  state_->page = static_cast<std::uint32_t>(state_->pages.size());
  state_->pages.push_back(state_->place);
  set_title(false);
  effects_.emplace_back(Focus{keys::title(state_->page)});
  // Back from a form, the record is still the one that was looked at.
  if (loading == Loading::needed && !is_form(from)) loading = Loading::anew;
  load(loading);
}

Place Machine::home() const {
  Place place;
  place.screen = Screen::home;
  if (state_->me.phase != Phase::ready) return place;
  switch (state_->me.value.role) {
    case Role::parent:
    case Role::student:
    case Role::applicant:
    case Role::employee:
      place.screen = Screen::children;
      break;
    case Role::staff:
      place.screen = Screen::staff_queue;
      break;
    case Role::other:
      place.screen = Screen::not_for_you;
      break;
  }
  return place;
}

void Machine::go_home() {
  go(home());
}

bool Machine::can_show(Place const& place) const {
  if (is_form(place.screen)) return state_->drafts.contains(place.draft);
  // What was being hidden is forgotten with its screen.
  return place.screen != Screen::welcome && place.screen != Screen::home && place.screen != Screen::redaction;
}

void Machine::load(Loading loading) {
  if (loading == Loading::none) return;
  Place const& place = state_->place;
  switch (place.screen) {
    case Screen::record:
    case Screen::copy:
      if (loading == Loading::anew || state_->record.about != place.student_id ||
          state_->record.phase != Phase::ready) {
        fetch(state_->record, record_path(place.student_id), place.student_id);
      }
      break;
    case Screen::disclosures:
      fetch(state_->disclosures, disclosures_path(place.student_id), place.student_id);
      break;
    case Screen::directory:
      fetch(state_->opt_out, opt_out_path(place.student_id), place.student_id);
      break;
    case Screen::requests:
      fetch(state_->requests, requests_path());
      break;
    case Screen::request:
      fetch(state_->request, request_path(place.request_id), place.request_id);
      break;
    case Screen::staff_queue:
      fetch(state_->queue, queue_path());
      break;
    case Screen::home:
      fetch_me();
      break;
    case Screen::correction:
      // What the entries say now: after a conflict, or where the page was left since.
      if (state_->record.about != place.student_id || state_->record.phase == Phase::idle) {
        fetch(state_->record, record_path(place.student_id), place.student_id);
      }
      break;
    case Screen::welcome:
    case Screen::not_for_you:
    case Screen::children:
    case Screen::redaction:
    case Screen::deletion:
    case Screen::inspection:
    case Screen::review:
      break;
  }
}

void Machine::fetch_district() {
  fetch(state_->district, district_path(), {}, Authorization::public_);
}

void Machine::fetch_me() {
  fetch(state_->me, me_path());
}

void Machine::set_title(bool replace) {
  Language const& language = state_->language;
  std::string_view const district = state_->district.value.name.empty() ? text(language, Text::portal_name)
                                                                        : std::string_view{state_->district.value.name};
  effects_.emplace_back(SetPage{.page = state_->page,
                                .title = text(language, Text::page_title, {headline(*state_), district}),
                                .replace = replace});
}

}  // namespace hallpass::portal
