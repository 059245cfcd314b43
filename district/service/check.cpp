#include "district/service/check.hpp"

#include <algorithm>

#include "district/service/service.hpp"
#include "sdk/base/utf8.hpp"

namespace hallpass::district {
namespace {

Error invalid(std::string_view where, std::string const& advice) {
  return fail(ErrorCode::invalid_argument, std::string{where}, advice);
}

bool is_control(char character) {
  auto const code = static_cast<unsigned char>(character);
  return (code < 0x20 && character != '\n' && character != '\r' && character != '\t') || code == 0x7f;
}

Result<void> check_corrections(std::vector<NewSubject> const& subjects) {
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    auto const& subject = subjects[i];
    auto const here = "/entries/" + std::to_string(i);
    HALLPASS_CHECK(check_text(subject.old_value, max_value_bytes, Presence::optional, here + "/old_value"));
    HALLPASS_CHECK(check_text(subject.new_value, max_value_bytes, Presence::required, here + "/new_value"));
    if (subject.new_value == subject.old_value) return invalid(here + "/new_value", "Say what it should be instead.");
    if (subject.entry_id == "identity.birth_date" && !parse_date(subject.new_value)) {
      return invalid(here + "/new_value", "Write a date as YYYY-MM-DD.");
    }
    auto const same = [&](NewSubject const& other) { return other.entry_id == subject.entry_id; };
    if (std::count_if(subjects.begin(), subjects.end(), same) != 1) {
      return invalid(here + "/entry_id", "It is there twice.");
    }
  }
  return {};
}

}  // namespace

Result<void> check_text(std::string_view text, std::size_t max_bytes, Presence presence, std::string_view where) {
  if (presence == Presence::required && text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return invalid(where, "Write something here.");
  }
  if (text.size() > max_bytes) {
    return fail(ErrorCode::too_large, std::string{where}, "At most " + std::to_string(max_bytes) + " bytes.");
  }
  if (find_invalid_utf8(text) != std::string_view::npos || std::any_of(text.begin(), text.end(), is_control)) {
    return invalid(where, "Write plain text in UTF-8.");
  }
  return {};
}

Result<void> check_form(NewRequest const& request) {
  auto const correcting = request.kind == records::RequestKind::correction;
  HALLPASS_CHECK(
      check_text(request.reason, max_reason_bytes, correcting ? Presence::required : Presence::optional, "/reason"));
  if (request.entries.size() > max_entries_per_request) return fail(ErrorCode::too_large, "/entries");
  switch (request.kind) {
    case records::RequestKind::correction:
      if (request.entries.empty()) return invalid("/entries", "Name at least one entry of the record.");
      HALLPASS_CHECK(check_corrections(request.entries));
      break;
    case records::RequestKind::deletion:
      if (request.entries.size() != 1) return invalid("/entry_id", "A deletion names one entry of the record.");
      break;
    case records::RequestKind::inspection:
      if (!request.entries.empty()) return invalid("/entries", "An inspection is about the whole record.");
      break;
  }
  if (request.attachment_ids.size() > max_attachments_per_request) {
    return fail(ErrorCode::too_large, "/attachment_ids");
  }
  return {};
}

Result<void> check_step(NewStep const& step, InstantMs now) {
  auto const presence = records::needs_text(step.event) ? Presence::required : Presence::optional;
  HALLPASS_CHECK(check_text(step.text, max_reason_bytes, presence, "/text"));
  auto const schedules = step.event == records::Event::schedule_hearing;
  if (schedules != step.hearing.has_value()) {
    return invalid("/hearing", schedules ? "Say when and where." : "Only scheduling a hearing has a time and a place.");
  }
  if (!step.hearing) return {};
  HALLPASS_CHECK(check_text(step.hearing->place, max_place_bytes, Presence::required, "/hearing/place"));
  // Reasonably in advance: 34 CFR 99.22(b).
  if (step.hearing->at <= now) return invalid("/hearing/at", "Choose a time that is still to come.");
  return {};
}

}  // namespace hallpass::district
