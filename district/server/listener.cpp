#include "district/server/listener.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include "district/server/log.hpp"
#include "district/server/session.hpp"

namespace hallpass::server {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

Listener::Listener(asio::io_context& context, State& state)
    : context_(context), acceptor_(asio::make_strand(context)), state_(state) {}

Result<void> Listener::open(std::string const& address, std::uint16_t port) {
  boost::system::error_code error;
  auto const parsed = asio::ip::make_address(address, error);
  if (error) return fail(ErrorCode::invalid_argument, "--listen", "The address must be an IP address.");
  tcp::endpoint const endpoint(parsed, port);
  bool const failed = acceptor_.open(endpoint.protocol(), error) ||
                      acceptor_.set_option(asio::socket_base::reuse_address(true), error) ||
                      acceptor_.bind(endpoint, error) ||
                      acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (failed) return fail(ErrorCode::unavailable, "--listen", "The address cannot be listened on; is it taken?");
  return {};
}

std::uint16_t Listener::port() const {
  return acceptor_.local_endpoint().port();
}

void Listener::run() {
  accept();
}

void Listener::stop() {
  asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
    boost::system::error_code error;
    if (self->acceptor_.close(error)) log_line("the listener could not be closed");
  });
}

void Listener::accept() {
  acceptor_.async_accept(asio::make_strand(context_),
                         [self = shared_from_this()](boost::system::error_code error, tcp::socket socket) {
                           if (!self->acceptor_.is_open()) return;
                           // Past the limit a connection is closed at once rather than kept waiting.
                           if (!error && self->state_.connections.load() < self->state_.limits.connections) {
                             std::make_shared<Session>(std::move(socket), self->state_)->run();
                           }
                           self->accept();
                         });
}

}  // namespace hallpass::server
