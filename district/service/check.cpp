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

Result<void> check_correction(NewRequest const& request) {
  HALLPASS_CHECK(check_text(request.old_value, max_value_bytes, Presence::optional, "/old_value"));
  HALLPASS_CHECK(check_text(request.new_value, max_value_bytes, Presence::required, "/new_value"));
  if (request.new_value == request.old_value) return invalid("/new_value", "Say what it should be instead.");
  if (request.entry_id == "identity.birth_date" && !parse_date(request.new_value)) {
    return invalid("/new_value", "Write a date as YYYY-MM-DD.");
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
  if (correcting) {
    HALLPASS_CHECK(check_correction(request));
  } else if (!request.old_value.empty() || !request.new_value.empty()) {
    return invalid("/new_value", "Only a correction has values.");
  }
  if ((request.kind == records::RequestKind::inspection) != request.entry_id.empty()) {
    return invalid("/entry_id", "A correction or deletion names one entry of the record, an inspection none.");
  }
  if (request.attachment_ids.size() > max_attachments_per_request) {
    return fail(ErrorCode::too_large, "/attachment_ids");
  }
  return {};
}

}  // namespace hallpass::district
