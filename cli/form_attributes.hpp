#pragma once
// Whom each form is encrypted to, as its markup says it (docs/encrypted-forms.md): forms and policy then cannot differ.

#include <string>

#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

// JSON: {"contact": {"data-hallpass-encrypt-to": "age1…"}}, every form that has a recipient, with the attributes that
// go onto the <form>, or onto each encrypted field of one that is sent in the clear otherwise.
[[nodiscard]] std::string form_attributes(policy::Policy const& policy);

}  // namespace hallpass::cli
