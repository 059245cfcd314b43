#include "district/server/log.hpp"

#include <cstdio>
#include <string>

namespace hallpass::server {

void log_request(std::string_view method, std::string_view pattern, int status,
                 std::chrono::steady_clock::duration took) {
  auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  std::string line(method);
  line.append(" ").append(pattern.empty() ? std::string_view("-") : pattern);
  line.append(" ").append(std::to_string(status)).append(" ").append(std::to_string(ms)).append("ms");
  log_line(line);
}

void log_line(std::string_view sentence) {
  // One write, so that lines of several threads do not mix.
  auto const line = std::string(sentence) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace hallpass::server
