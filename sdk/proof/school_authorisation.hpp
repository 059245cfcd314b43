#pragma once
// What a school district has signed: that its students may use a product with what needs a school's authorisation
// (16 CFR 312.5, the school acting for the parents). docs/visitor-facts.md has its members; the browser checks the same
// ones in web/proof/authorisation.ts.

#include <optional>
#include <string>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/policy/policy.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

inline constexpr std::string_view school_authorisation_type = "school-authorisation+jwt";

// How far the clocks of who signs and who checks may lie apart.
inline constexpr InstantMs clock_leeway_ms = 60'000;

struct SchoolAuthorisation {
  std::string issuer;                 // the district, as an origin
  std::string authorised_by;          // who signed for it: a role, or a name
  std::vector<std::string> audience;  // sites' origins, or products
  std::string agreement;              // may be empty
  std::vector<std::string> purposes;  // empty: whatever needs an authorisation
  InstantMs issued_at = 0;
  InstantMs not_before = 0;  // never before issued_at
  InstantMs expires_at = 0;
};

// Errors: unsupported ("typ"), malformed with a JSON Pointer into the payload.
[[nodiscard]] Result<SchoolAuthorisation> read_school_authorisation(Verified const& verified);

[[nodiscard]] bool is_in_force(SchoolAuthorisation const& statement, InstantMs now) noexcept;

// The policy believes the issuer when this key signs for it.
[[nodiscard]] bool is_trusted(policy::Authorisations const& authorisations, SchoolAuthorisation const& statement,
                              crypto::Ed25519Public const& key);

// It is for every purpose that this policy lets children have with an authorisation: a narrower one is none, because
// the decision knows a single authorisation (sdk/decision).
[[nodiscard]] bool covers(SchoolAuthorisation const& statement, policy::Policy const& policy);

// The claims as canonical JSON, to be signed (signing_key.hpp).
[[nodiscard]] std::string format_school_authorisation(SchoolAuthorisation const& statement);

}  // namespace hallpass::proof
