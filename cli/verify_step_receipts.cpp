// hallpass verify, of the steps of a parent's request.
#include <algorithm>

#include "cli/verify.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/step_receipt.hpp"

namespace hallpass::cli {
namespace {

// "hearing_requested" as a person reads it.
std::string spaced(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

void print_step(proof::StepReceipt const& receipt) {
  auto const who = receipt.role == "system" || receipt.actor == "requester" || receipt.actor == receipt.role
                       ? receipt.role
                       : receipt.role + " (" + spaced(receipt.actor) + ")";
  auto const stays = receipt.from == receipt.to;
  print("step " + std::to_string(receipt.step),
        format_instant(receipt.at) + ", by " + who + ": " + spaced(receipt.event) + "; " +
            (stays ? "still " + spaced(receipt.to) : spaced(receipt.from) + " -> " + spaced(receipt.to)));
  if (!receipt.deadline) return;
  auto const& deadline = *receipt.deadline;
  print("", "next step due on " + deadline.due + ": " + std::to_string(deadline.days) + " " + deadline.kind_of_day +
                " days from " + deadline.counted_from + ", " + deadline.source +
                (deadline.certainty == "district_policy" ? " (the district's own target)" : ""));
}

void print_said(proof::json::Value const& said) {
  using proof::json::find_text;
  if (auto const text = find_text(said, "text"); text && !text->empty()) print("  said", *text);
  if (auto const* const hearing = proof::json::find(said, "hearing")) {
    print("  hearing", find_text(*hearing, "at").value_or("") + ", " + find_text(*hearing, "place").value_or(""));
  }
}

void print_values(proof::json::Value const& values) {
  using proof::json::find_text;
  for (auto const& entry : values.items) {
    auto const before = find_text(entry, "old_value").value_or("");
    auto const after = find_text(entry, "new_value").value_or("");
    auto line = find_text(entry, "label").value_or("");
    if (!before.empty() || !after.empty()) {
      line.append(": \"").append(before).append("\" -> \"").append(after).append("\"");
    }
    print("  entry", line);
  }
}

std::string student_of(proof::HeldStep const& step) {
  return step.said ? proof::json::find_text(*step.said, "student").value_or("") : std::string{};
}

bool report_district(proof::StepReceipt const& receipt, VerifyOptions const& options, Checks& checks) {
  checks.note("the district", options.district.has_value(), "--district");
  auto const meant = !options.district || *options.district == receipt.issuer;
  print("district", receipt.issuer + (meant ? "" : ": not " + std::string{*options.district}));
  print("request", receipt.request + ", " + receipt.request_kind);
  return meant;
}

void note_words(std::vector<proof::HeldStep> const& steps, Checks& checks) {
  auto const said = std::ranges::count_if(steps, [](auto const& step) { return step.said.has_value(); });
  if (said > 0) checks.note("what was said in " + std::to_string(said) + " of them, and about whom", true, "");
  auto const total = static_cast<std::ptrdiff_t>(steps.size());
  if (said < total)
    checks.left.push_back("what was said in " + std::to_string(total - said) + " (no salt in the file)");
  auto const with = std::ranges::count_if(steps, [](auto const& step) { return !step.receipt.values.empty(); });
  auto const values = std::ranges::count_if(steps, [](auto const& step) { return step.values.has_value(); });
  if (values > 0) checks.note("the entries asked about in " + std::to_string(values), true, "");
  if (values < with) {
    checks.left.push_back("the entries asked about in " + std::to_string(with - values) + " (no salt in the file)");
  }
}

}  // namespace

Result<bool> report_step_receipt(proof::Verified const& verified, VerifyOptions const& options, Checks& checks) {
  HALLPASS_TRY(receipt, proof::read_step_receipt(verified));
  auto const holds = report_district(receipt, options, checks);
  print_step(receipt);
  checks.left.emplace_back("what was said, and the steps before it (they are in the portal's file)");
  return holds;
}

Result<bool> report_step_receipts(std::string_view file, std::span<proof::VerifyingKey const> keys,
                                  VerifyOptions const& options, Checks& checks) {
  HALLPASS_TRY(steps, proof::check_step_receipts(file, keys));
  auto const& first = steps.front().receipt;
  auto const& last = steps.back();
  print("signature", "good, of " + std::to_string(steps.size()) + " steps, the last by the key " + last.key_id);
  auto const holds = report_district(first, options, checks);
  auto const known = std::ranges::find_if(steps, [](auto const& step) { return !student_of(step).empty(); });
  auto const student = known == steps.end() ? std::string{} : student_of(*known);
  if (!student.empty()) print("student", student);
  for (auto const& step : steps) {
    if (!student_of(step).empty() && student_of(step) != student) {
      return fail(ErrorCode::not_authentic, "/receipts", "These steps are about two students.");
    }
    print_step(step.receipt);
    if (step.said) print_said(*step.said);
    if (step.values) print_values(*step.values);
  }
  checks.note("that each step follows on the one before it, " + std::to_string(first.step) + " to " +
                  std::to_string(last.receipt.step),
              true, "");
  note_words(steps, checks);
  if (first.step > 1) checks.left.push_back("the steps before step " + std::to_string(first.step));
  checks.left.push_back("whether there was a step after step " + std::to_string(last.receipt.step));
  return holds;
}

}  // namespace hallpass::cli
