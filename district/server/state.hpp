#pragma once
// What all connections share.

#include <atomic>
#include <chrono>
#include <string>

#include "district/api/api.hpp"
#include "district/server/key_source.hpp"
#include "district/server/token_verifier.hpp"

namespace hallpass::server {

struct SessionLimits {
  std::chrono::seconds header{10};
  std::chrono::seconds body{60};
  std::chrono::seconds write{30};
  std::size_t header_bytes = std::size_t{16} * 1024;
  std::size_t connections = 512;  // below the usual limit of open files
};

// Immutable but for what locks itself. REQUIRES: outlives every session.
struct State {
  api::Api const& api;
  KeySource& keys;
  TokenVerifier const& verifier;
  std::string cors_origin;  // empty: none
  SessionLimits limits;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> busy{0};  // requests begun and not yet answered: a stop waits for them
};

}  // namespace hallpass::server
