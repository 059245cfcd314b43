#include "district/api/problem.hpp"

#include <boost/json.hpp>

namespace hallpass::api {

Response problem(Error const& error) {
  boost::json::object body;
  body["type"] = std::string("tag:hallpass.example,2026:problem/").append(to_string(error.code));
  body["title"] = title(error.code);
  body["status"] = http_status(error.code);
  body["code"] = to_string(error.code);
  // What may not be seen and what does not exist look the same, down to the last byte.
  if (error.code != ErrorCode::not_found) {
    // An empty pointer is the whole body, so it is said too.
    if (!error.where.empty() || error.code == ErrorCode::malformed || error.code == ErrorCode::invalid_argument) {
      body["where"] = error.where;
    }
    if (!error.advice.empty()) body["detail"] = error.advice;
  }
  Response response{http_status(error.code), "application/problem+json", boost::json::serialize(body), {}};
  if (error.code == ErrorCode::unauthenticated) {
    response.headers.push_back({"WWW-Authenticate", R"(Bearer realm="hallpass", error="invalid_token")"});
  }
  return response;
}

}  // namespace hallpass::api
