#pragma once
// The district API's client without a network: builds requests, reads answers (district/openapi.yaml).
// Answers are untrusted: at most 16 MiB, 16 levels deep; a member that is missing or of another type makes the whole
// answer malformed, unknown members are passed over.

#include <string>
#include <string_view>
#include <vector>

#include "portal/model/district.hpp"
#include "portal/model/draft.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::portal {

// Paths from the API's origin, percent-encoded.
[[nodiscard]] std::string district_path();
[[nodiscard]] std::string me_path();
[[nodiscard]] std::string record_path(std::string_view student_id);
[[nodiscard]] std::string disclosures_path(std::string_view student_id);
[[nodiscard]] std::string opt_out_path(std::string_view student_id);
[[nodiscard]] std::string redactions_path(std::string_view student_id);
[[nodiscard]] std::string student_requests_path(std::string_view student_id);
[[nodiscard]] std::string requests_path();
[[nodiscard]] std::string request_path(std::string_view request_id);
[[nodiscard]] std::string steps_path(std::string_view request_id);
[[nodiscard]] std::string receipts_path(std::string_view request_id);
[[nodiscard]] std::string told_path(std::string_view request_id);
[[nodiscard]] std::string queue_path();
[[nodiscard]] std::string attachments_path();
[[nodiscard]] std::string attachment_path(std::string_view attachment_id);

// The JSON body that sends this draft: NewRequest or NewDecision.
[[nodiscard]] std::string body_of(Draft const& draft);

// Hides a part of an entry; shows it again.
[[nodiscard]] std::string redaction_body(std::string_view entry_id, std::string_view part, std::string_view note);
[[nodiscard]] std::string lift_body(std::string_view redaction_id);

// Errors of all: malformed, `where` a JSON Pointer.
[[nodiscard]] Result<District> read_district(std::string_view json);
[[nodiscard]] Result<Me> read_me(std::string_view json);
[[nodiscard]] Result<Record> read_record(std::string_view json);
[[nodiscard]] Result<OptOut> read_opt_out(std::string_view json);
[[nodiscard]] Result<std::vector<Disclosure>> read_disclosures(std::string_view json);
[[nodiscard]] Result<std::vector<Request>> read_requests(std::string_view json);
[[nodiscard]] Result<Request> read_request(std::string_view json);
[[nodiscard]] Result<Attachment> read_attachment(std::string_view json);

// An answer's status as what to tell the person; none for 2xx.
[[nodiscard]] Problem problem_of(std::int32_t status) noexcept;

}  // namespace hallpass::portal
