#pragma once
// The provider's current signing keys: discovered, fetched and kept.
// https://openid.net/specs/openid-connect-discovery-1_0.html

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "district/server/token_verifier.hpp"
#include "sdk/base/civil_time.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

// Gets a document by URL; blocking, bounded in time and size. Errors: unavailable.
using Fetch = std::function<Result<std::string>(std::string const& url)>;

struct KeySourceLimits {
  InstantMs minimum_interval_ms = 5'000;  // between two fetches, whatever anybody sends
  InstantMs refresh_after_ms = 600'000;   // a key the provider withdrew is gone after this
  InstantMs keep_at_most_ms = 3'600'000;  // when the provider cannot be reached; after this nobody gets in
};

// Threads: all functions may be called from any. One caller fetches at a time; the others go on with the keys that are
// there, or wait when there are none (at most as long as two fetches take).
class KeySource {
 public:
  KeySource(std::string issuer, Fetch fetch, KeySourceLimits limits = {})
      : issuer_(std::move(issuer)), fetch_(std::move(fetch)), limits_(limits) {}

  // The keys to check a token of that `kid` with; fetches when they are old or do not hold the id, at most once per
  // minimum interval. Errors: unavailable, when there are no keys young enough.
  [[nodiscard]] Result<KeySet> keys_for(std::string_view key_id, InstantMs now);

 private:
  [[nodiscard]] Result<KeySet> fetch_keys() const;
  // REQUIRES: mutex_ is held.
  [[nodiscard]] bool is_usable(InstantMs now) const;

  std::string const issuer_;
  Fetch const fetch_;
  KeySourceLimits const limits_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  // All below are guarded by mutex_.
  KeySet keys_;
  InstantMs fetched_at_ = 0;
  InstantMs tried_at_ = 0;
  bool has_keys_ = false;
  bool fetching_ = false;
};

// The provider's address, and everything it leads to, must be https; plain http only on this very machine.
[[nodiscard]] bool is_trustworthy_url(std::string_view url) noexcept;

}  // namespace hallpass::server
