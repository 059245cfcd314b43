#pragma once
// Errors as RFC 9457 problem details. https://www.rfc-editor.org/rfc/rfc9457

#include "district/api/message.hpp"
#include "sdk/base/error.hpp"

namespace hallpass::api {

// The status and title of the code (sdk/base/error_codes.inc); `where` and `detail` only when they say something.
// A 401 carries WWW-Authenticate (RFC 6750).
[[nodiscard]] Response problem(Error const& error);

}  // namespace hallpass::api
