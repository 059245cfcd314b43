#include "cli/form_attributes.hpp"

#include <boost/json.hpp>

namespace hallpass::cli {

namespace json = boost::json;

namespace {

json::object attributes_of(policy::Recipient const& recipient) {
  json::object attributes{{"data-hallpass-encrypt-to", recipient.age_recipient}};
  if (!recipient.key_list) return attributes;
  std::string signers;
  for (auto const& key : recipient.key_list->signers) (signers += signers.empty() ? "" : " ") += key;
  attributes["data-hallpass-keys"] = recipient.key_list->address;
  attributes["data-hallpass-signer"] = signers;
  attributes["data-hallpass-issuer"] = recipient.key_list->issuer;
  return attributes;
}

}  // namespace

std::string form_attributes(policy::Policy const& policy) {
  json::object forms;
  for (auto const& form : policy.forms) {
    auto const* const recipient = policy.find_recipient(form.recipient);
    if (recipient != nullptr) forms[form.id] = attributes_of(*recipient);
  }
  return json::serialize(forms) + "\n";
}

}  // namespace hallpass::cli
