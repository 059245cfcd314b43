// hallpass verify, of a district's list of keys.
#include <algorithm>

#include "cli/files.hpp"
#include "cli/verify.hpp"
#include "sdk/age/keys.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/proof/key_list.hpp"

namespace hallpass::cli {
namespace {

// What is remembered of the list in an older file, which the same keys must have signed.
Result<proof::SeenKeyList> read_seen(std::string_view path, std::span<proof::VerifyingKey const> keys) {
  HALLPASS_TRY(file, read_file(path, proof::max_keys_size));
  HALLPASS_TRY(jws, proof::find_key_list(file));
  HALLPASS_TRY(verified, proof::verify_jws(jws, keys));
  HALLPASS_TRY(list, proof::read_key_list(verified));
  return proof::SeenKeyList{list.sequence, proof::key_list_digest(verified)};
}

std::string_view words_of(proof::KeyListProblem problem) {
  switch (problem) {
    case proof::KeyListProblem::issuer:
      return "it is another district's";
    case proof::KeyListProblem::older:
      return "it is older than the one given with --after";
    case proof::KeyListProblem::conflict:
      return "another list has this number: the district has signed two";
    case proof::KeyListProblem::not_yet:
      return "it was issued in the future";
    case proof::KeyListProblem::expired:
      return "it is over";
    case proof::KeyListProblem::no_key:
      return "none of its keys is in force";
  }
  return "";
}

// Whether every key can be encrypted to.
bool print_keys(proof::KeyList const& list, InstantMs now) {
  auto const usable = proof::recipients_at(list, now);
  bool sound = true;
  for (auto const& key : list.keys) {
    auto const recipient = age::parse_recipient(key.recipient);
    bool const in_force = std::ranges::find(usable, key.recipient) != usable.end();
    sound = sound && recipient.has_value();
    print("key", key.id + ": " + key.recipient + ", " + format_instant(key.not_before) + " to " +
                     format_instant(key.expires_at) +
                     (!recipient             ? ": no such key: its checksum is wrong"
                      : in_force             ? ": in force"
                      : now < key.not_before ? ": not yet"
                                             : ": over"));
  }
  return sound;
}

}  // namespace

Result<bool> report_key_list(proof::Verified const& verified, std::span<proof::VerifyingKey const> keys,
                             VerifyOptions const& options, Checks& checks) {
  HALLPASS_TRY(list, proof::read_key_list(verified));
  HALLPASS_TRY(now, time_of(options));
  std::optional<proof::SeenKeyList> seen;
  if (options.after) {
    HALLPASS_TRY(read, read_seen(*options.after, keys));
    seen = std::move(read);
  }
  print("district", list.issuer);
  print("list", std::to_string(list.sequence));
  print("in force", format_instant(list.issued_at) + " to " + format_instant(list.expires_at));
  bool const sound = print_keys(list, now);
  auto const problem =
      proof::judge_key_list(list, proof::key_list_digest(verified), options.district.value_or(list.issuer), seen, now);
  print("forms", problem ? "refuse it: " + std::string{words_of(*problem)}
                         : "encrypt to " + std::to_string(proof::recipients_at(list, now).size()) + " of these keys");
  checks.note("the time", true, "");
  checks.note("the keys' checksums", true, "");
  checks.note("the district", options.district.has_value(), "--district");
  checks.note("that it replaces an older list", options.after.has_value(), "--after");
  return sound && !problem;
}

}  // namespace hallpass::cli
