#pragma once
// From an Authorization header to a person.

#include <string_view>

#include "district/server/key_source.hpp"
#include "district/server/token_verifier.hpp"
#include "district/service/values.hpp"

namespace hallpass::server {

// `authorization` is the header's value, empty when absent; only one Bearer token is taken (RFC 6750, 2.1).
// May block while keys are fetched. Errors: unauthenticated; unavailable, when the provider's keys cannot be had.
[[nodiscard]] Result<district::Caller> authenticate(std::string_view authorization, KeySource& keys,
                                                    TokenVerifier const& verifier, InstantMs now);

}  // namespace hallpass::server
