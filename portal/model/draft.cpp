#include "portal/model/draft.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "portal/model/json.hpp"
#include "portal/model/json_reader.hpp"
#include "portal/model/state.hpp"

namespace hallpass::portal {
namespace {

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

FieldError check_text(std::string_view text, bool required, std::size_t max_bytes = max_text_bytes) {
  if (required && blank(text)) return FieldError::required;
  return text.size() > max_bytes ? FieldError::too_long : FieldError::none;
}

// Minutes since midnight of "HH:MM"; seconds after it are passed over.
std::optional<int> parse_time(std::string_view text) {
  auto const digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  if (!digit(0) || !digit(1) || text.size() < 5 || text[2] != ':' || !digit(3) || !digit(4)) return std::nullopt;
  int const hours = (text[0] - '0') * 10 + (text[1] - '0');
  int const minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return hours * 60 + minutes;
}

void check_hearing(Draft& draft, State const& state) {
  auto const day = parse_date(draft.hearing_date);
  auto const minutes = parse_time(draft.hearing_time);
  draft.date_error = day ? FieldError::none : FieldError::required;
  draft.time_error = minutes ? FieldError::none : FieldError::required;
  draft.place_error = check_text(draft.hearing_place, true, max_place_bytes);
  if (!day || !minutes) return;
  draft.hearing_at_ms = instant_of(state.clock, *day, *minutes);
  if (draft.hearing_at_ms <= state.now_ms) draft.date_error = FieldError::in_the_past;
}

Json written(std::vector<Change> const& changes) {
  std::vector<Json> out;
  out.reserve(changes.size());
  for (Change const& change : changes) {
    out.push_back({{"entry_id", change.entry_id},
                   {"label", change.label},
                   {"old_value", change.old_value},
                   {"new_value", change.new_value}});
  }
  return out;
}

std::size_t marks_in(std::string_view text) {
  std::size_t marks = 0;
  for (auto at = text.find(records::redaction_mark); at != std::string_view::npos;
       at = text.find(records::redaction_mark, at + 1)) {
    ++marks;
  }
  return marks;
}

Json written(Draft const& draft) {
  return {{"kind", static_cast<int>(draft.kind)},
          {"student_id", draft.student_id},
          {"student_name", draft.student_name},
          {"record_kind", draft.record_kind ? records::to_string(*draft.record_kind) : ""},
          {"request_id", draft.request_id},
          {"asked", draft.asked ? records::to_string(*draft.asked) : ""},
          {"entry_id", draft.entry_id},
          {"label", draft.label},
          {"old_value", draft.old_value},
          {"deletion_basis", draft.deletion_basis ? records::to_string(*draft.deletion_basis) : ""},
          {"changes", written(draft.changes)},
          {"reason", draft.reason},
          {"event", draft.event ? records::to_string(*draft.event) : ""},
          {"hearing_date", draft.hearing_date},
          {"hearing_time", draft.hearing_time},
          {"hearing_place", draft.hearing_place},
          {"once", draft.once},
          {"posted", draft.posted},
          {"had_file", !draft.file_name.empty() || draft.file_lost}};
}

// The number as one of an enumeration whose last value is `last`; anything else counts as `last`.
template <class E>
E numbered(JsonReader const& reader, E last) {
  auto const number = reader.count();
  return number < static_cast<std::uint64_t>(last) ? static_cast<E>(number) : last;
}

Draft read(JsonReader const& r) {
  Draft draft;
  draft.kind = numbered(r["kind"], DraftKind::message);
  draft.student_id = r["student_id"].text();
  draft.student_name = r["student_name"].text();
  draft.record_kind = records::parse_record_kind(r["record_kind"].text());
  draft.request_id = r["request_id"].text();
  draft.asked = records::parse_request_kind(r["asked"].text());
  draft.entry_id = r["entry_id"].text();
  draft.label = r["label"].text();
  draft.old_value = r["old_value"].text();
  draft.deletion_basis = records::parse_deletion_basis(r["deletion_basis"].text());
  for (auto const& change : r["changes"].list()) {
    draft.changes.push_back({.number = ++draft.last_change,
                             .entry_id = change["entry_id"].id(),
                             .label = change["label"].text(),
                             .old_value = change["old_value"].text(),
                             .new_value = change["new_value"].text()});
  }
  draft.reason = r["reason"].text();
  draft.event = records::parse_event(r["event"].text());
  draft.hearing_date = r["hearing_date"].text();
  draft.hearing_time = r["hearing_time"].text();
  draft.hearing_place = r["hearing_place"].text();
  draft.once = r["once"].text();
  draft.posted = r["posted"].text();
  draft.unsure = !draft.once.empty();
  draft.file_lost = r["had_file"].boolean();
  return draft;
}

}  // namespace

Draft draft_about(Student const& student) {
  Draft draft;
  draft.student_id = student.id;
  draft.student_name = student.name;
  draft.record_kind = student.kind;
  return draft;
}

std::string draft_key(Draft const& draft) {
  switch (draft.kind) {
    case DraftKind::correction:
      return "correction:" + draft.student_id;
    case DraftKind::deletion:
      return "deletion:" + draft.student_id + ":" + draft.entry_id;
    case DraftKind::inspection:
      return "inspection:" + draft.student_id;
    case DraftKind::step:
      return "step:" + draft.request_id;
    case DraftKind::message:
      return "message:" + draft.request_id;
  }
  return {};
}

bool is_touched(Draft const& draft) noexcept {
  bool const rewritten =
      std::ranges::any_of(draft.changes, [](Change const& change) { return change.new_value != change.old_value; });
  bool const schedules = !draft.hearing_date.empty() || !draft.hearing_time.empty() || !draft.hearing_place.empty();
  return rewritten || draft.changes.size() > 1 || schedules || !draft.reason.empty() || !draft.file_name.empty() ||
         draft.file_lost;
}

bool collects_changes(Draft const& draft) noexcept {
  return draft.wants_more_changes || is_touched(draft);
}

bool check(Draft& draft, State const& state) {
  bool const corrects = draft.kind == DraftKind::correction;
  bool const steps = draft.kind == DraftKind::step;
  bool const needs_text = corrects || (draft.event && records::needs_text(*draft.event));
  for (Change& change : draft.changes) {
    change.error = check_text(change.new_value, true);
    if (change.new_value == change.old_value) change.error = FieldError::same_as_old;
    if (marks_in(change.new_value) != marks_in(change.old_value)) change.error = FieldError::marks_differ;
  }
  draft.reason_error = check_text(draft.reason, needs_text);
  draft.event_error = steps && !draft.event ? FieldError::required : FieldError::none;
  draft.date_error = draft.time_error = draft.place_error = FieldError::none;
  if (draft.event == RequestEvent::schedule_hearing) check_hearing(draft, state);
  draft.file_error = FieldError::none;
  if (draft.file_lost) draft.file_error = FieldError::choose_file_again;
  if (draft.file_size_bytes > max_file_bytes) draft.file_error = FieldError::file_too_large;
  return !has_errors(draft);
}

bool has_errors(Draft const& draft) noexcept {
  bool const in_changes =
      std::ranges::any_of(draft.changes, [](Change const& change) { return change.error != FieldError::none; });
  return in_changes || draft.reason_error != FieldError::none || draft.file_error != FieldError::none ||
         draft.event_error != FieldError::none || draft.date_error != FieldError::none ||
         draft.time_error != FieldError::none || draft.place_error != FieldError::none;
}

std::string save(Saved const& saved) {
  std::vector<Json> drafts;
  drafts.reserve(saved.drafts.size());
  for (auto const& [key, draft] : saved.drafts) drafts.push_back(written(draft));
  return Json{{"person_id", saved.person_id},         {"screen", static_cast<int>(saved.place.screen)},
              {"student_id", saved.place.student_id}, {"request_id", saved.place.request_id},
              {"draft", saved.place.draft},           {"drafts", drafts}}
      .text();
}

Saved restore(std::string_view text) {
  auto const parsed = parse_json_tree(text, max_json_depth);
  auto const* const value = std::get_if<JsonValue>(&parsed);
  if (value == nullptr) return {};
  std::optional<std::string> failed_at;
  JsonReader const r{value, failed_at};
  Saved saved;
  saved.person_id = r["person_id"].text();
  saved.place = {.screen = numbered(r["screen"], Screen::staff_queue),
                 .student_id = r["student_id"].text(),
                 .request_id = r["request_id"].text(),
                 .draft = r["draft"].text()};
  for (auto const& item : r["drafts"].list()) {
    Draft draft = read(item);
    if (draft.kind == DraftKind::correction && draft.changes.empty()) continue;
    saved.drafts.emplace(draft_key(draft), std::move(draft));
  }
  return failed_at ? Saved{} : saved;
}

}  // namespace hallpass::portal
