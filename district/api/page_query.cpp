#include "district/api/page_query.hpp"

#include <charconv>

#include "sdk/base/base64.hpp"
#include "sdk/base/bytes.hpp"

namespace hallpass::api {
namespace {

Result<std::size_t> read_limit(std::string_view text) {
  std::size_t limit = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc{} || end != text.data() + text.size() || limit == 0 || limit > page_limit) {
    return fail(ErrorCode::invalid_argument, "limit", "It must be a number from 1 to 200.");
  }
  return limit;
}

Result<std::string> read_cursor(std::string_view text) {
  auto const bytes = base64_decode(text, Base64Alphabet::url, Base64Padding::forbidden);
  if (!bytes || bytes->empty()) {
    return fail(ErrorCode::invalid_argument, "cursor", "Take the `next` of the page before.");
  }
  return std::string(as_text(*bytes));
}

}  // namespace

Result<district::Page> read_page(std::string_view query) {
  district::Page page;
  while (!query.empty()) {
    auto const parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    auto const name = parameter.substr(0, parameter.find('='));
    auto const value = parameter.substr(std::min(name.size() + 1, parameter.size()));
    if (name == "limit") {
      if (page.most != 0) return fail(ErrorCode::invalid_argument, name, "Send one.");
      HALLPASS_TRY(limit, read_limit(value));
      page.most = limit;
    } else if (name == "cursor") {
      if (!page.after.empty()) return fail(ErrorCode::invalid_argument, name, "Send one.");
      HALLPASS_TRY(cursor, read_cursor(value));
      page.after = std::move(cursor);
    }
  }
  return page;
}

std::string write_cursor(std::string_view next) {
  return base64_encode(as_bytes(next), Base64Alphabet::url, Base64Padding::forbidden);
}

}  // namespace hallpass::api
