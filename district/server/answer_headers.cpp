#include "district/server/answer_headers.hpp"

#include "district/api/problem.hpp"
#include "district/api/routes.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {
namespace http = boost::beast::http;

HttpResponse to_http(api::Response response, std::string_view request_origin, std::string_view allowed_origin) {
  HttpResponse message;
  message.result(static_cast<unsigned>(response.status));
  if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
  message.set(http::field::cache_control, "no-store");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  if (!allowed_origin.empty()) {
    message.set(http::field::vary, "Origin");
    if (request_origin == allowed_origin) {
      message.set(http::field::access_control_allow_origin, allowed_origin);
      message.set(http::field::access_control_expose_headers, "ETag, Location, WWW-Authenticate");
    }
  }
  for (auto const& header : response.headers) message.set(header.name, header.value);
  message.body() = std::move(response.body);
  if (response.status != 204) message.content_length(message.body().size());
  return message;
}

api::Response preflight(std::string_view target, std::string_view request_origin, std::string_view allowed_origin) {
  auto const methods = api::allowed_methods(target);
  if (methods.empty()) return api::problem(fail(ErrorCode::not_found, ""));
  api::Response response{204, "", "", {{"Allow", methods + ", OPTIONS"}}};
  if (!allowed_origin.empty() && request_origin == allowed_origin) {
    response.headers.push_back({"Access-Control-Allow-Methods", methods});
    response.headers.push_back(
        {"Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, If-Match"});
    response.headers.push_back({"Access-Control-Max-Age", "600"});
  }
  return response;
}

}  // namespace hallpass::server
