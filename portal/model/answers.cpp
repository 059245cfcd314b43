// What the district answered.
#include <algorithm>
#include <tuple>

#include "portal/model/keys.hpp"
#include "portal/model/machine.hpp"
#include "portal/model/reader.hpp"

namespace hallpass::portal {
namespace {

// The most urgent first; what is not due at all last.
void sort_by_deadline(std::vector<Request>& requests) {
  std::ranges::sort(requests, [](Request const& a, Request const& b) {
    if (a.deadline.has_value() != b.deadline.has_value()) return a.deadline.has_value();
    if (a.deadline && a.deadline->due != b.deadline->due) return a.deadline->due < b.deadline->due;
    return std::tie(a.created_at, a.id) < std::tie(b.created_at, b.id);
  });
}

// What is said when what was pressed has been done.
Notice notice_of(std::string_view verb) {
  if (verb == keys::withdraw) return Notice::withdrawn;
  if (verb == keys::told) return Notice::mail_settled;
  if (verb == keys::save_copy) return Notice::copied;
  if (verb == keys::opt_out) return Notice::opted_out;
  if (verb == keys::rescind) return Notice::rescinded;
  if (verb == keys::send_redaction) return Notice::redacted;
  if (verb == keys::lift) return Notice::lifted;
  return verb == keys::save_proof ? Notice::proof_saved : Notice::downloaded;
}

}  // namespace

template <class T, class Reader>
bool Machine::take(Remote<T>& remote, Answered const& answer, Reader reader) {
  if (remote.phase != Phase::loading || remote.waiting_for != answer.id) return false;
  remote.problem = problem_of(answer.status);
  if (remote.problem == Problem::expired) expire();
  if (remote.problem == Problem::none) {
    if (auto value = reader(answer.body)) {
      remote.value = std::move(*value);
    } else {
      remote.problem = Problem::unreadable;
    }
  }
  remote.phase = remote.problem == Problem::none ? Phase::ready : Phase::failed;
  return true;
}

bool Machine::take_me(Answered const& answer) {
  std::string const former = state_->me.value.id;
  if (!take(state_->me, answer, read_me)) return false;
  if (state_->me.phase == Phase::ready) {
    recognise(former);
  } else if (answer.status == 403) {
    // The district's list does not know this person.
    state_->me.phase = Phase::ready;
    state_->me.problem = Problem::none;
    state_->me.value = {};
    state_->session = Session::signed_in;
    forget_person();
    go_home();
  }
  return true;
}

void Machine::on(Answered const& event) {
  if (take_me(event)) return;
  if (take(state_->district, event, read_district)) {
    set_title(true);
    return;
  }
  bool shown = take(state_->record, event, read_record);
  if (shown && state_->record.phase == Phase::ready) renew_old_values();
  shown = shown || take(state_->disclosures, event, read_disclosures) || take(state_->opt_out, event, read_opt_out) ||
          take(state_->requests, event, read_requests);
  if (!shown && take(state_->queue, event, read_requests)) {
    sort_by_deadline(state_->queue.value);
    shown = true;
  }
  if (!shown && take(state_->request, event, read_request)) {
    if (state_->request.phase == Phase::ready) begin_steps();
    shown = true;
  }
  if (shown) {
    bool const well = problem_of(event.status) == Problem::none;
    if (well) effects_.emplace_back(Announce{.text = std::string{text(state_->language, Text::loaded)}});
    return;
  }
  if (take_action(event)) return;
  auto const draft = std::ranges::find_if(state_->drafts, [&](auto const& entry) {
    return entry.second.sending != Sending::no && entry.second.waiting_for == event.id;
  });
  if (draft != state_->drafts.end()) take_draft(draft->first, draft->second, event);
}

void Machine::on(UploadProgressed const& event) {
  for (auto& [key, draft] : state_->drafts) {
    if (draft.sending == Sending::uploading && draft.waiting_for == event.id) {
      draft.sent_bytes = std::min(event.sent_bytes, event.total_bytes);
      draft.total_bytes = event.total_bytes;
    }
  }
}

bool Machine::take_action(Answered const& answer) {
  auto& action = state_->action;
  if (action.phase != Phase::loading || action.waiting_for != answer.id) return false;
  bool const changes = action.about == keys::withdraw || action.about == keys::told;
  bool const decides = action.about == keys::opt_out || action.about == keys::rescind;
  bool const redacts = action.about == keys::send_redaction || action.about == keys::lift;
  take(action, answer, [&](std::string_view body) -> Result<std::string> {
    if (decides) {
      HALLPASS_TRY(opt_out, read_opt_out(body));
      state_->opt_out.value = std::move(opt_out);
      return std::string{};
    }
    if (redacts) {
      HALLPASS_TRY(record, read_record(body));
      state_->record.value = std::move(record);
      return std::string{};
    }
    if (!changes) return std::string{};
    HALLPASS_TRY(request, read_request(body));
    state_->request.value = std::move(request);
    begin_steps();
    return std::string{};
  });
  if (action.phase == Phase::ready) {
    auto const about = action.about;
    if (about == keys::send_redaction && state_->place.screen == Screen::redaction) {
      go({.screen = Screen::record, .student_id = state_->place.student_id}, Loading::none);
    }
    state_->notice = notice_of(about);
    if (about == keys::save_copy) state_->copy.passphrase.clear();
  }
  // What forbids the step stands in the request as it is now.
  if (action.problem == Problem::conflict) load(Loading::anew);
  return true;
}

namespace {

// A refusal is an answer; without one, or with one of a broken server, it may have been done all the same. Who has to
// sign in first knows no more than before.
void settle_whether_sent(Draft& draft) {
  if (draft.problem == Problem::none || draft.problem == Problem::expired) return;
  draft.unsure = draft.problem == Problem::network || draft.problem == Problem::district;
  if (!draft.unsure) draft.once.clear();
}

}  // namespace

void Machine::take_draft(std::string const& key, Draft& draft, Answered const& answer) {
  bool const uploaded = draft.sending == Sending::uploading;
  draft.sending = Sending::no;
  draft.waiting_for = 0;
  draft.problem = problem_of(answer.status);
  if (draft.problem == Problem::expired) expire();
  if (!uploaded) settle_whether_sent(draft);
  // The next look at the record has to fetch it anew.
  if (draft.problem == Problem::conflict) state_->record = {};
  if (draft.problem != Problem::none) return;
  if (uploaded) {
    auto attachment = read_attachment(answer.body);
    if (!attachment) {
      draft.problem = Problem::unreadable;
      return;
    }
    draft.attachment_id = std::move(attachment->id);
    return post(draft);
  }
  auto request = read_request(answer.body);
  if (!request) {
    draft.problem = Problem::unreadable;
    draft.unsure = true;
    return;
  }
  sent(key, std::move(*request));
}

void Machine::sent(std::string const& key, Request request) {
  auto const kind = state_->drafts.at(key).kind;
  bool const as_staff = looks_as_staff(*state_, state_->drafts.at(key).student_id);
  bool const is_step = kind == DraftKind::step || kind == DraftKind::message;
  bool const here = state_->place.draft == key;
  state_->drafts.erase(std::string{key});
  // Who has gone on to another screen stays there.
  if (here) {
    std::string const id = request.id;
    state_->request = {.phase = Phase::ready, .about = id, .value = std::move(request)};
    go({.screen = Screen::request, .request_id = id}, Loading::none);
    begin_steps();
  }
  if (is_step) {
    state_->notice = as_staff ? Notice::decided : Notice::told;
  } else {
    state_->notice = Notice::sent;
  }
}

}  // namespace hallpass::portal
