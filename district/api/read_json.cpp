#include "district/api/read_json.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <initializer_list>

#include "district/service/service.hpp"

namespace hallpass::api {
namespace {

namespace json = boost::json;

constexpr std::size_t id_limit_bytes = 255;
constexpr std::size_t depth_limit = 4;

struct Length {
  std::size_t least;
  std::size_t most;
};

Error wrong(std::string const& pointer, std::string const& advice) {
  return fail(ErrorCode::invalid_argument, pointer, advice);
}

using Members = std::initializer_list<std::string_view>;

// No member but these. `pointer`: the object's own place.
Result<void> check_members(json::object const& object, std::string const& pointer, Members members) {
  for (auto const& member : object) {
    if (std::ranges::find(members, std::string_view(member.key())) == members.end()) {
      std::string advice = "Only these members are read here:";
      for (auto const name : members) advice.append(" ").append(name);
      return wrong(pointer, advice + ".");
    }
  }
  return {};
}

Result<json::object> read_object(ByteView body, Members members) {
  json::parse_options options;
  options.max_depth = depth_limit;
  boost::system::error_code error;
  auto value = json::parse(as_text(body), error, {}, options);
  if (error) return fail(ErrorCode::malformed, "", "The body must be JSON in UTF-8.");
  if (!value.is_object()) return wrong("", "The body must be an object.");
  auto& object = value.get_object();
  HALLPASS_CHECK(check_members(object, "", members));
  return std::move(object);
}

// Line breaks and tabs may stand in a text a person wrote; no other control character may.
bool has_control_characters(std::string_view text) {
  return std::ranges::any_of(text, [](char character) {
    auto const code = static_cast<unsigned char>(character);
    return (code < 0x20 && code != '\n' && code != '\r' && code != '\t') || code == 0x7f;
  });
}

Result<std::string> read_text(json::value const& value, std::string const& pointer, Length length) {
  if (!value.is_string()) return wrong(pointer, "It must be a text.");
  std::string text(value.get_string());
  if (text.size() < length.least || text.size() > length.most) {
    return wrong(pointer,
                 "It must have " + std::to_string(length.least) + " to " + std::to_string(length.most) + " bytes.");
  }
  if (has_control_characters(text)) return wrong(pointer, "It must not hold control characters.");
  return text;
}

// `pointer`: the object's own place.
Result<std::string> member_text(json::object const& object, std::string const& name, Length length,
                                std::string const& pointer = {}) {
  auto const* const value = object.if_contains(name);
  auto const place = pointer + "/" + name;
  if (value == nullptr) return wrong(place, "It is required.");
  return read_text(*value, place, length);
}

Result<std::string> optional_text(json::object const& object, std::string const& name, Length length) {
  return object.contains(name) ? member_text(object, name, length) : Result<std::string>(std::string());
}

Result<std::vector<std::string>> attachment_ids(json::object const& object) {
  std::vector<std::string> ids;
  auto const* const value = object.if_contains("attachment_ids");
  if (value == nullptr) return ids;
  if (!value->is_array()) return wrong("/attachment_ids", "It must be a list.");
  auto const& list = value->get_array();
  if (list.size() > district::max_attachments_per_request) return wrong("/attachment_ids", "There are too many.");
  for (std::size_t at = 0; at < list.size(); ++at) {
    auto const pointer = "/attachment_ids/" + std::to_string(at);
    HALLPASS_TRY(id, read_text(list[at], pointer, {1, id_limit_bytes}));
    if (std::ranges::find(ids, id) != ids.end()) return wrong(pointer, "It is there twice.");
    ids.push_back(std::move(id));
  }
  return ids;
}

Result<district::NewSubject> read_subject(json::value const& value, std::string const& pointer) {
  if (!value.is_object()) return wrong(pointer, "It must be an object.");
  auto const& object = value.get_object();
  HALLPASS_CHECK(check_members(object, pointer, {"entry_id", "old_value", "new_value"}));
  HALLPASS_TRY(entry_id, member_text(object, "entry_id", {1, id_limit_bytes}, pointer));
  HALLPASS_TRY(old_value, member_text(object, "old_value", {0, district::max_value_bytes}, pointer));
  HALLPASS_TRY(new_value, member_text(object, "new_value", {0, district::max_value_bytes}, pointer));
  if (old_value == new_value) return wrong(pointer + "/new_value", "It must differ from the old value.");
  return district::NewSubject{std::move(entry_id), std::move(old_value), std::move(new_value)};
}

Result<std::vector<district::NewSubject>> read_subjects(json::object const& object) {
  auto const* const value = object.if_contains("entries");
  if (value == nullptr || !value->is_array()) return wrong("/entries", "It must be a list.");
  auto const& list = value->get_array();
  if (list.empty()) return wrong("/entries", "Name at least one entry of the record.");
  if (list.size() > district::max_entries_per_request) return wrong("/entries", "There are too many.");
  std::vector<district::NewSubject> subjects;
  for (std::size_t at = 0; at < list.size(); ++at) {
    HALLPASS_TRY(subject, read_subject(list[at], "/entries/" + std::to_string(at)));
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

Result<district::NewRequest> read_inspection(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "reason"}));
  HALLPASS_TRY(reason, optional_text(object, "reason", {0, district::max_reason_bytes}));
  return district::NewRequest{records::RequestKind::inspection, {}, std::move(reason), {}};
}

Result<district::NewRequest> read_correction(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entries", "reason", "attachment_ids"}));
  HALLPASS_TRY(subjects, read_subjects(object));
  HALLPASS_TRY(reason, member_text(object, "reason", {1, district::max_reason_bytes}));
  HALLPASS_TRY(ids, attachment_ids(object));
  return district::NewRequest{records::RequestKind::correction, std::move(subjects), std::move(reason), std::move(ids)};
}

Result<district::NewRequest> read_deletion(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entry_id", "reason"}));
  HALLPASS_TRY(entry_id, member_text(object, "entry_id", {1, id_limit_bytes}));
  HALLPASS_TRY(reason, optional_text(object, "reason", {0, district::max_reason_bytes}));
  return district::NewRequest{records::RequestKind::deletion, {{std::move(entry_id), {}, {}}}, std::move(reason), {}};
}

Result<district::Hearing> read_hearing(json::value const& value) {
  if (!value.is_object()) return wrong("/hearing", "It must be an object.");
  auto const& object = value.get_object();
  HALLPASS_CHECK(check_members(object, "/hearing", {"at", "place"}));
  HALLPASS_TRY(text, member_text(object, "at", {1, id_limit_bytes}, "/hearing"));
  auto const at = parse_instant(text);
  if (!at) return wrong("/hearing/at", "Write it as 2026-12-01T15:00:00Z.");
  HALLPASS_TRY(place, member_text(object, "place", {1, district::max_place_bytes}, "/hearing"));
  return district::Hearing{*at, std::move(place)};
}

}  // namespace

Result<district::NewRequest> read_new_request(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entries", "entry_id", "reason", "attachment_ids"}));
  HALLPASS_TRY(word, member_text(object, "kind", {1, id_limit_bytes}));
  auto const kind = records::parse_request_kind(word);
  if (!kind) return wrong("/kind", "It must be inspection, correction or deletion.");
  switch (*kind) {
    case records::RequestKind::inspection:
      return read_inspection(body);
    case records::RequestKind::correction:
      return read_correction(body);
    case records::RequestKind::deletion:
      return read_deletion(body);
  }
  return wrong("/kind", "It must be inspection, correction or deletion.");
}

Result<district::NewStep> read_step(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"event", "text", "hearing"}));
  HALLPASS_TRY(word, member_text(object, "event", {1, id_limit_bytes}));
  auto const event = records::parse_event(word);
  if (!event) return wrong("/event", "It must be one of the request's `may`.");
  HALLPASS_TRY(text, optional_text(object, "text", {0, district::max_reason_bytes}));
  district::NewStep step{*event, std::move(text), std::nullopt};
  if (auto const* const value = object.if_contains("hearing")) {
    HALLPASS_TRY(hearing, read_hearing(*value));
    step.hearing = std::move(hearing);
  }
  return step;
}

Result<records::OptOutEvent> read_opt_out(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"event"}));
  HALLPASS_TRY(word, member_text(object, "event", {1, id_limit_bytes}));
  auto const event = records::parse_opt_out_event(word);
  if (!event) return wrong("/event", "It must be opt_out or rescind.");
  return *event;
}

Result<records::RedactionEvent> read_redaction_event(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"event", "entry_id", "part", "reason", "note", "redaction_id"}));
  HALLPASS_TRY(word, member_text(object, "event", {1, id_limit_bytes}));
  auto const event = records::parse_redaction_event(word);
  if (!event) return wrong("/event", "It must be redact or lift.");
  return *event;
}

Result<district::NewRedaction> read_new_redaction(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"event", "entry_id", "part", "reason", "note"}));
  HALLPASS_TRY(entry_id, member_text(object, "entry_id", {1, id_limit_bytes}));
  HALLPASS_TRY(part, member_text(object, "part", {1, district::max_value_bytes}));
  HALLPASS_TRY(word, member_text(object, "reason", {1, id_limit_bytes}));
  auto const reason = records::parse_redaction_reason(word);
  if (!reason) return wrong("/reason", "The law knows one reason: another_student.");
  HALLPASS_TRY(note, member_text(object, "note", {1, district::max_reason_bytes}));
  return district::NewRedaction{std::move(entry_id), std::move(part), *reason, std::move(note)};
}

Result<std::string> read_lifted_redaction(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"event", "redaction_id"}));
  return member_text(object, "redaction_id", {1, id_limit_bytes});
}

Result<district::CourtOrder> read_court_order(ByteView body, std::string student_id, std::string guardian_id) {
  HALLPASS_TRY(object, read_object(body, {"barred", "reference"}));
  auto const* const barred = object.if_contains("barred");
  if (barred == nullptr || !barred->is_bool()) return wrong("/barred", "It must be true or false.");
  HALLPASS_TRY(reference, member_text(object, "reference", {1, id_limit_bytes}));
  return district::CourtOrder{std::move(student_id), std::move(guardian_id), barred->get_bool(), std::move(reference)};
}

}  // namespace hallpass::api
