#include "district/api/kept_response.hpp"

#include <boost/json.hpp>

namespace hallpass::api {
namespace {

namespace json = boost::json;

std::string text_of(json::value const& value) {
  return std::string(value.as_string());
}

}  // namespace

std::string keep(Response const& response) {
  json::array headers;
  for (auto const& [name, value] : response.headers) headers.emplace_back(json::array{name, value});
  return json::serialize(json::object{{"status", response.status},
                                      {"content_type", response.content_type},
                                      {"headers", std::move(headers)},
                                      {"body", response.body}});
}

Result<Response> restore(std::string_view kept) {
  try {
    auto const parsed = json::parse(kept);
    auto const& object = parsed.as_object();
    Response response{static_cast<int>(object.at("status").as_int64()),
                      text_of(object.at("content_type")),
                      text_of(object.at("body")),
                      {}};
    for (auto const& header : object.at("headers").as_array()) {
      response.headers.push_back({text_of(header.as_array().at(0)), text_of(header.as_array().at(1))});
    }
    return response;
  } catch (std::exception const&) {
    return fail(ErrorCode::internal, "");
  }
}

}  // namespace hallpass::api
