#include "sdk/proof/step_receipt.hpp"

#include "sdk/base/base64.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/crypto/hash.hpp"
#include "sdk/proof/audit_log.hpp"
#include "sdk/proof/canonical_json.hpp"

namespace hallpass::proof {

namespace {

Result<StepDeadline> read_deadline(json::Value const& object) {
  constexpr std::string_view where = "/deadline";
  StepDeadline deadline;
  for (auto const& [name, target] :
       {std::pair{"due", &StepDeadline::due}, std::pair{"kind_of_day", &StepDeadline::kind_of_day},
        std::pair{"counted_from", &StepDeadline::counted_from}, std::pair{"source", &StepDeadline::source},
        std::pair{"certainty", &StepDeadline::certainty}}) {
    HALLPASS_TRY(text, json::text_of(object, name, where));
    deadline.*target = text;
  }
  HALLPASS_TRY(days, json::whole_of(object, "days", where));
  deadline.days = days;
  return deadline;
}

json::Value value_of(StepDeadline const& deadline) {
  return json::object({{"due", json::text(deadline.due)},
                       {"days", json::whole(deadline.days)},
                       {"kind_of_day", json::text(deadline.kind_of_day)},
                       {"counted_from", json::text(deadline.counted_from)},
                       {"source", json::text(deadline.source)},
                       {"certainty", json::text(deadline.certainty)}});
}

// What the file says beside a receipt, where it has the salt. Errors: not_authentic at `where`/`name`.
Result<std::optional<json::Value>> check_digest(json::Value const& item, std::string_view name, std::string_view salt,
                                                std::string const& signed_digest, std::string const& where) {
  auto const* const value = json::find(item, name);
  auto const text = json::find_text(item, salt).value_or("");
  if (text.empty() || value == nullptr || value->kind == json::Value::Kind::null) return std::optional<json::Value>{};
  HALLPASS_TRY(digest, audit_digest(text, *value));
  if (digest == signed_digest) return std::optional{*value};
  return fail(ErrorCode::not_authentic, where + "/" + std::string{name},
              "This is not what was signed: it was changed, or it belongs to another step.");
}

Result<HeldStep> check_step(json::Value const& item, std::span<VerifyingKey const> keys, std::string const& where) {
  HALLPASS_TRY(compact, json::text_of(item, "receipt", where));
  auto const verified = verify_jws(compact, keys);
  auto const receipt = verified ? read_step_receipt(*verified) : Result<StepReceipt>{verified.error()};
  if (!receipt) return fail(receipt.error().code, where + "/receipt", receipt.error().advice);
  HALLPASS_TRY(said, check_digest(item, "said", "salt", receipt->said, where));
  HALLPASS_TRY(values, check_digest(item, "values", "values_salt", receipt->values, where));
  return HeldStep{*receipt, verified->key_id, std::move(said), std::move(values)};
}

// Errors: not_authentic.
Result<void> check_order(StepReceipt const& one, StepReceipt const& next, std::string const& digest,
                         std::string const& where) {
  if (next.request != one.request || next.issuer != one.issuer) {
    return fail(ErrorCode::not_authentic, where, "This receipt is of another request than the one before it.");
  }
  if (next.previous != digest || next.step <= one.step) {
    return fail(ErrorCode::not_authentic, where,
                "Step " + std::to_string(next.step) + " does not follow on what is before it here: a receipt is " +
                    "missing, is there twice, or stands in another place.");
  }
  if (next.step == one.step + 1 && next.from != one.to) {
    return fail(ErrorCode::not_authentic, where, "This step begins in another state than the one before it left.");
  }
  return {};
}

}  // namespace

std::string format_step_receipt(StepReceipt const& receipt) {
  auto claims = json::object({{"iss", json::text(receipt.issuer)},
                              {"iat", json::seconds(receipt.signed_at)},
                              {"request", json::text(receipt.request)},
                              {"request_kind", json::text(receipt.request_kind)},
                              {"step", json::whole(receipt.step)},
                              {"event", json::text(receipt.event)},
                              {"from", json::text(receipt.from)},
                              {"to", json::text(receipt.to)},
                              {"role", json::text(receipt.role)},
                              {"actor", json::text(receipt.actor)},
                              {"at", json::text(format_instant(receipt.at))},
                              {"said", json::text(receipt.said)}});
  if (receipt.deadline) json::add(claims, "deadline", value_of(*receipt.deadline));
  if (!receipt.values.empty()) json::add(claims, "values", json::text(receipt.values));
  if (!receipt.previous.empty()) json::add(claims, "previous", json::text(receipt.previous));
  return json::canonical(claims).value();
}

Result<StepReceipt> read_step_receipt(Verified const& verified) {
  if (verified.type != step_receipt_type) {
    return fail(ErrorCode::unsupported, "typ", "This is signed, but it is not a receipt of a request's step.");
  }
  HALLPASS_TRY(payload, json::parse_object(verified.payload, ""));
  StepReceipt receipt;
  for (auto const& [name, target] :
       {std::pair{"iss", &StepReceipt::issuer}, std::pair{"request", &StepReceipt::request},
        std::pair{"request_kind", &StepReceipt::request_kind}, std::pair{"event", &StepReceipt::event},
        std::pair{"from", &StepReceipt::from}, std::pair{"to", &StepReceipt::to}, std::pair{"role", &StepReceipt::role},
        std::pair{"actor", &StepReceipt::actor}, std::pair{"said", &StepReceipt::said}}) {
    HALLPASS_TRY(text, json::text_of(payload, name, ""));
    receipt.*target = text;
  }
  HALLPASS_TRY(signed_at, json::time_of(payload, "iat", ""));
  HALLPASS_TRY(step, json::whole_of(payload, "step", ""));
  HALLPASS_TRY(text, json::text_of(payload, "at", ""));
  auto const at = parse_instant(text);
  if (!at) return fail(ErrorCode::malformed, "/at", "This must be a time in UTC (RFC 3339).");
  receipt.signed_at = signed_at;
  receipt.step = step;
  receipt.at = *at;
  receipt.values = json::find_text(payload, "values").value_or("");
  receipt.previous = json::find_text(payload, "previous").value_or("");
  if (auto const* const deadline = json::find(payload, "deadline")) {
    HALLPASS_TRY(read, read_deadline(*deadline));
    receipt.deadline = read;
  }
  return receipt;
}

std::string step_receipt_digest(std::string_view compact) {
  return base64_encode(crypto::sha256(as_bytes(compact)), Base64Alphabet::url, Base64Padding::forbidden);
}

bool looks_like_step_receipts(std::string_view file) noexcept {
  auto const object = json::parse_object(file, "");
  return object && json::has(*object, "receipts");
}

Result<std::vector<HeldStep>> check_step_receipts(std::string_view file, std::span<VerifyingKey const> keys) {
  HALLPASS_TRY(object, json::parse_object(file, ""));
  HALLPASS_TRY(items, json::items_of(object, "receipts", ""));
  std::vector<HeldStep> steps;
  std::string digest;
  for (std::size_t index = 0; index < items->size(); ++index) {
    auto const where = "/receipts/" + std::to_string(index);
    HALLPASS_TRY(step, check_step((*items)[index], keys, where));
    if (!steps.empty()) HALLPASS_CHECK(check_order(steps.back().receipt, step.receipt, digest, where));
    digest = step_receipt_digest(json::find_text((*items)[index], "receipt").value());
    steps.push_back(std::move(step));
  }
  if (steps.empty()) return fail(ErrorCode::truncated, "/receipts", "There is no receipt in this file.");
  return steps;
}

}  // namespace hallpass::proof
