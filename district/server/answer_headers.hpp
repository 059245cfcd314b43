#pragma once
// The headers every answer carries, and the answers that need no use case: CORS preflights and errors of the transport.

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string_view>

#include "district/api/message.hpp"

namespace hallpass::server {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse = boost::beast::http::response<boost::beast::http::string_body>;

// The plain answer as an HTTP message: never cached, never sniffed, never framed, no script; readable from the one
// configured origin only. https://fetch.spec.whatwg.org/#http-cors-protocol
[[nodiscard]] HttpResponse to_http(api::Response response, std::string_view request_origin,
                                   std::string_view allowed_origin);

// A preflight's answer: 204 with what the address takes, and the CORS headers only for the configured origin.
[[nodiscard]] api::Response preflight(std::string_view target, std::string_view request_origin,
                                      std::string_view allowed_origin);

}  // namespace hallpass::server
