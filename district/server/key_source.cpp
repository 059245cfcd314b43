#include "district/server/key_source.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace hallpass::server {
namespace json = boost::json;

bool is_trustworthy_url(std::string_view url) noexcept {
  if (url.starts_with("https://")) return true;
  static constexpr std::array<std::string_view, 3> here = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
  return std::ranges::any_of(here, [&](std::string_view origin) {
    return url.starts_with(origin) &&
           (url.size() == origin.size() || url[origin.size()] == ':' || url[origin.size()] == '/');
  });
}

Result<KeySet> KeySource::fetch_keys() const {
  if (!is_trustworthy_url(issuer_)) return fail(ErrorCode::unavailable, "issuer");
  std::string const base = issuer_.ends_with('/') ? issuer_.substr(0, issuer_.size() - 1) : issuer_;
  HALLPASS_TRY(document, fetch_(base + "/.well-known/openid-configuration"));
  boost::system::error_code error;
  auto const metadata = json::parse(document, error);
  if (error || !metadata.is_object()) return fail(ErrorCode::unavailable, "issuer");
  auto const* const issuer = metadata.get_object().if_contains("issuer");
  auto const* const address = metadata.get_object().if_contains("jwks_uri");
  // Whoever answers must call itself by the very name we trust (Discovery 1.0, 4.3).
  if (issuer == nullptr || !issuer->is_string() || issuer->get_string() != issuer_ || address == nullptr ||
      !address->is_string() || !is_trustworthy_url(address->get_string())) {
    return fail(ErrorCode::unavailable, "issuer");
  }
  HALLPASS_TRY(keys, fetch_(std::string(address->get_string())));
  auto parsed = KeySet::parse(keys);
  if (!parsed) return fail(ErrorCode::unavailable, "jwks");
  return parsed;
}

bool KeySource::is_usable(InstantMs now) const {
  return has_keys_ && now - fetched_at_ < limits_.keep_at_most_ms;
}

Result<KeySet> KeySource::keys_for(std::string_view key_id, InstantMs now) {
  std::unique_lock lock(mutex_);
  // Whoever comes while the first keys are under way waits for them; who has older keys goes on with those.
  fetched_.wait(lock, [&] { return !fetching_ || is_usable(now); });
  bool const old = !has_keys_ || now - fetched_at_ >= limits_.refresh_after_ms;
  bool const may_fetch = !fetching_ && (tried_at_ == 0 || now - tried_at_ >= limits_.minimum_interval_ms);
  if ((old || !keys_.contains(key_id)) && may_fetch) {
    fetching_ = true;
    tried_at_ = now;
    lock.unlock();
    auto fetched = fetch_keys();
    lock.lock();
    fetching_ = false;
    if (fetched) {
      keys_ = std::move(*fetched);
      fetched_at_ = now;
      has_keys_ = true;
    }
    fetched_.notify_all();
  }
  if (!is_usable(now)) return fail(ErrorCode::unavailable, "issuer");
  return keys_;
}

}  // namespace hallpass::server
