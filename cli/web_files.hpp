#pragma once
// What a site hosts, made from a policy: the head script, a banner per language, the well-known resources and the
// cookie statement. Values in, values out; build.cpp reads and writes the files.

#include <string>
#include <vector>

#include "cli/header_files.hpp"
#include "sdk/base/bytes.hpp"
#include "sdk/base/result.hpp"
#include "sdk/policy/policy.hpp"

namespace hallpass::cli {

// The bundles of web/gate, web/banner, web/esm, web/receipts, web/consent-signals, web/self-test, web/proof,
// web/service-worker and web/placeholder, gate.wasm, and the page API's types, as scripts/build leaves them in
// build/web.
struct WebParts {
  std::string gate_script;
  std::string gate_extras_script;  // the gate for a policy that asks for more than most do
  std::string guard_script;
  std::string banner_script;
  std::string banner_texts;
  std::string gate_module;
  std::string gate_module_script;  // the same in JavaScript, an expression
  std::string no_wasm_script;      // in front of the gate: takes that one where there is no WebAssembly
  std::string esm_script;
  std::string types;
  std::string receipts_script;
  std::string signals_script;
  std::string self_test_script;
  std::string authorisation_script;
  std::string hand_over_script;
  std::string links_script;
  std::string service_worker_script;
  std::string placeholder_script;
};

struct WebFile {
  std::string path;  // below the output folder
  std::string text;
  bool is_script;  // its SRI hash belongs into the page
};

// Errors: those of policy::compile() and banner_languages().
[[nodiscard]] Result<std::vector<WebFile>> web_files(policy::Policy const& policy, WebParts const& parts,
                                                     Undecided undecided);

// The tracking status value that the site declares. https://www.w3.org/TR/tracking-dnt/#TSV
[[nodiscard]] std::string_view tracking_status(policy::Policy const& policy);

// What a page's head starts with: the gate's tag, and the closed policy as a meta line, which the gate lifts and which
// holds where it does not run.
[[nodiscard]] std::string head_tag(WebFile const& script, std::string_view closed_policy);

// May stand right before that: a script for the page itself, so that a visitor without a record gets the guard and the
// banner along with the gate, and not once it has run. In the language of the policy's first texts.
[[nodiscard]] std::string ahead_tag(policy::Policy const& policy);

// "sha256-…", https://www.w3.org/TR/SRI/#integrity-metadata-description
[[nodiscard]] std::string integrity(std::string_view text);

}  // namespace hallpass::cli
