#pragma once
// The keys that a district can be written to at present, signed by the district: docs/district-keys.md has its members.
// The browser judges the same lists in web/proof/key-list.ts; tests/vectors/key-lists.json judges both.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/base/instant.hpp"
#include "sdk/base/result.hpp"
#include "sdk/proof/jws.hpp"

namespace hallpass::proof {

inline constexpr std::string_view key_list_type = "encryption-keys+jwt";
// The member of a published JWK Set (/.well-known/hallpass-keys.json) that holds the signed list.
inline constexpr std::string_view key_list_member = "encryption_keys";

// A list for longer could not be taken back.
inline constexpr InstantMs longest_key_list_ms = 400LL * 86'400'000;
inline constexpr std::size_t most_listed_keys = 32;
// Of a signed list in characters: what a browser reads.
inline constexpr std::size_t max_key_list_size = 8192;

struct ListedKey {
  std::string id;
  std::string recipient;  // "age1…": its shape was looked at, not its checksum
  InstantMs not_before = 0;
  InstantMs expires_at = 0;
};

struct KeyList {
  std::string issuer;         // the district, as an origin
  std::int64_t sequence = 0;  // from 1; every new list of this district has a higher one
  InstantMs issued_at = 0;
  InstantMs expires_at = 0;
  std::vector<ListedKey> keys;
};

// What a reader remembers of the newest list it has believed.
struct SeenKeyList {
  std::int64_t sequence = 0;
  std::string digest;
};

enum class KeyListProblem : std::uint8_t {
  issuer,    // another district's
  older,     // than one that was seen
  conflict,  // another list has this sequence
  not_yet,   // issued in the future: this clock, or the signer's, is wrong
  expired,
  no_key,  // none of its keys is in force
};
// In one word, as the vectors and the page's events have it.
[[nodiscard]] std::string_view to_string(KeyListProblem problem) noexcept;

// The signed list in a published JWK Set. Errors: malformed; not_found, with a JSON Pointer; too_large.
[[nodiscard]] Result<std::string> find_key_list(std::string_view published);

// Errors: unsupported ("typ"), malformed with a JSON Pointer into the payload.
[[nodiscard]] Result<KeyList> read_key_list(Verified const& verified);

// SHA-256 of the payload, in hex.
[[nodiscard]] std::string key_list_digest(Verified const& verified);

// The recipients to encrypt to: every key that is in force. Each of them opens what is encrypted.
[[nodiscard]] std::vector<std::string> recipients_at(KeyList const& list, InstantMs now);

// Nothing: it can be used now.
[[nodiscard]] std::optional<KeyListProblem> judge_key_list(KeyList const& list, std::string_view digest,
                                                           std::string_view issuer,
                                                           std::optional<SeenKeyList> const& seen, InstantMs now);

// The claims as canonical JSON, to be signed (signing_key.hpp).
[[nodiscard]] std::string format_key_list(KeyList const& list);

// The file to publish, as canonical JSON: the signer's key, those that the district signs other things with, and every
// other one of `former`, the file published before, because what they have signed is still to be verified; and the
// signed list. Errors: of `former`, as read_keys.
[[nodiscard]] Result<std::string> format_published_keys(crypto::Ed25519Public const& signer,
                                                        std::span<crypto::Ed25519Public const> also,
                                                        std::optional<std::string_view> former,
                                                        std::string_view signed_list);

}  // namespace hallpass::proof
