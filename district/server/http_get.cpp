#include "district/server/http_get.hpp"

#include <curl/curl.h>

#include <memory>

namespace hallpass::server {
namespace {

constexpr std::size_t limit_bytes = 1 << 20;
constexpr long limit_ms = 5000;

// Returns fewer bytes than given to stop a body that grows past the limit.
std::size_t append(char* data, std::size_t /*always_one*/, std::size_t size, void* target) {
  auto& body = *static_cast<std::string*>(target);
  if (body.size() + size > limit_bytes) return 0;
  body.append(data, size);
  return size;
}

}  // namespace

Result<std::string> http_get(std::string const& url) {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const handle(curl_easy_init(), &curl_easy_cleanup);
  if (!handle) return fail(ErrorCode::unavailable, "issuer");
  CURL* const curl = handle.get();
  std::string body;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limit_ms);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  long status = 0;
  if (curl_easy_perform(curl) != CURLE_OK || curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK ||
      status != 200) {
    return fail(ErrorCode::unavailable, "issuer");
  }
  return body;
}

}  // namespace hallpass::server
