#include "district/server/session.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/write.hpp>

#include "district/api/idempotency_key.hpp"
#include "district/api/problem.hpp"
#include "district/server/authenticate.hpp"
#include "district/server/log.hpp"
#include "sdk/base/bytes.hpp"

namespace hallpass::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

// What a client may still send after it was refused, so that it reads the answer instead of a reset.
constexpr std::size_t linger_limit_bytes = 1U << 24U;
constexpr std::size_t linger_chunk_bytes = 1U << 14U;
constexpr std::chrono::seconds linger_limit{2};

InstantMs now_ms() {
  auto const since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

api::Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return api::Method::get;
    case http::verb::post:
      return api::Method::post;
    case http::verb::put:
      return api::Method::put;
    default:
      return api::Method::other;
  }
}

std::string_view header(HttpRequest const& request, http::field name) {
  auto const found = request.find(name);
  return found == request.end() ? std::string_view() : std::string_view(found->value());
}

// A request must carry such a header once; two would let a proxy and us read different ones.
bool is_ambiguous(HttpRequest const& request) {
  return request.count(http::field::authorization) > 1 || request.count(http::field::content_type) > 1 ||
         request.count(http::field::host) > 1;
}

// Empty when there is none, or the method needs none. Errors: of read_idempotency_key; also for two of them.
Result<std::string> idempotency_key_of(HttpRequest const& request) {
  constexpr std::string_view name = "Idempotency-Key";
  auto const count = request.count(name);
  if (request.method() != http::verb::post || count == 0) return std::string();
  if (count > 1) return fail(ErrorCode::malformed, name, "Send one.");
  return api::read_idempotency_key(request.find(name)->value());
}

// A list may stand in several headers. Errors: of read_entity_tags.
Result<api::EntityTags> if_match_of(HttpRequest const& request) {
  std::string list;
  auto const [begin, end] = request.equal_range(http::field::if_match);
  if (begin == end) return api::EntityTags{};
  for (auto at = begin; at != end; ++at) list.append(list.empty() ? "" : ", ").append(at->value());
  return api::read_entity_tags(list);
}

Error error_of(beast::error_code code) {
  if (code == http::error::header_limit || code == http::error::buffer_overflow) {
    return fail(ErrorCode::headers_too_large, "headers");
  }
  if (code == http::error::body_limit) return fail(ErrorCode::too_large, "body");
  return fail(ErrorCode::malformed, "request", "It is not HTTP/1.1.");
}

bool is_of_http(beast::error_code code) {
  return code.category() == http::make_error_code(http::error::end_of_stream).category();
}

}  // namespace

Session::Session(tcp::socket&& socket, State& state) : stream_(std::move(socket)), state_(state) {
  state_.connections.fetch_add(1);
}

Session::~Session() {
  set_busy(false);
  state_.connections.fetch_sub(1);
}

void Session::set_busy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  if (busy) {
    state_.busy.fetch_add(1);
  } else {
    state_.busy.fetch_sub(1);
  }
}

void Session::run() {
  asio::dispatch(stream_.get_executor(), beast::bind_front_handler(&Session::read_header, shared_from_this()));
}

void Session::read_header() {
  parser_.emplace();
  match_.reset();
  caller_ = {};
  idempotency_key_.clear();
  if_match_ = {};
  // The largest that any route takes; the route's own limit is set when it is known.
  parser_->body_limit(api::age_limit_bytes);
  parser_->header_limit(static_cast<std::uint32_t>(state_.limits.header_bytes));
  stream_.expires_after(state_.limits.header);
  http::async_read_header(stream_, buffer_, *parser_,
                          [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) { self->on_header(error); });
}

void Session::on_header(ErrorCodeOfBoost error) {
  started_ = std::chrono::steady_clock::now();
  set_busy(true);
  // The other side left, or took too long: there is nobody to answer.
  if (error == http::error::end_of_stream || error == http::error::partial_message || (error && !is_of_http(error))) {
    return;
  }
  if (error) return answer(api::problem(error_of(error)), false);
  if (auto refusal = refuse_early()) {
    bool const body_follows = parser_->chunked() || parser_->content_length().value_or(0) > 0;
    return answer(std::move(*refusal), !body_follows);
  }
  continue_with_body();
}

std::optional<api::Response> Session::refuse_early() {
  auto const& request = parser_->get();
  auto const target = std::string_view(request.target());
  if (is_ambiguous(request)) return api::problem(fail(ErrorCode::malformed, "headers"));
  if (request.method() == http::verb::options) {
    return preflight(target, header(request, http::field::origin), state_.cors_origin);
  }
  auto match = api::find_route(method_of(request.method()), target);
  if (!match) {
    auto response = api::problem(match.error());
    if (match.error().code == ErrorCode::method_not_allowed) {
      response.headers.push_back({"Allow", api::allowed_methods(target) + ", OPTIONS"});
    }
    return response;
  }
  match_ = std::move(*match);
  auto const& route = *match_->route;
  if (route.access == api::Access::signed_in) {
    auto caller = authenticate(header(request, http::field::authorization), state_.keys, state_.verifier, now_ms());
    if (!caller) return api::problem(caller.error());
    caller_ = std::move(*caller);
  }
  auto key = idempotency_key_of(request);
  if (!key) return api::problem(key.error());
  idempotency_key_ = std::move(*key);
  auto tags = if_match_of(request);
  if (!tags) return api::problem(tags.error());
  if_match_ = std::move(*tags);
  auto const length = parser_->content_length();
  if (route.body == api::Body::none && (parser_->chunked() || length.value_or(0) > 0)) {
    return api::problem(fail(ErrorCode::invalid_argument, "body", "This address takes no body."));
  }
  if (auto const type = api::check_content_type(route, header(request, http::field::content_type)); !type) {
    return api::problem(type.error());
  }
  auto const limit = api::body_limit_bytes(route.body);
  if (length.value_or(0) > limit) return api::problem(fail(ErrorCode::too_large, "body"));
  parser_->body_limit(limit);
  return std::nullopt;
}

void Session::continue_with_body() {
  if (!beast::iequals(header(parser_->get(), http::field::expect), "100-continue")) return read_body();
  go_ahead_.emplace(http::status::continue_, 11);
  http::async_write(stream_, *go_ahead_, [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) {
    if (!error) self->read_body();
  });
}

void Session::read_body() {
  if (parser_->is_done()) return on_body({});  // without a way through the queue
  stream_.expires_after(state_.limits.body);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) { self->on_body(error); });
}

void Session::on_body(ErrorCodeOfBoost error) {
  if (error && (!is_of_http(error) || error == http::error::partial_message)) return;
  if (error) return answer(api::problem(error_of(error)), false);
  auto const& body = parser_->get().body();
  answer(state_.api.answer({*match_, caller_, as_bytes(body), idempotency_key_, if_match_}, now_ms()), true);
}

void Session::answer(api::Response response, bool keep_alive) {
  auto const& request = parser_->get();
  log_request(request.method() == http::verb::unknown ? "-" : std::string_view(http::to_string(request.method())),
              match_ ? match_->route->path : std::string_view(), response.status,
              std::chrono::steady_clock::now() - started_);
  keep_alive = keep_alive && request.keep_alive() && !state_.stopping.load();
  response_ = to_http(std::move(response), header(request, http::field::origin), state_.cors_origin);
  response_->version(11);
  response_->keep_alive(keep_alive);
  stream_.expires_after(state_.limits.write);
  http::async_write(stream_, *response_, [self = shared_from_this(), keep_alive](ErrorCodeOfBoost error, std::size_t) {
    self->on_written(error, keep_alive);
  });
}

void Session::on_written(ErrorCodeOfBoost error, bool keep_alive) {
  set_busy(false);
  if (error) return;
  if (keep_alive) return read_header();
  if (stream_.socket().shutdown(tcp::socket::shutdown_send, error)) return;
  stream_.expires_after(linger_limit);
  linger();
}

void Session::linger() {
  discarded_.resize(linger_chunk_bytes);
  stream_.async_read_some(asio::buffer(discarded_),
                          [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t bytes) {
                            self->lingered_bytes_ += bytes;
                            if (!error && self->lingered_bytes_ < linger_limit_bytes) self->linger();
                          });
}

}  // namespace hallpass::server
