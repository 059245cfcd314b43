#pragma once
// What a site's server has signed about one choice of a visitor: docs/receipts.md has its members.

#include <string>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

inline constexpr std::string_view consent_receipt_type = "consent-receipt+jwt";

struct ReceiptOutcome {
  std::string purpose;
  std::string state;   // "granted", "denied" or "forbidden"
  std::string reason;  // of sdk/decision
};

struct ConsentReceipt {
  std::string issuer;       // the site, as an origin
  std::string id;           // made by the visitor's browser
  InstantMs signed_at = 0;  // by the server's clock, whole seconds
  InstantMs chosen_at = 0;  // by the browser's clock
  std::string policy;       // policy_digest() of the compiled policy that decided
  std::string language;
  std::string shown;  // the text that the visitor had before them
  std::vector<std::string> signals;
  std::vector<ReceiptOutcome> outcomes;
  std::vector<std::string> refused;  // vendors, whatever their purposes say
  std::string authorisation;         // a school's statement (school_authorisation.hpp), not verified here; may be empty
};

// Errors: unsupported ("typ"), malformed with a JSON Pointer into the payload.
[[nodiscard]] Result<ConsentReceipt> read_consent_receipt(Verified const& verified);

// SHA-256 of a compiled policy (sdk/policy/image.hpp), base64url.
[[nodiscard]] std::string policy_digest(ByteView image);

}  // namespace hallpass::proof
