#pragma once
// One line a request on standard error: method, the route's pattern, status, milliseconds. Never an address that was
// asked for, a person, a token or a body.

#include <chrono>
#include <string_view>

namespace hallpass::server {

// `pattern` is the route's as in openapi.yaml, or empty when none fitted. Threads: any.
void log_request(std::string_view method, std::string_view pattern, int status,
                 std::chrono::steady_clock::duration took);
// A sentence of our own about the process. Threads: any.
void log_line(std::string_view sentence);

}  // namespace hallpass::server
