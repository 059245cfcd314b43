#include "sdk/proof/consent_receipt.hpp"

#include "sdk/base/base64.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/json.hpp"

namespace hallpass::proof {

namespace {

Result<ReceiptOutcome> read_outcome(json::Value const& value, std::string const& where) {
  HALLPASS_TRY(purpose, json::text_of(value, "purpose", where));
  HALLPASS_TRY(state, json::text_of(value, "state", where));
  HALLPASS_TRY(reason, json::text_of(value, "reason", where));
  return ReceiptOutcome{purpose, state, reason};
}

Result<void> read_choice(json::Value const& choice, ConsentReceipt& receipt) {
  constexpr std::string_view where = "/choice";
  HALLPASS_TRY(at, json::text_of(choice, "at", where));
  auto const chosen_at = parse_instant(at);
  if (!chosen_at) return fail(ErrorCode::malformed, "/choice/at", "This must be a time in UTC (RFC 3339).");
  receipt.chosen_at = *chosen_at;
  HALLPASS_TRY(policy, json::text_of(choice, "policy", where));
  HALLPASS_TRY(language, json::text_of(choice, "language", where));
  HALLPASS_TRY(shown, json::text_of(choice, "shown", where));
  receipt.policy = policy;
  receipt.language = language;
  receipt.shown = shown;
  HALLPASS_TRY(signals, json::items_of(choice, "signals", where));
  for (auto const& signal : *signals) receipt.signals.push_back(signal.text);
  HALLPASS_TRY(outcomes, json::items_of(choice, "outcomes", where));
  for (std::size_t index = 0; index < outcomes->size(); ++index) {
    HALLPASS_TRY(outcome, read_outcome((*outcomes)[index], "/choice/outcomes/" + std::to_string(index)));
    receipt.outcomes.push_back(outcome);
  }
  HALLPASS_TRY(refused, json::items_of(choice, "refused", where));
  for (auto const& vendor : *refused) receipt.refused.push_back(vendor.text);
  if (json::has(choice, "authorisation")) {
    HALLPASS_TRY(authorisation, json::text_of(choice, "authorisation", where));
    receipt.authorisation = authorisation;
  }
  return {};
}

}  // namespace

Result<ConsentReceipt> read_consent_receipt(Verified const& verified) {
  if (verified.type != consent_receipt_type) {
    return fail(ErrorCode::unsupported, "typ", "This is signed, but it is not a consent receipt.");
  }
  HALLPASS_TRY(payload, json::parse_object(verified.payload, ""));
  ConsentReceipt receipt;
  HALLPASS_TRY(issuer, json::text_of(payload, "iss", ""));
  HALLPASS_TRY(id, json::text_of(payload, "jti", ""));
  receipt.issuer = issuer;
  receipt.id = id;
  HALLPASS_TRY(signed_at, json::time_of(payload, "iat", ""));
  receipt.signed_at = signed_at;
  auto const* choice = json::find(payload, "choice");
  if (choice == nullptr || choice->kind != json::Value::Kind::object) {
    return fail(ErrorCode::malformed, "/choice", "This must be an object.");
  }
  HALLPASS_CHECK(read_choice(*choice, receipt));
  return receipt;
}

std::string policy_digest(ByteView image) {
  return base64_encode(crypto::sha256(image), Base64Alphabet::url, Base64Padding::forbidden);
}

}  // namespace hallpass::proof
