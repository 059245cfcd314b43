#pragma once
// Several HTTP requests in one text, as editors keep them in .http files: each a request line, headers, an empty line
// and a body, with a line ### between them.

#include <string>
#include <string_view>
#include <vector>

#include "district/api/message.hpp"

namespace hallpass::fuzz {

struct WrittenRequest {
  std::string method;
  std::string target;
  std::vector<api::Header> headers;
  std::string body;

  // Empty when there is none; the first of several.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// The texts between the ###, at most `most`.
[[nodiscard]] std::vector<std::string_view> split_requests(std::string_view text, std::size_t most);
// Any text is a request: what is missing is empty.
[[nodiscard]] WrittenRequest read_request(std::string_view text);

}  // namespace hallpass::fuzz
