#include "district/server/authenticate.hpp"

namespace hallpass::server {
namespace {

// The scheme's name is case-insensitive (RFC 9110, 11.1).
bool takes_bearer(std::string_view& value) {
  constexpr std::string_view scheme = "bearer ";
  if (value.size() <= scheme.size()) return false;
  for (std::size_t at = 0; at < scheme.size(); ++at) {
    char const given = value[at] >= 'A' && value[at] <= 'Z' ? static_cast<char>(value[at] - 'A' + 'a') : value[at];
    if (given != scheme[at]) return false;
  }
  value.remove_prefix(scheme.size());
  return true;
}

}  // namespace

Result<district::Caller> authenticate(std::string_view authorization, KeySource& keys, TokenVerifier const& verifier,
                                      InstantMs now) {
  if (!takes_bearer(authorization)) return fail(ErrorCode::unauthenticated, "Authorization");
  HALLPASS_TRY(token, AccessToken::parse(authorization));
  HALLPASS_TRY(key_set, keys.keys_for(token.key_id(), now));
  HALLPASS_TRY(subject, verifier.subject(token, key_set, now));
  return district::Caller{std::move(subject)};
}

}  // namespace hallpass::server
