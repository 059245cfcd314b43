#pragma once
// The bodies that clients send, read strictly into the service's values.
// Errors of all: malformed, `where` "", when the body is no JSON; invalid_argument, `where` a JSON Pointer into the
// body, for a member that is missing, of another type, too long or too short, or holds control characters. An unknown
// member is reported at its object, because its name may be anybody's data.

#include "district/service/values.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::api {

[[nodiscard]] Result<district::NewRequest> read_new_request(ByteView body);
[[nodiscard]] Result<records::OptOutEvent> read_opt_out(ByteView body);
[[nodiscard]] Result<records::RedactionEvent> read_redaction_event(ByteView body);
[[nodiscard]] Result<district::NewRedaction> read_new_redaction(ByteView body);
// Its id.
[[nodiscard]] Result<std::string> read_lifted_redaction(ByteView body);
[[nodiscard]] Result<district::NewStep> read_step(ByteView body);
// Student and guardian come from the path.
[[nodiscard]] Result<district::CourtOrder> read_court_order(ByteView body, std::string student_id,
                                                            std::string guardian_id);

}  // namespace hallpass::api
