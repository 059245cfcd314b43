// Buttons, links and dialogs.
#include <algorithm>
#include <cctype>

#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"

namespace hallpass::portal {

void Machine::on(Clicked const& event) {
  auto const [verb, what] = keys::parts(event.key);
  click(verb, what, event.key);
}

void Machine::on(Dismissed const& /*event*/) {
  close_dialog();
}

void Machine::click(std::string_view verb, std::string_view what, std::string_view key) {
  if (verb == keys::view) {
    effects_.emplace_back(SetView{state_->view == View::canvas ? View::plain : View::canvas});
    return;
  }
  if (verb == keys::focus) {
    effects_.emplace_back(Focus{std::string{what}});
    return;
  }
  if (verb == keys::sign_in) return begin_sign_in();
  if (verb == keys::retry) {
    if (state_->district.phase == Phase::failed) fetch_district();
    if (knows_person() && state_->me.phase == Phase::failed) fetch_me();
    if (knows_person() && state_->place.screen != Screen::home) load(Loading::anew);
    return;
  }
  if (verb == keys::cancel) return close_dialog();
  if (verb == keys::confirm) return confirm_dialog();
  if (!knows_person()) return;

  std::string const id{what};
  if (verb == keys::sign_out) {
    bool const writing =
        std::ranges::any_of(state_->drafts, [](auto const& draft) { return is_touched(draft.second); });
    return writing ? open_dialog(Dialog::sign_out, key) : sign_out();
  }
  if (verb == keys::to_children) return go({.screen = Screen::children});
  if (verb == keys::to_requests) return go({.screen = Screen::requests});
  if (verb == keys::to_queue) return go({.screen = Screen::staff_queue});
  if (verb == keys::record) return go({.screen = Screen::record, .student_id = id});
  if (verb == keys::disclosures) return go({.screen = Screen::disclosures, .student_id = id});
  if (verb == keys::directory) return go({.screen = Screen::directory, .student_id = id});
  if (verb == keys::opt_out || verb == keys::rescind) return decide_directory(verb);
  if (verb == keys::redact) return begin_redaction(what);
  if (verb == keys::send_redaction) return send_redaction();
  if (verb == keys::lift) return lift_redaction(what);
  if (verb == keys::request) return go({.screen = Screen::request, .request_id = id});
  if (verb == keys::get_copy) return go({.screen = Screen::copy, .student_id = id});
  if (verb == keys::save_copy) return save_copy();
  if (verb == keys::download) return download(what);
  if (verb == keys::save_proof) return save_proof();
  if (verb == keys::told) return settle_mail();
  if (verb == keys::show_more) return show_more(what);
  if (verb == keys::withdraw) {
    bool const may = state_->place.screen == Screen::request && state_->request.phase == Phase::ready &&
                     state_->request.value.allows(RequestEvent::withdraw) && state_->action.phase != Phase::loading;
    if (may) open_dialog(Dialog::withdraw, key);
    return;
  }
  click_form(verb, what, key);
}

void Machine::open_dialog(Dialog dialog, std::string_view opener) {
  state_->dialog = dialog;
  state_->dialog_opener = opener;
}

void Machine::close_dialog() {
  if (state_->dialog == Dialog::none) return;
  state_->dialog = Dialog::none;
  if (!state_->dialog_opener.empty()) effects_.emplace_back(Focus{std::exchange(state_->dialog_opener, {})});
}

void Machine::confirm_dialog() {
  switch (std::exchange(state_->dialog, Dialog::none)) {
    case Dialog::none:
      break;
    case Dialog::withdraw:
      withdraw();
      break;
    case Dialog::discard: {
      std::string const key{keys::parts(state_->dialog_opener).what};
      discard(key);
      break;
    }
    case Dialog::sign_out:
      sign_out();
      break;
    case Dialog::session:
      begin_sign_in();
      break;
  }
}

void Machine::show_more(std::string_view list) {
  effects_.emplace_back(Focus{keys::row_of(list, rows_asked_for(*state_, list))});
  state_->more_rows[std::string{list}] += more_rows;
}

void Machine::withdraw() {
  if (state_->place.screen != Screen::request || state_->request.phase != Phase::ready) return;
  state_->notice = Notice::none;
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{keys::withdraw}};
  effects_.emplace_back(Http{.id = state_->action.waiting_for,
                             .method = Method::post,
                             .path = steps_path(state_->request.value.id),
                             .body = R"({"event":"withdraw"})"});
  effects_.emplace_back(Focus{keys::title(state_->page)});
}

void Machine::settle_mail() {
  if (state_->place.screen != Screen::request || state_->request.phase != Phase::ready ||
      !state_->request.value.mail_failed_at || state_->action.phase == Phase::loading) {
    return;
  }
  state_->notice = Notice::none;
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{keys::told}};
  effects_.emplace_back(Http{.id = state_->action.waiting_for,
                             .method = Method::post,
                             .path = told_path(state_->request.value.id),
                             .body = {}});
  effects_.emplace_back(Focus{keys::title(state_->page)});
}

void Machine::decide_directory(std::string_view verb) {
  if (state_->place.screen != Screen::directory || state_->opt_out.phase != Phase::ready ||
      state_->action.phase == Phase::loading) {
    return;
  }
  OptOut const& opt_out = state_->opt_out.value;
  auto const opts_out = verb == keys::opt_out;
  if (!(opts_out ? opt_out.may_opt_out : opt_out.may_rescind)) return;
  state_->notice = Notice::none;
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{verb}};
  effects_.emplace_back(Http{.id = state_->action.waiting_for,
                             .method = Method::post,
                             .path = opt_out_path(state_->place.student_id),
                             .body = opts_out ? R"({"event":"opt_out"})" : R"({"event":"rescind"})"});
  effects_.emplace_back(Focus{keys::title(state_->page)});
}

void Machine::download(std::string_view attachment_id) {
  if (state_->place.screen != Screen::request || state_->request.phase != Phase::ready ||
      state_->action.phase == Phase::loading) {
    return;
  }
  auto const& attachments = state_->request.value.attachments;
  auto const found = std::ranges::find(attachments, attachment_id, &Attachment::id);
  if (found == attachments.end()) return;
  save_file(keys::download, attachment_path(attachment_id),
            "-" + std::to_string(found - attachments.begin() + 1) + ".age");
}

void Machine::save_proof() {
  if (state_->place.screen != Screen::request || state_->request.phase != Phase::ready ||
      state_->action.phase == Phase::loading || !state_->request.value.is_signed()) {
    return;
  }
  save_file(keys::save_proof, receipts_path(state_->request.value.id), "-steps.json");
}

void Machine::save_file(std::string_view verb, std::string path, std::string_view ending) {
  std::string name = "request-";
  for (char const c : state_->request.value.id) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  name += ending;
  state_->notice = Notice::none;
  state_->action = {.phase = Phase::loading, .waiting_for = next_id(), .about = std::string{verb}};
  effects_.emplace_back(
      Download{.id = state_->action.waiting_for, .path = std::move(path), .file_name = std::move(name)});
}

}  // namespace hallpass::portal
