// What is asked of the district: paths and bodies.
#include "portal/model/api.hpp"
#include "portal/model/json.hpp"

namespace hallpass::portal {
namespace {

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

Json changes_of(Draft const& draft) {
  std::vector<Json> out;
  out.reserve(draft.changes.size());
  for (Change const& change : draft.changes) {
    out.push_back({{"entry_id", change.entry_id}, {"old_value", change.old_value}, {"new_value", change.new_value}});
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
std::string redactions_path(std::string_view student_id) {
  return path("students", student_id, "/redactions");
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
std::string told_path(std::string_view request_id) {
  return path("requests", request_id, "/told");
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
  switch (draft.kind) {
    case DraftKind::correction:
      if (!draft.attachment_id.empty()) {
        return Json{{"kind", "correction"},
                    {"entries", changes_of(draft)},
                    {"reason", draft.reason},
                    {"attachment_ids", std::vector<Json>{draft.attachment_id}}}
            .text();
      }
      return Json{{"kind", "correction"}, {"entries", changes_of(draft)}, {"reason", draft.reason}}.text();
    case DraftKind::deletion:
      return Json{{"kind", "deletion"}, {"entry_id", draft.entry_id}, {"reason", draft.reason}}.text();
    case DraftKind::inspection:
      return Json{{"kind", "inspection"}, {"reason", draft.reason}}.text();
    case DraftKind::step:
    case DraftKind::message:
      break;
  }
  // REQUIRES: an event; check() saw to it.
  auto const event = records::to_string(*draft.event);
  if (draft.event != RequestEvent::schedule_hearing) return Json{{"event", event}, {"text", draft.reason}}.text();
  return Json{{"event", event},
              {"text", draft.reason},
              {"hearing", {{"at", format_instant(draft.hearing_at_ms)}, {"place", draft.hearing_place}}}}
      .text();
}

std::string redaction_body(std::string_view entry_id, std::string_view part, std::string_view note) {
  return Json{{"event", records::to_string(records::RedactionEvent::redact)},
              {"entry_id", entry_id},
              {"part", part},
              {"reason", records::to_string(records::RedactionReason::another_student)},
              {"note", note}}
      .text();
}

std::string lift_body(std::string_view redaction_id) {
  return Json{{"event", records::to_string(records::RedactionEvent::lift)}, {"redaction_id", redaction_id}}.text();
}

}  // namespace hallpass::portal
