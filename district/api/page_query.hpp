#pragma once
// `?limit=&cursor=` of a list.

#include <string>
#include <string_view>

#include "district/service/page.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::api {

inline constexpr std::size_t page_limit = 200;

// `query`: what stands behind the question mark. Without `limit` the list comes whole. Other parameters are passed
// over. Errors: invalid_argument, `where` "limit" or "cursor", also when one stands there twice.
[[nodiscard]] Result<district::Page> read_page(std::string_view query);
[[nodiscard]] std::string write_cursor(std::string_view next);

}  // namespace hallpass::api
