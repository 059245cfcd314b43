#pragma once
// Accepts connections and gives each a session of its own.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

#include "district/server/state.hpp"
#include "sdk/base/result.hpp"

namespace hallpass::server {

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& context, State& state);

  // Binds and listens; port 0 takes a free one. Errors: invalid_argument or unavailable, `where` "--listen".
  [[nodiscard]] Result<void> open(std::string const& address, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const;
  void run();
  // No more connections; those there are go on. Threads: any.
  void stop();

 private:
  void accept();
  boost::asio::io_context& context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  State& state_;
};

}  // namespace hallpass::server
