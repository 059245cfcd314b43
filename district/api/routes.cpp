#include "district/api/routes.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "sdk/base/utf8.hpp"

namespace hallpass::api {
namespace {

using enum Operation;

constexpr std::array table = {
    Route{get_district, Method::get, "/v1/district", Access::everybody, Body::none},
    Route{get_me, Method::get, "/v1/me", Access::signed_in, Body::none},
    Route{get_record, Method::get, "/v1/students/{student_id}/record", Access::signed_in, Body::none},
    Route{list_disclosures, Method::get, "/v1/students/{student_id}/disclosures", Access::signed_in, Body::none},
    Route{get_directory_opt_out, Method::get, "/v1/students/{student_id}/directory-opt-out", Access::signed_in,
          Body::none},
    Route{take_opt_out, Method::post, "/v1/students/{student_id}/directory-opt-out", Access::signed_in, Body::json},
    Route{take_redaction, Method::post, "/v1/students/{student_id}/redactions", Access::signed_in, Body::json},
    Route{list_student_requests, Method::get, "/v1/students/{student_id}/requests", Access::signed_in, Body::none},
    Route{create_request, Method::post, "/v1/students/{student_id}/requests", Access::signed_in, Body::json},
    Route{list_my_requests, Method::get, "/v1/requests", Access::signed_in, Body::none},
    Route{get_request, Method::get, "/v1/requests/{request_id}", Access::signed_in, Body::none},
    Route{take_step, Method::post, "/v1/requests/{request_id}/steps", Access::signed_in, Body::json},
    Route{list_receipts, Method::get, "/v1/requests/{request_id}/receipts", Access::signed_in, Body::none},
    Route{note_told, Method::post, "/v1/requests/{request_id}/told", Access::signed_in, Body::none},
    Route{upload_attachment, Method::post, "/v1/attachments", Access::signed_in, Body::age},
    Route{get_attachment, Method::get, "/v1/attachments/{attachment_id}", Access::signed_in, Body::none},
    Route{get_queue, Method::get, "/v1/staff/queue", Access::signed_in, Body::none},
    Route{put_court_order, Method::put, "/v1/students/{student_id}/guardians/{guardian_id}/court-order",
          Access::signed_in, Body::json},
    Route{get_keys, Method::get, "/.well-known/hallpass-keys.json", Access::everybody, Body::none},
};

constexpr std::size_t parameter_limit_bytes = 255;

std::optional<unsigned> hex_digit(char character) {
  if (character >= '0' && character <= '9') return static_cast<unsigned>(character - '0');
  if (character >= 'a' && character <= 'f') return static_cast<unsigned>(character - 'a' + 10);
  if (character >= 'A' && character <= 'F') return static_cast<unsigned>(character - 'A' + 10);
  return std::nullopt;
}

Result<std::string> decode_segment(std::string_view segment) {
  std::string text;
  for (std::size_t at = 0; at < segment.size(); ++at) {
    if (segment[at] != '%') {
      text += segment[at];
      continue;
    }
    auto const high = at + 2 < segment.size() ? hex_digit(segment[at + 1]) : std::nullopt;
    auto const low = high ? hex_digit(segment[at + 2]) : std::nullopt;
    if (!low) return fail(ErrorCode::malformed, "target", "The address has broken percent-encoding.");
    text += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  auto const is_control = [](char character) { return static_cast<unsigned char>(character) < 0x20; };
  if (text.empty() || text.size() > parameter_limit_bytes || std::ranges::any_of(text, is_control) ||
      find_invalid_utf8(text) != std::string_view::npos) {
    return fail(ErrorCode::not_found, "");
  }
  return text;
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

// Takes the text up to the next slash off the front.
std::string_view take_segment(std::string_view& rest) {
  auto const end = rest.find('/');
  auto const segment = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return segment;
}

// The encoded parameters, when the path fits the pattern.
std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view path) {
  if (std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) return std::nullopt;
  std::vector<std::string_view> parameters;
  while (!pattern.empty() || !path.empty()) {
    auto const expected = take_segment(pattern);
    auto const given = take_segment(path);
    if (expected.starts_with('{')) {
      parameters.push_back(given);
    } else if (expected != given) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

std::string_view to_string(Method method) noexcept {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::other:
      return "OTHER";
  }
  return "OTHER";
}

std::span<Route const> routes() noexcept {
  return table;
}

Result<Match> find_route(Method method, std::string_view target) {
  bool address_exists = false;
  for (auto const& route : table) {
    auto const encoded = fit(route.path, path_of(target));
    if (!encoded) continue;
    address_exists = true;
    if (route.method != method) continue;
    Match match{&route, {}, std::string(target.substr(std::min(path_of(target).size() + 1, target.size())))};
    for (auto const segment : *encoded) {
      HALLPASS_TRY(parameter, decode_segment(segment));
      match.parameters.push_back(std::move(parameter));
    }
    return match;
  }
  return fail(address_exists ? ErrorCode::method_not_allowed : ErrorCode::not_found, "");
}

std::string allowed_methods(std::string_view target) {
  std::string methods;
  for (auto const& route : table) {
    if (!fit(route.path, path_of(target))) continue;
    if (!methods.empty()) methods += ", ";
    methods += to_string(route.method);
  }
  return methods;
}

Result<void> check_content_type(Route const& route, std::string_view content_type) {
  if (route.body == Body::none) return {};
  auto type = std::string(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::ranges::transform(type, type.begin(), [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
  });
  if (type == (route.body == Body::json ? "application/json" : "application/age")) return {};
  return fail(ErrorCode::unsupported_media_type, "Content-Type",
              route.body == Body::json ? "Send application/json." : "Send application/age.");
}

}  // namespace hallpass::api
