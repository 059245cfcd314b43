#include "district/service/receipts.hpp"

#include "district/service/hidden_parts.hpp"
#include "district/service/log.hpp"
#include "district/service/new_id.hpp"
#include "district/service/view.hpp"
#include "sdk/proof/audit_log.hpp"
#include "sdk/proof/canonical_json.hpp"
#include "sdk/proof/step_receipt.hpp"

namespace hallpass::district {
namespace {

namespace json = proof::json;
using records::Event;

constexpr InstantMs ms_per_second = 1000;

json::Value said_in(store::Request const& request, TakenStep const& step) {
  auto said = json::object({{"student", json::text(request.student_id)}, {"text", json::text(step.text)}});
  if (step.event == Event::schedule_hearing && request.hearing) {
    json::add(said, "hearing",
              json::object({{"at", json::text(format_instant(request.hearing->at))},
                            {"place", json::text(request.hearing->place)}}));
  }
  return said;
}

// The steps that ask for something of the record's entries, or grant it.
bool is_about_entries(store::Request const& request, Event event) {
  return !request.about.empty() && (event == Event::submit || event == Event::approve || event == Event::uphold);
}

json::Value values_in(store::Request const& request) {
  std::vector<json::Value> entries;
  entries.reserve(request.about.size());
  for (auto const& subject : request.about) {
    entries.push_back(json::object({{"entry", json::text(subject.entry_id)},
                                    {"label", json::text(subject.label)},
                                    {"old_value", json::text(subject.old_value)},
                                    {"new_value", json::text(subject.new_value)}}));
  }
  return json::list(std::move(entries));
}

// Keeps the value as it was digested, with a new salt; gives the digest.
Result<std::string> seal(json::Value const& value, std::string& kept, std::string& salt) {
  salt = new_id();
  HALLPASS_TRY(text, json::canonical(value));
  kept = std::move(text);
  return proof::audit_digest(salt, value);
}

std::optional<proof::StepDeadline> deadline_in(std::optional<records::Deadline> const& deadline) {
  if (!deadline) return std::nullopt;
  return proof::StepDeadline{.due = format_date(deadline->due),
                             .days = deadline->days,
                             .kind_of_day = std::string{to_string(deadline->day_kind)},
                             .counted_from = format_date(deadline->counted_from),
                             .source = std::string{deadline->source},
                             .certainty = std::string{to_string(deadline->certainty)}};
}

}  // namespace

Result<void> sign_step(Work const& work, store::Request const& request, TakenStep const& step) {
  if (!work.settings.receipt_signer) return {};
  auto const& signer = *work.settings.receipt_signer;
  HALLPASS_TRY(steps, work.transaction.steps(request.id));
  HALLPASS_TRY(before, work.transaction.receipts(request.id));
  HALLPASS_TRY(student, work.transaction.student(request.student_id));
  store::Receipt kept{.request_id = request.id,
                      .step = static_cast<std::int64_t>(steps.size()),
                      .statement = {},
                      .said = {},
                      .said_salt = {},
                      .values = {},
                      .values_salt = {}};
  proof::StepReceipt receipt{
      .issuer = signer.issuer,
      .signed_at = work.now / ms_per_second * ms_per_second,
      .request = request.id,
      .request_kind = std::string{to_string(request.kind)},
      .step = kept.step,
      .event = std::string{to_string(step.event)},
      .from = std::string{to_string(step.from)},
      .to = std::string{to_string(request.state)},
      .role = std::string{to_string(step.author.role)},
      .actor = std::string{to_string(step.author.actor)},
      .at = work.now,
      .deadline = student ? deadline_in(deadline_of(request, *student, work.settings)) : std::nullopt,
      .said = {},
      .values = {},
      .previous = before.empty() ? std::string{} : proof::step_receipt_digest(before.back().statement)};
  HALLPASS_TRY(said, seal(said_in(request, step), kept.said, kept.said_salt));
  receipt.said = said;
  if (is_about_entries(request, step.event)) {
    HALLPASS_TRY(values, seal(values_in(request), kept.values, kept.values_salt));
    receipt.values = values;
  }
  auto const compact = proof::sign_jws(signer.key, proof::step_receipt_type, proof::format_step_receipt(receipt));
  if (!compact) return fail(ErrorCode::internal, "receipt");
  kept.statement = *compact;
  return work.transaction.add_receipt(kept);
}

Result<std::vector<Receipt>> Service::receipts(Caller const& caller, std::string_view request_id, InstantMs now) const {
  HALLPASS_TRY(transaction, begin_view(store_, caller));
  HALLPASS_TRY(seen, see_request(*transaction, caller, request_id, settings_, day_of(now, settings_)));
  HALLPASS_TRY(kept, transaction->receipts(request_id));
  HALLPASS_TRY(hidden, HiddenParts::from(*transaction, seen.sight));
  std::vector<Receipt> receipts;
  receipts.reserve(kept.size());
  for (auto& one : kept) {
    // Cut, they would no longer be what was signed.
    if (hidden.is_in_json(one.said)) one.said = one.said_salt = {};
    if (hidden.is_in_json(one.values)) one.values = one.values_salt = {};
    receipts.push_back({.step = one.step,
                        .statement = std::move(one.statement),
                        .said = std::move(one.said),
                        .said_salt = std::move(one.said_salt),
                        .values = std::move(one.values),
                        .values_salt = std::move(one.values_salt)});
  }
  HALLPASS_CHECK(log_view(*transaction, seen.sight, saved_receipts, categories_of(seen.request), now));
  HALLPASS_CHECK(transaction->commit());
  return receipts;
}

}  // namespace hallpass::district
