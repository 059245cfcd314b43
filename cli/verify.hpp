#pragma once
// The parts of `hallpass verify`: one file for each kind of statement.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/streams.hpp"
#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::cli {

struct VerifyOptions {
  std::optional<std::string_view> keys;
  std::vector<std::string_view> signers;
  std::optional<std::string_view> policy;
  std::optional<std::string_view> site;
  std::optional<std::string_view> district;
  std::optional<std::string_view> after;
  std::optional<std::string_view> now;
  std::optional<std::string_view> file;
};

// What was looked at, and what was not because nobody asked for it, for the end of the report.
struct Checks {
  std::vector<std::string> done{"the signature"};
  std::vector<std::string> left;

  // `option` is what would have asked for it.
  void note(std::string_view what, bool was_asked, std::string_view option);
};

// One line of the report. A foreign text cannot steer the terminal it is printed on.
void print(std::string_view name, std::string_view value);

// --now, or the system's clock. Errors: of --now.
[[nodiscard]] Result<InstantMs> time_of(VerifyOptions const& options);

// Each says what the statement says, and whether all that was checked of it holds. Errors: of the statement, and of the
// files that the options name.
[[nodiscard]] Result<bool> report_receipt(proof::Verified const& verified, std::span<proof::VerifyingKey const> keys,
                                          VerifyOptions const& options, Checks& checks);
[[nodiscard]] Result<bool> report_authorisation(proof::Verified const& verified, VerifyOptions const& options,
                                                Checks& checks);
[[nodiscard]] Result<bool> report_key_list(proof::Verified const& verified, std::span<proof::VerifyingKey const> keys,
                                           VerifyOptions const& options, Checks& checks);
// Of one receipt by itself, and of a file of them with what was said.
[[nodiscard]] Result<bool> report_step_receipt(proof::Verified const& verified, VerifyOptions const& options,
                                               Checks& checks);
[[nodiscard]] Result<bool> report_step_receipts(std::string_view file, std::span<proof::VerifyingKey const> keys,
                                                VerifyOptions const& options, Checks& checks);
// `beginning` was read from the input already. Errors: where the chain breaks.
[[nodiscard]] Result<void> report_audit_log(Input& input, std::string beginning,
                                            std::span<proof::VerifyingKey const> keys, VerifyOptions const& options,
                                            Checks& checks);

}  // namespace hallpass::cli
