// One request: what was asked, when the answer is due and who says so, what happened; and for staff the decision.
#include <algorithm>

#include "portal/views/screens.hpp"

namespace hallpass::portal {

using namespace surface;

namespace {

bool hides_something(Request const& request) {
  auto const holds_mark = [](std::string_view text) {
    return text.find(records::redaction_mark) != std::string_view::npos;
  };
  return holds_mark(request.reason) ||
         std::ranges::any_of(
             request.entries,
             [&](RequestEntry const& entry) { return holds_mark(entry.old_value) || holds_mark(entry.new_value); }) ||
         std::ranges::any_of(request.timeline, [&](Step const& step) { return holds_mark(step.text); });
}

void draw_asked(Page const& page, Request const& request) {
  Ui& ui = page.ui();
  ui.section("asked", 2, page.text(Text::request_asked_title), [&] {
    if (hides_something(request)) {
      ui.paragraph(page.why_hidden(records::explanation_of(records::RedactionReason::another_student),
                                   records::source_of(records::RedactionReason::another_student)));
    }
    ui.facts([&] {
      ui.fact(page.text(Text::column_what), subject(page.state().language, request));
      ui.fact(page.text(page.is_staff() ? Text::student : Text::child), request.student.name);
      ui.fact(page.text(Text::asked_by), actor_in_words(page.state().language, request.requester));
      ui.fact(page.text(Text::column_asked_on), [&] { page.day_of(request.created_at); });
      ui.fact(page.text(Text::state), [&] { page.state_badge(request.state); });
      if (request.kind == RequestKind::correction && request.entries.size() == 1) {
        ui.fact(page.text(Text::old_value), page.or_nothing(request.entries.front().old_value));
        ui.fact(page.text(Text::new_value), page.or_nothing(request.entries.front().new_value));
      }
      ui.fact(page.text(Text::request_number), request.id);
      ui.fact(page.text(Text::reason), request.reason.empty() ? page.text(Text::reason_none) : request.reason);
      if (!request.attachments.empty()) {
        ui.fact(page.text(Text::attachment), page.text(Text::attachments_count, request.attachments.size(),
                                                       {std::to_string(request.attachments.size())}));
      }
    });
    if (!page.is_staff()) return;
    ui.actions([&] {
      ui.button(keys::of(keys::record, request.student.id),
                {.label = page.text(Text::see_record), .context = page.text(Text::of_child, {request.student.name})});
    });
  });
}

void draw_hearing(Page const& page, Hearing const& hearing) {
  Ui& ui = page.ui();
  ui.section("hearing", 2, page.text(Text::hearing_title), [&] {
    ui.facts([&] {
      ui.fact(page.text(Text::hearing_when), [&] { page.moment(hearing.at); });
      ui.fact(page.text(Text::hearing_where), hearing.place);
    });
    if (!page.is_staff()) ui.paragraph(page.text(Text::hearing_rights));
  });
}

void draw_deadline(Page const& page, Request const& request) {
  Ui& ui = page.ui();
  ui.section("deadline", 2, page.text(Text::deadline_title), [&] {
    if (!request.deadline) {
      ui.paragraph(page.text(Text::deadline_none));
      return;
    }
    Deadline const& deadline = *request.deadline;
    bool const is_law = deadline.authority == Authority::law;
    ui.facts([&] {
      ui.fact(page.text(Text::deadline_due), [&] { page.due(deadline); });
      ui.fact(page.text(Text::deadline_kind), page.text(is_law ? Text::deadline_is_law : Text::deadline_is_policy));
      ui.fact(page.text(Text::source), page.or_nothing(deadline.source));
      ui.fact(
          page.text(Text::deadline_days),
          page.text(deadline.day_kind == DayKind::business ? Text::days_business : Text::days_calendar, deadline.days,
                    {std::to_string(deadline.days), day_in_words(page.state().language, deadline.counted_from)}));
    });
    ui.paragraph(page.text(is_law ? Text::deadline_law : Text::deadline_policy));
  });
}

void draw_basis(Page const& page, Basis const& basis) {
  Ui& ui = page.ui();
  bool const is_law = basis.authority == Authority::law;
  ui.section("basis", 2, page.text(Text::basis_found_title), [&] {
    ui.paragraph(page.translated(basis.explanation));
    ui.facts([&] { ui.fact(page.text(Text::source), page.or_nothing(basis.source)); });
    ui.paragraph(page.text(is_law ? Text::basis_from_law : Text::basis_from_policy));
    if (basis.instead.empty()) return;
    ui.heading(3, page.text(Text::instead_title));
    ui.list(ListKind::bullets, [&] {
      for (std::string const& what : basis.instead) {
        ui.item({}, [&] { ui.text(page.translated(what)); });
      }
    });
  });
}

bool is_decision(Step const& step) {
  using enum records::Event;
  return step.event == approve || step.event == refuse || step.event == uphold || step.event == deny ||
         step.event == reject_authority;
}

void draw_decision(Page const& page, Request const& request) {
  auto const last = std::ranges::find_if(request.timeline.rbegin(), request.timeline.rend(), is_decision);
  if (last == request.timeline.rend()) return;
  Ui& ui = page.ui();
  ui.section("decision", 2, page.text(Text::decision_title), [&] {
    ui.paragraph([&] { page.state_badge(last->state); });
    if (!last->text.empty()) {
      ui.facts([&] { ui.fact(page.text(Text::reason), page.translated(last->text)); });
    }
    if (request.allows(RequestEvent::request_hearing)) ui.paragraph(page.text(Text::refused_next));
  });
}

// What is new: the state, unless the step left it as it was.
Text step_word(Step const& step) {
  if (step.event == RequestEvent::message) return Text::event_message;
  return step.event == RequestEvent::extend ? Text::timeline_extended : word(step.state);
}

void draw_timeline(Page const& page, Request const& request) {
  Ui& ui = page.ui();
  ui.section("timeline", 2, page.text(Text::timeline_title), [&] {
    ui.list(ListKind::numbered, [&] {
      for (Step const& step : request.timeline) {
        ui.item({}, [&] {
          ui.paragraph([&] {
            ui.strong(page.text(step_word(step)));
            ui.text(", ");
            page.moment(step.at);
            ui.text(" ");
            ui.text(page.text(Text::timeline_by, {actor_in_words(page.state().language, step.actor)}));
            if (step.has_receipt) {
              ui.text(" ");
              ui.text(page.text(Text::timeline_signed));
            }
          });
          if (!step.text.empty()) ui.paragraph(page.translated(step.text));
        });
      }
    });
  });
}

void draw_proof(Page const& page, Request const& request) {
  if (!request.is_signed()) return;
  Ui& ui = page.ui();
  ui.section("proof", 2, page.text(Text::proof_title), [&] {
    ui.paragraph(page.text(Text::proof_help));
    bool const busy = page.state().action.phase == Phase::loading;
    ui.actions([&] {
      ui.button(keys::save_proof, {.label = page.text(Text::proof_save),
                                   .availability = busy ? Availability::unavailable : Availability::available});
    });
  });
}

void draw_attachments(Page const& page, Request const& request) {
  Ui& ui = page.ui();
  ui.section("attachments", 2, page.text(Text::attachments_title), [&] {
    ui.paragraph(page.text(Text::attachments_help));
    bool const busy = page.state().action.phase == Phase::loading;
    ui.actions([&] {
      for (std::size_t i = 0; i < request.attachments.size(); ++i) {
        Attachment const& attachment = request.attachments[i];
        auto const kilobytes = std::to_string((attachment.size_bytes + 999) / 1000);
        ui.button(keys::of(keys::download, attachment.id),
                  {.label = page.text(Text::download, {std::to_string(i + 1), kilobytes}),
                   .availability = busy ? Availability::unavailable : Availability::available});
      }
    });
  });
}

// Withdrawing or saving a file, while it goes on and when it failed.
void draw_action(Page const& page) {
  auto const& action = page.state().action;
  if (action.phase == Phase::failed) page.problem(action.problem, {});
  if (action.phase != Phase::loading) return;
  bool const sends = action.about == keys::withdraw || action.about == keys::told;
  Text const what = sends ? Text::sending : Text::downloading;
  page.ui().notice(Tone::info, page.text(what));
}

void draw_mail_failed(Page const& page, Request const& request) {
  Ui& ui = page.ui();
  ui.notice(Tone::warning, page.text(Text::mail_failed, {request.requester.name}));
  bool const busy = page.state().action.phase == Phase::loading;
  ui.actions([&] {
    ui.button(keys::told, {.label = page.text(Text::mail_settle),
                           .availability = busy ? Availability::unavailable : Availability::available});
  });
}

}  // namespace

void draw_request(Page const& page) {
  Ui& ui = page.ui();
  State const& state = page.state();
  page.way(keys::of(page.is_staff() ? keys::to_queue : keys::to_requests, "back"),
           page.is_staff() ? Text::back_to_queue : Text::back_to_requests);
  draw_action(page);
  if (!page.is_ready(state.request)) return;
  Request const& request = state.request.value;
  if (request.mail_failed_at) draw_mail_failed(page, request);
  draw_asked(page, request);
  if (request.entries.size() > 1) draw_changes(page, request.entries);
  if (request.basis) draw_basis(page, *request.basis);
  draw_decision(page, request);
  if (request.hearing) draw_hearing(page, *request.hearing);
  draw_deadline(page, request);
  if (page.is_staff() && !request.attachments.empty()) draw_attachments(page, request);
  draw_step_form(page, request);
  draw_timeline(page, request);
  draw_proof(page, request);
  draw_message_form(page, request);
  if (request.allows(RequestEvent::withdraw)) {
    bool const busy = state.action.phase == Phase::loading;
    ui.actions([&] {
      ui.button(keys::withdraw, {.label = page.text(Text::withdraw),
                                 .look = ButtonLook::danger,
                                 .availability = busy ? Availability::unavailable : Availability::available});
    });
  }
}

}  // namespace hallpass::portal
