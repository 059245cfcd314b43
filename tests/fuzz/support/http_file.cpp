#include "tests/fuzz/support/http_file.hpp"

#include <algorithm>

namespace hallpass::fuzz {
namespace {

constexpr std::string_view separator = "\n###\n";

// Up to the mark, which goes with it; all of it where there is none.
std::string_view take_until(std::string_view& rest, std::string_view mark) {
  auto const end = std::min(rest.find(mark), rest.size());
  auto const taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + mark.size(), rest.size()));
  return taken;
}

}  // namespace

std::string_view WrittenRequest::header(std::string_view name) const {
  auto const found = std::ranges::find(headers, name, &api::Header::name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

std::vector<std::string_view> split_requests(std::string_view text, std::size_t most) {
  std::vector<std::string_view> requests;
  if (text.ends_with('\n')) text.remove_suffix(1);  // of the last line
  while (!text.empty() && requests.size() < most) requests.push_back(take_until(text, separator));
  return requests;
}

WrittenRequest read_request(std::string_view text) {
  WrittenRequest request;
  auto line = take_until(text, "\n");
  request.method = take_until(line, " ");
  request.target = line;
  for (line = take_until(text, "\n"); !line.empty(); line = take_until(text, "\n")) {
    auto const name = take_until(line, ": ");
    request.headers.push_back({std::string{name}, std::string{line}});
  }
  request.body = text;
  return request;
}

}  // namespace hallpass::fuzz
