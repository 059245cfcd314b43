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

Result<json::object> read_object(ByteView body, std::initializer_list<std::string_view> members) {
  json::parse_options options;
  options.max_depth = depth_limit;
  boost::system::error_code error;
  auto value = json::parse(as_text(body), error, {}, options);
  if (error) return fail(ErrorCode::malformed, "", "The body must be JSON in UTF-8.");
  if (!value.is_object()) return wrong("", "The body must be an object.");
  auto& object = value.get_object();
  for (auto const& member : object) {
    if (std::ranges::find(members, std::string_view(member.key())) == members.end()) {
      std::string advice = "Only these members are read here:";
      for (auto const name : members) advice.append(" ").append(name);
      return wrong("", advice + ".");
    }
  }
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

Result<std::string> member_text(json::object const& object, std::string const& name, Length length) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr) return wrong("/" + name, "It is required.");
  return read_text(*value, "/" + name, length);
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

Result<district::NewRequest> read_inspection(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "reason"}));
  HALLPASS_TRY(reason, optional_text(object, "reason", {0, district::max_reason_bytes}));
  return district::NewRequest{records::RequestKind::inspection, {}, {}, {}, std::move(reason), {}};
}

Result<district::NewRequest> read_correction(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entry_id", "old_value", "new_value", "reason", "attachment_ids"}));
  HALLPASS_TRY(entry_id, member_text(object, "entry_id", {1, id_limit_bytes}));
  HALLPASS_TRY(old_value, member_text(object, "old_value", {0, district::max_value_bytes}));
  HALLPASS_TRY(new_value, member_text(object, "new_value", {0, district::max_value_bytes}));
  HALLPASS_TRY(reason, member_text(object, "reason", {1, district::max_reason_bytes}));
  HALLPASS_TRY(ids, attachment_ids(object));
  if (old_value == new_value) return wrong("/new_value", "It must differ from the old value.");
  return district::NewRequest{records::RequestKind::correction,
                              std::move(entry_id),
                              std::move(old_value),
                              std::move(new_value),
                              std::move(reason),
                              std::move(ids)};
}

Result<district::NewRequest> read_deletion(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entry_id", "reason"}));
  HALLPASS_TRY(entry_id, member_text(object, "entry_id", {1, id_limit_bytes}));
  HALLPASS_TRY(reason, optional_text(object, "reason", {0, district::max_reason_bytes}));
  return district::NewRequest{records::RequestKind::deletion, std::move(entry_id), {}, {}, std::move(reason), {}};
}

}  // namespace

Result<district::NewRequest> read_new_request(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"kind", "entry_id", "old_value", "new_value", "reason", "attachment_ids"}));
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

Result<district::Decision> read_decision(ByteView body) {
  HALLPASS_TRY(object, read_object(body, {"outcome", "reason"}));
  HALLPASS_TRY(word, member_text(object, "outcome", {1, id_limit_bytes}));
  auto const outcome = district::parse_outcome(word);
  if (!outcome) return wrong("/outcome", "It must be approved or refused.");
  HALLPASS_TRY(reason, member_text(object, "reason", {1, district::max_reason_bytes}));
  return district::Decision{*outcome, std::move(reason)};
}

Result<district::CourtOrder> read_court_order(ByteView body, std::string student_id, std::string guardian_id) {
  HALLPASS_TRY(object, read_object(body, {"barred", "reference"}));
  auto const* const barred = object.if_contains("barred");
  if (barred == nullptr || !barred->is_bool()) return wrong("/barred", "It must be true or false.");
  HALLPASS_TRY(reference, member_text(object, "reference", {1, id_limit_bytes}));
  return district::CourtOrder{std::move(student_id), std::move(guardian_id), barred->get_bool(), std::move(reference)};
}

}  // namespace hallpass::api
