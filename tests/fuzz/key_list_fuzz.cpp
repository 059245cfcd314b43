// Any payload as a district's list of keys, and any JSON in its canonical form: what is read is what is written again,
// and what is judged usable names keys of the list.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sdk/proof/canonical_json.hpp"
#include "sdk/proof/key_list.hpp"
#include "sdk/proof/school_authorisation.hpp"

namespace {

using namespace hallpass;

void require(bool holds) {
  if (!holds) std::abort();
}

proof::Verified as_signed(std::string_view type, std::string payload) {
  return {{}, {}, std::string{type}, std::move(payload)};
}

void check_canonical(std::string_view text) {
  auto const value = proof::json::parse_object(text, "");
  if (!value) return;
  auto const once = proof::json::canonical(*value);
  if (!once) return;
  auto const again = proof::json::parse_object(*once, "");
  require(again.has_value() && proof::json::canonical(*again).value() == *once);
}

void check_list(std::string_view payload) {
  auto const list = proof::read_key_list(as_signed(proof::key_list_type, std::string{payload}));
  if (!list) return;
  auto const written = as_signed(proof::key_list_type, proof::format_key_list(*list));
  auto const read = proof::read_key_list(written);
  require(read.has_value() && proof::format_key_list(*read) == written.payload);
  for (auto const now : {list->issued_at - 1, list->issued_at, list->expires_at - 1, list->expires_at}) {
    auto const usable = proof::recipients_at(*list, now);
    require(std::ranges::all_of(usable, [&](auto const& recipient) {
      return std::ranges::find(list->keys, recipient, &proof::ListedKey::recipient) != list->keys.end();
    }));
    auto const problem = proof::judge_key_list(*list, "x", list->issuer, std::nullopt, now);
    require(problem || (!usable.empty() && now < list->expires_at));
    require(proof::judge_key_list(*list, "x", list->issuer, proof::SeenKeyList{list->sequence + 1, "y"}, now) ==
            proof::KeyListProblem::older);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = as_text({data, size});
  check_canonical(text);
  check_list(text);
  auto const statement =
      proof::read_school_authorisation(as_signed(proof::school_authorisation_type, std::string{text}));
  if (statement) {
    auto const written = proof::format_school_authorisation(*statement);
    require(proof::read_school_authorisation(as_signed(proof::school_authorisation_type, written)).has_value());
  }
  return 0;
}
