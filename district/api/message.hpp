#pragma once
// An HTTP message as plain values: what the API takes and gives, free of any HTTP library.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::api {

enum class Method : std::uint8_t { get, post, put, other };
[[nodiscard]] std::string_view to_string(Method method) noexcept;

struct Header {
  std::string name;
  std::string value;
};

struct Response {
  int status;
  std::string content_type;
  std::string body;
  std::vector<Header> headers;  // beside those every answer has (district/server)
};

}  // namespace hallpass::api
