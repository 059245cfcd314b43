#pragma once
// The one table of the API's addresses; district/openapi.yaml says what each means.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "district/api/message.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::api {

enum class Operation : std::uint8_t {
  get_district,
  get_me,
  get_record,
  list_disclosures,
  get_directory_opt_out,
  take_opt_out,
  take_redaction,
  list_student_requests,
  create_request,
  list_my_requests,
  get_request,
  take_step,
  list_receipts,
  note_told,
  upload_attachment,
  get_attachment,
  get_queue,
  put_court_order,
  get_keys,
};

enum class Access : std::uint8_t { everybody, signed_in };
enum class Body : std::uint8_t { none, json, age };

struct Route {
  Operation operation;
  Method method;
  std::string_view path;  // as in openapi.yaml, e.g. "/v1/requests/{request_id}"
  Access access;
  Body body;
};

[[nodiscard]] std::span<Route const> routes() noexcept;

// A JSON body holds a few short texts; an attachment is one document.
inline constexpr std::size_t json_limit_bytes = std::size_t{64} * 1024;
inline constexpr std::size_t age_limit_bytes = std::size_t{10} * 1024 * 1024;
[[nodiscard]] constexpr std::size_t body_limit_bytes(Body body) noexcept {
  return body == Body::none ? 0 : body == Body::json ? json_limit_bytes : age_limit_bytes;
}

struct Match {
  Route const* route;
  std::vector<std::string> parameters;  // the path's, decoded, in order
  std::string query;                    // behind the question mark, as it came
};

// `target` as in the request line.
// Errors: not_found; method_not_allowed, when the address takes other methods; malformed, `where` "target", for bad
// percent-encoding.
[[nodiscard]] Result<Match> find_route(Method method, std::string_view target);

// "GET, POST" for an address that exists, else empty.
[[nodiscard]] std::string allowed_methods(std::string_view target);

// Whether a body may come at all, before it is read. `content_type` is the header's value, empty when absent.
// Errors: unsupported_media_type, `where` "Content-Type".
[[nodiscard]] Result<void> check_content_type(Route const& route, std::string_view content_type);

}  // namespace hallpass::api
