#pragma once
// One document by HTTP GET, for the provider's metadata and keys.

#include <string>

#include "sdk/base/result.hpp"

namespace hallpass::server {

// Blocking; at most 5 s and 1 MiB; http and https only, certificates checked, no redirects, no proxy for this machine.
// Errors: unavailable. REQUIRES: curl_global_init has run (main). Threads: any.
[[nodiscard]] Result<std::string> http_get(std::string const& url);

}  // namespace hallpass::server
