// What is asked of the district: paths and bodies.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "portal/model/api.hpp"

namespace hallpass::portal {
namespace {

namespace json = boost::json;

// RFC 3986: everything but unreserved characters.
std::string encoded(std::string_view segment) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  static constexpr std::string_view unreserved = "-._~";
  std::string out;
  for (char const c : segment) {
    auto const byte = static_cast<unsigned char>(c);
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       unreserved.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    }
  }
  // Dot segments would climb out of the path.
  if (out == ".") return "%2E";
  if (out == "..") return "%2E%2E";
  return out;
}

std::string path(std::string_view collection, std::string_view id, std::string_view rest = {}) {
  return std::string{"/v1/"}.append(collection).append("/").append(encoded(id)).append(rest);
}

json::array changes_of(Draft const& draft) {
  json::array out;
  for (Change const& change : draft.changes) {
    out.emplace_back(
        json::object{{"entry_id", change.entry_id}, {"old_value", change.old_value}, {"new_value", change.new_value}});
  }
  return out;
}

}  // namespace

std::string district_path() {
  return "/v1/district";
}
std::string me_path() {
  return "/v1/me";
}
std::string record_path(std::string_view student_id) {
  return path("students", student_id, "/record");
}
std::string disclosures_path(std::string_view student_id) {
  return path("students", student_id, "/disclosures");
}
std::string opt_out_path(std::string_view student_id) {
  return path("students", student_id, "/directory-opt-out");
}
std::string student_requests_path(std::string_view student_id) {
  return path("students", student_id, "/requests");
}
std::string requests_path() {
  return "/v1/requests";
}
std::string request_path(std::string_view request_id) {
  return path("requests", request_id);
}
std::string steps_path(std::string_view request_id) {
  return path("requests", request_id, "/steps");
}
std::string receipts_path(std::string_view request_id) {
  return path("requests", request_id, "/receipts");
}
std::string queue_path() {
  return "/v1/staff/queue";
}
std::string attachments_path() {
  return "/v1/attachments";
}
std::string attachment_path(std::string_view attachment_id) {
  return path("attachments", attachment_id);
}

std::string body_of(Draft const& draft) {
  json::object body;
  switch (draft.kind) {
    case DraftKind::correction: {
      body = {{"kind", "correction"}, {"entries", changes_of(draft)}, {"reason", draft.reason}};
      if (!draft.attachment_id.empty()) body["attachment_ids"] = json::array{draft.attachment_id};
      break;
    }
    case DraftKind::deletion:
      body = {{"kind", "deletion"}, {"entry_id", draft.entry_id}, {"reason", draft.reason}};
      break;
    case DraftKind::inspection:
      body = {{"kind", "inspection"}, {"reason", draft.reason}};
      break;
    case DraftKind::step:
    case DraftKind::message:
      // REQUIRES: an event; check() saw to it.
      body = {{"event", records::to_string(*draft.event)}, {"text", draft.reason}};
      if (draft.event == RequestEvent::schedule_hearing) {
        body["hearing"] = json::object{{"at", format_instant(draft.hearing_at_ms)}, {"place", draft.hearing_place}};
      }
      break;
  }
  return json::serialize(body);
}

}  // namespace hallpass::portal
