#pragma once
// One connection: reads a request, decides as early as it can, answers, and again (HTTP/1.1 keep-alive).

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "district/server/answer_headers.hpp"
#include "district/server/state.hpp"

namespace hallpass::server {

// Runs on its socket's strand. Everything is checked before the body is read: the address, the method, the token, the
// type and the announced length; so nobody unknown can make the server keep bytes.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket&& socket, State& state);
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;
  ~Session();
  void run();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using ErrorCodeOfBoost = boost::beast::error_code;

  void set_busy(bool busy);
  void read_header();
  void on_header(ErrorCodeOfBoost error);
  // None when the body may be read now; otherwise the answer that refuses it.
  [[nodiscard]] std::optional<api::Response> refuse_early();
  void continue_with_body();
  void read_body();
  void on_body(ErrorCodeOfBoost error);
  // `keep_alive` false where unread bytes of the request may follow.
  void answer(api::Response response, bool keep_alive);
  void on_written(ErrorCodeOfBoost error, bool keep_alive);
  void linger();

  boost::beast::tcp_stream stream_;
  State& state_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::optional<api::Match> match_;
  district::Caller caller_;
  std::string idempotency_key_;
  api::EntityTags if_match_;
  std::optional<HttpResponse> response_;
  std::optional<boost::beast::http::response<boost::beast::http::empty_body>> go_ahead_;
  std::string discarded_;
  std::size_t lingered_bytes_ = 0;
  bool busy_ = false;
  std::chrono::steady_clock::time_point started_;
};

}  // namespace hallpass::server
