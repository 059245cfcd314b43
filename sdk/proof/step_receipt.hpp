#pragma once
// What a district's server has signed about one step of a parent's request: docs/step-receipts.md has the members.
//
// A receipt says what happened and when, and holds nothing of the record: what was said, about whom, and the values are
// digests of it with random salts. Each names the digest of the one before it, so that none can be left out in between.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/json.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

inline constexpr std::string_view step_receipt_type = "request-step+jwt";
// Largest file of receipts read, in bytes: of the longest request, with all that was written in it.
inline constexpr std::size_t max_step_receipts_size = 4U << 20U;

struct StepDeadline {
  std::string due;  // YYYY-MM-DD, the last day
  std::int64_t days = 0;
  std::string kind_of_day;   // "calendar" or "business"
  std::string counted_from;  // YYYY-MM-DD
  std::string source;
  std::string certainty;  // of sdk/records: "text", …, "district_policy"
};

// Words are those of sdk/records.
struct StepReceipt {
  std::string issuer;       // the district, as an origin
  InstantMs signed_at = 0;  // whole seconds
  std::string request;      // its id
  std::string request_kind;
  std::int64_t step = 0;  // from 1, in the order of the request's timeline
  std::string event;
  std::string from;  // the state before; the same as `to` where the step left it
  std::string to;
  std::string role;                      // "parent", "student", "staff" or "system"
  std::string actor;                     // as whom in the lifecycle's table: "requester", "records_officer", …
  InstantMs at = 0;                      // when the step was taken
  std::optional<StepDeadline> deadline;  // that runs after it
  std::string said;                      // audit_digest() of the student's id and what was said
  std::string values;                    // and of the entries asked about; empty where the step is not about them
  std::string previous;                  // step_receipt_digest() of the receipt before; empty in the first
};

// The claims as canonical JSON, to be signed (signing_key.hpp).
[[nodiscard]] std::string format_step_receipt(StepReceipt const& receipt);
// Errors: unsupported ("typ"), malformed with a JSON Pointer into the payload.
[[nodiscard]] Result<StepReceipt> read_step_receipt(Verified const& verified);
// SHA-256 of the signed receipt as it stands, base64url.
[[nodiscard]] std::string step_receipt_digest(std::string_view compact);

// A receipt of a file, and what was held against its digests; absent where the file has no salt for it.
struct HeldStep {
  StepReceipt receipt;
  std::string key_id;
  std::optional<json::Value> said;
  std::optional<json::Value> values;
};

[[nodiscard]] bool looks_like_step_receipts(std::string_view file) noexcept;

// A file {"receipts": [{"receipt", "said", "salt", "values", "values_salt"}]}: every signature, that each is of the
// same request and names the one before it, and that what was said and the values are those that were signed. Errors,
// `where` a JSON Pointer into the file: malformed; those of verify_jws; not_authentic, where something is not what was
// signed or one is missing in between.
[[nodiscard]] Result<std::vector<HeldStep>> check_step_receipts(std::string_view file,
                                                                std::span<VerifyingKey const> keys);

}  // namespace hallpass::proof
