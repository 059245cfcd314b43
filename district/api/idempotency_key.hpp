#pragma once
// The Idempotency-Key header.
// https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07

#include <string>
#include <string_view>

#include "district/api/routes.hpp"
#include "district/service/once.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::api {

// The key in a header's value, 1 to 255 characters: a string of RFC 8941, as the draft says, or a bare token, as many
// clients send; "abc" and abc are one key. No parameters. Errors: malformed, `where` "Idempotency-Key".
[[nodiscard]] Result<std::string> read_idempotency_key(std::string_view value);

// With the digest of method, address and body; nothing is computed for an empty key.
[[nodiscard]] district::IdempotencyKey idempotency_key(std::string text, Match const& match, ByteView body);

}  // namespace hallpass::api
