#include <algorithm>

#include "sdk/base/bech32.hpp"
#include "sdk/policy/rules.hpp"

namespace hallpass::policy {
namespace {

// Every field of a form belongs to a category that is collected directly from that audience.
void check_form(Policy const& policy, Form const& form, Report& report) {
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    auto const& field = form.fields[i];
    auto const where = "/forms" + pointer_step(form.id) + "/fields/" + std::to_string(i);
    bool const declared = std::ranges::any_of(policy.collections, [&](Collection const& collection) {
      return collection.audience == form.audience && collection.source == Source::directly &&
             std::ranges::find(collection.data_categories, field.data_category) != collection.data_categories.end();
    });
    if (!declared) {
      report.error("field_not_declared", where + "/data_category",
                   "\"" + field.data_category + "\" is not collected directly from \"" + form.audience + "\".",
                   "Remove the field, or declare the collection in the statement and the policy.");
    }
    if (field.encrypted && form.recipient.empty()) {
      report.error("recipient_missing", where, "This field is encrypted, but the form has no recipient.",
                   "Add \"recipient\" to the form.");
    }
    if (!field.encrypted && policy.find_data_category(field.data_category)->sensitivity != Sensitivity::ordinary) {
      report.error("sensitive_field_in_clear", where, "Sensitive data leaves the page unencrypted.",
                   "Write \"encrypted\": true.");
    }
  }
}

void check_recipient(Recipient const& recipient, Report& report) {
  auto const where = "/recipients" + pointer_step(recipient.id);
  bool const has_key = !recipient.age_recipient.empty();
  constexpr auto const* one_of_them = "Write \"age_recipient\" or \"key_list\".";
  if (has_key && recipient.key_list) {
    report.error("recipient_named_twice", where, "Nobody can tell which counts, the key here or the list of keys.",
                 one_of_them);
  }
  if (!has_key && !recipient.key_list) {
    report.error("recipient_without_key", where, "Nothing says which key to encrypt to.", one_of_them);
  }
  if (has_key && !has_recipient_checksum(recipient.age_recipient)) {
    report.error("recipient_mistyped", where + "/age_recipient",
                 "The checksum is wrong: a character was lost or changed.",
                 "Copy it again from where it was made (hallpass keygen -y KEYFILE prints it).");
  }
}

}  // namespace

void check_forms(Policy const& policy, Report& report) {
  for (auto const& recipient : policy.recipients) check_recipient(recipient, report);
  for (auto const& form : policy.forms) check_form(policy, form, report);
}

}  // namespace hallpass::policy
