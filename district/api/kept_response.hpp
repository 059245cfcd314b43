#pragma once
// A response as a text that the store keeps, and back.

#include <string>
#include <string_view>

#include "district/api/message.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::api {

[[nodiscard]] std::string keep(Response const& response);
// Errors: internal, when the text is not of keep().
[[nodiscard]] Result<Response> restore(std::string_view kept);

}  // namespace hallpass::api
